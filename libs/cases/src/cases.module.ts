import { type DynamicModule, Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { ACCEPTANCE_RULES, readAcceptanceRules } from './acceptance-rules.js';
import type { AcceptanceRules } from './acceptance.js';
import { Acceptance } from './accepting.js';
import { Charge } from './charge.js';
import { ContactAttempt } from './contact-attempt.entity.js';
import { Correction } from './correction.entity.js';
import { Corrections } from './corrections.js';
import { Decisions } from './decisions.js';
import { Duplicate } from './duplicate.entity.js';
import { Duplicates } from './duplicates.js';
import { Ending } from './ending.js';
import { FieldResult } from './field-result.entity.js';
import { Intake, SOCIETY } from './intake.js';
import { Interviews } from './interviews.js';
import { Locating } from './locating.js';
import { Pauses } from './pauses.js';
import { Reaching } from './reaching.js';
import { History } from './request-history.js';
import { RequestList } from './request-list.js';
import { RequestReader } from './request-view.js';
import { SearchAction } from './search-action.entity.js';
import { SearchActions } from './search-actions.js';
import { SearchFacts } from './search-facts.js';
import { Sharing } from './sharing.js';
import { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';
import { Transfer } from './transfer.entity.js';
import { Transfers } from './transfers.js';

export const CASES_ENTITIES = [
  TracingRequest,
  SoughtPerson,
  ContactAttempt,
  Correction,
  Duplicate,
  FieldResult,
  SearchAction,
  Transfer,
];

const VERBS = [
  Interviews,
  Intake,
  Decisions,
  Locating,
  Pauses,
  Reaching,
  Ending,
  Charge,
  Corrections,
  SearchActions,
  Duplicates,
  Transfers,
  Sharing,
  RequestList,
  RequestReader,
];

@Module({})
export class CasesModule {
  /** @param rules what the Society takes on; the rules shipped with Relink where left out */
  static forRoot(society: string, rules: AcceptanceRules = readAcceptanceRules()): DynamicModule {
    return {
      module: CasesModule,
      imports: [PeopleModule, ConsentModule, TasksModule],
      providers: [
        { provide: SOCIETY, useValue: society },
        { provide: ACCEPTANCE_RULES, useValue: rules },
        Acceptance,
        SearchFacts,
        History,
        ...VERBS,
      ],
      exports: VERBS,
    };
  }
}
