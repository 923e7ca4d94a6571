import { Foundations1763700000000 } from './1763700000000-foundations.js';
import { Audit1763700001000 } from './1763700001000-audit.js';
import { Access1763700002000 } from './1763700002000-access.js';
import { PeopleAndConsent1763700003000 } from './1763700003000-people-and-consent.js';
import { CasesAndRegistrations1763700004000 } from './1763700004000-cases-and-registrations.js';
import { Matching1763700005000 } from './1763700005000-matching.js';
import { WorkInSharedDossiers1763700006000 } from './1763700006000-work-in-shared-dossiers.js';
import { MatchingAtScale1763700007000 } from './1763700007000-matching-at-scale.js';
import { Tasks1763700008000 } from './1763700008000-tasks.js';
import { CasesInFull1763700009000 } from './1763700009000-cases-in-full.js';
import { ConsentInFull1763700010000 } from './1763700010000-consent-in-full.js';
import { WishesAndResults1763700011000 } from './1763700011000-wishes-and-results.js';
import { Reunification1763700011100 } from './1763700011100-reunification.js';
import { RedCrossMessages1763700011200 } from './1763700011200-red-cross-messages.js';
import { Referrals1763700011300 } from './1763700011300-referrals.js';
import { RegistrationsInFull1763700012000 } from './1763700012000-registrations-in-full.js';
import { Files1763700013000 } from './1763700013000-files.js';
import { Notifications1763700013100 } from './1763700013100-notifications.js';
import { Schedules1763700013200 } from './1763700013200-schedules.js';
import { Stewardship1763700014000 } from './1763700014000-stewardship.js';
import { Reporting1763700015000 } from './1763700015000-reporting.js';
import { DeletionIsGrantedTableByTable1763700015500 } from './1763700015500-deletion-is-granted-table-by-table.js';
import { FamilyAccess1763700016000 } from './1763700016000-family-access.js';
import { Imports1763700017000 } from './1763700017000-imports.js';
import { ListChecks1763700017100 } from './1763700017100-list-checks.js';
import { Exports1763700018000 } from './1763700018000-exports.js';
import { FilesRemoved1763700018100 } from './1763700018100-files-removed.js';
import { Exchange1763700020000 } from './1763700020000-exchange.js';
import { SessionInOneStatement1763700021000 } from './1763700021000-session-in-one-statement.js';
import { ExchangeTraffic1763700022000 } from './1763700022000-exchange-traffic.js';
import { AuditInOneStatement1763700022100 } from './1763700022100-audit-in-one-statement.js';
import { SeenWithoutACall1763700022200 } from './1763700022200-seen-without-a-call.js';
import { ExchangeCasework1763700023000 } from './1763700023000-exchange-casework.js';
import { Corrections1763700024000 } from './1763700024000-corrections.js';
import { ExchangeDesk1763700024500 } from './1763700024500-exchange-desk.js';
import { KeysOfAMessage1763700024600 } from './1763700024600-keys-of-a-message.js';
import { FilesAcrossTheBorder1763700025000 } from './1763700025000-files-across-the-border.js';
import { TheReaderIsAskedOnce1763700026000 } from './1763700026000-the-reader-is-asked-once.js';
import { WorkInFewerArms1763700026500 } from './1763700026500-work-in-fewer-arms.js';
import { WhatAListRestsOn1763700027000 } from './1763700027000-what-a-list-rests-on.js';
import { WhoRefusedAnExport1763700028000 } from './1763700028000-who-refused-an-export.js';
import { ListsThatPeopleRestOn1763700029000 } from './1763700029000-lists-that-people-rest-on.js';
import { WhatIsOpenIsCounted1763700029100 } from './1763700029100-what-is-open-is-counted.js';
import { WhatWasRead1763700030000 } from './1763700030000-what-was-read.js';
import { NoStatisticsOfKeys1763700031000 } from './1763700031000-no-statistics-of-keys.js';
import { WorkNamesItsTask1763700032000 } from './1763700032000-work-names-its-task.js';
import { WaysIn1763700033000 } from './1763700033000-ways-in.js';

export const MIGRATIONS = [
  Foundations1763700000000,
  Audit1763700001000,
  Access1763700002000,
  PeopleAndConsent1763700003000,
  CasesAndRegistrations1763700004000,
  Matching1763700005000,
  WorkInSharedDossiers1763700006000,
  MatchingAtScale1763700007000,
  Tasks1763700008000,
  CasesInFull1763700009000,
  ConsentInFull1763700010000,
  WishesAndResults1763700011000,
  Reunification1763700011100,
  RedCrossMessages1763700011200,
  Referrals1763700011300,
  RegistrationsInFull1763700012000,
  Files1763700013000,
  Notifications1763700013100,
  Schedules1763700013200,
  Stewardship1763700014000,
  Reporting1763700015000,
  DeletionIsGrantedTableByTable1763700015500,
  FamilyAccess1763700016000,
  Imports1763700017000,
  ListChecks1763700017100,
  Exports1763700018000,
  FilesRemoved1763700018100,
  Exchange1763700020000,
  SessionInOneStatement1763700021000,
  ExchangeTraffic1763700022000,
  AuditInOneStatement1763700022100,
  SeenWithoutACall1763700022200,
  ExchangeCasework1763700023000,
  Corrections1763700024000,
  ExchangeDesk1763700024500,
  KeysOfAMessage1763700024600,
  FilesAcrossTheBorder1763700025000,
  TheReaderIsAskedOnce1763700026000,
  WorkInFewerArms1763700026500,
  WhatAListRestsOn1763700027000,
  WhoRefusedAnExport1763700028000,
  ListsThatPeopleRestOn1763700029000,
  WhatIsOpenIsCounted1763700029100,
  WhatWasRead1763700030000,
  NoStatisticsOfKeys1763700031000,
  WorkNamesItsTask1763700032000,
  WaysIn1763700033000,
];
