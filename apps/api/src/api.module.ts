import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule, Sessions } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { CASES_ENTITIES, CasesModule, readAcceptanceRules } from '#libs/cases';
import type { Settings } from '#libs/config';
import { BlindIndex, FamilyKeys, KeyringKeyProvider, type Keyring } from '#libs/crypto';
import { CONSENT_ENTITIES, ConsentModule, NoticesModule } from '#libs/consent';
import { DatabaseModule, UnitOfWork } from '#libs/database';
import { FAMILY_ACCESS_ENTITIES, FamilyAccessModule } from '#libs/family-access';
import { EXPORTS_ENTITIES, ExportsModule } from '#libs/exports';
import { FILES_ENTITIES, FilesModule } from '#libs/files';
import { MATCHING_ENTITIES, MatchingModule } from '#libs/matching';
import { MESSAGES_ENTITIES, MessagesModule } from '#libs/messages';
import { NOTIFICATIONS_ENTITIES, NotificationsModule } from '#libs/notifications';
import { PARTNERS_ENTITIES, PartnersModule } from '#libs/partners';
import { PEOPLE_ENTITIES } from '#libs/people';
import { HealthModule, Log } from '#libs/process';
import { REUNIFICATION_ENTITIES, ReunificationModule } from '#libs/reunification';
import { REFERRALS_ENTITIES, ReferralsModule } from '#libs/referrals';
import { RESULTS_ENTITIES, ResultsModule } from '#libs/results';
import { LISTS_ENTITIES, ListsModule, REGISTRATIONS_ENTITIES, RegistrationsModule } from '#libs/registrations';
import { ReportingModule } from '#libs/reporting';
import { STEWARDSHIP_ENTITIES, StewardshipModule } from '#libs/stewardship';
import { TASKS_ENTITIES, TasksModule } from '#libs/tasks';
import { AccountsController } from './accounts/accounts.controller.js';
import { BasesController } from './consent/bases.controller.js';
import { FamilyAccessController, PORTAL_ORIGIN } from './family-access/family-access.controller.js';
import { DisclosuresController } from './exchange/disclosures.controller.js';
import { ExchangeDeskController } from './exchange/exchange-desk.controller.js';
import { PartnerEnquiriesController } from './exchange/partner-enquiries.controller.js';
import { PartnerRecordsController } from './exchange/partner-records.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { FilesController } from './files/files.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ETagInterceptor } from './http/receipt.js';
import { SessionGuard } from './http/session.guard.js';
import { createValidationPipe } from './http/validation.js';
import { ListFindingsController } from './lists/list-findings.controller.js';
import { ListsController } from './lists/lists.controller.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { OwnAccountController } from './own-account/own-account.controller.js';
import { PartnersController } from './partners/partners.controller.js';
import { PlacesController } from './places/places.controller.js';
import { PotentialMatchesController } from './potential-matches/potential-matches.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { RegistrationStepsController } from './registrations/registration-steps.controller.js';
import { RegistrationsController } from './registrations/registrations.controller.js';
import { BreachesController } from './stewardship/breaches.controller.js';
import { RetentionController } from './stewardship/retention.controller.js';
import { RightsController } from './stewardship/rights.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { ReferralsController } from './referrals/referrals.controller.js';
import { ReunificationController } from './reunification/reunification.controller.js';
import { ResultsController } from './results/results.controller.js';
import { DEPLOYMENT, EnrolmentController, SessionController, type Deployment } from './session/session.controller.js';
import { RequestBranchesController } from './tracing-requests/request-branches.controller.js';
import { RequestStepsController } from './tracing-requests/request-steps.controller.js';
import { SearchActionsController } from './tracing-requests/search-actions.controller.js';
import { TracingRequestsController } from './tracing-requests/tracing-requests.controller.js';
import { MyWork } from './work/my-work.js';
import { WorkController } from './work/work.controller.js';

const ENTITIES = [
  ...ACCESS_ENTITIES,
  ...PEOPLE_ENTITIES,
  ...CONSENT_ENTITIES,
  ...TASKS_ENTITIES,
  ...NOTIFICATIONS_ENTITIES,
  ...FILES_ENTITIES,
  ...CASES_ENTITIES,
  ...REGISTRATIONS_ENTITIES,
  ...LISTS_ENTITIES,
  ...MATCHING_ENTITIES,
  ...STEWARDSHIP_ENTITIES,
  ...RESULTS_ENTITIES,
  ...REUNIFICATION_ENTITIES,
  ...MESSAGES_ENTITIES,
  ...REFERRALS_ENTITIES,
  ...FAMILY_ACCESS_ENTITIES,
  ...EXPORTS_ENTITIES,
  ...PARTNERS_ENTITIES,
];

/** The REST API behind the console. */
@Module({})
export class ApiModule {
  static forRoot(settings: Settings, keyring: Keyring, log: Log): DynamicModule {
    const { societyName, society, exchangeOrigin } = settings;
    const deployment: Deployment = { societyName, society, exchangeOrigin, demo: keyring.demo };
    const files = FilesModule.forStaff(settings);
    return {
      module: ApiModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.databaseUrl,
          pool: settings.databasePool,
          peopleWait: true,
          entities: ENTITIES,
          keys: new KeyringKeyProvider(keyring),
        }),
        AuditModule.forRoot(settings.auditChains),
        NoticesModule.forRoot(settings.informationNotices),
        AccessModule.forRoot({
          sessionMinutes: settings.sessionMinutes,
          index: new BlindIndex(keyring),
          origin: settings.publicOrigin,
        }),
        ConsentModule,
        CasesModule.forRoot(settings.society, readAcceptanceRules(settings.acceptanceRules)),
        StewardshipModule.forPeople(),
        RegistrationsModule,
        MatchingModule.forReview(settings.society),
        ResultsModule.forRoot(settings.society),
        ReunificationModule,
        MessagesModule,
        ReferralsModule,
        FamilyAccessModule.forStaff(new FamilyKeys(keyring), settings.portalWordMemory),
        TasksModule,
        NotificationsModule,
        files,
        ListsModule.forStaff(files),
        ExportsModule.forStaff(settings),
        PartnersModule.forStaff(files),
        ReportingModule.forReading(),
        HealthModule.forRoot(),
      ],
      controllers: [
        SessionController,
        EnrolmentController,
        OwnAccountController,
        AccountsController,
        WorkController,
        TracingRequestsController,
        RequestStepsController,
        RequestBranchesController,
        SearchActionsController,
        RegistrationsController,
        BasesController,
        RegistrationStepsController,
        RetentionController,
        RightsController,
        BreachesController,
        PotentialMatchesController,
        PlacesController,
        MailboxController,
        FilesController,
        ListsController,
        ExportsController,
        ListFindingsController,
        ReportsController,
        ResultsController,
        ReunificationController,
        MessagesController,
        ReferralsController,
        FamilyAccessController,
        PartnersController,
        DisclosuresController,
        PartnerEnquiriesController,
        PartnerRecordsController,
        ExchangeDeskController,
      ],
      providers: [
        MyWork,
        { provide: Log, useValue: log },
        { provide: DEPLOYMENT, useValue: deployment },
        { provide: PORTAL_ORIGIN, useValue: settings.portalOrigin },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: createValidationPipe },
        { provide: APP_INTERCEPTOR, useClass: ETagInterceptor },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector, sessions: Sessions, unitOfWork: UnitOfWork, index: BlindIndex) =>
            new SessionGuard(reflector, sessions, unitOfWork, originsOf(settings), index),
          inject: [Reflector, Sessions, UnitOfWork, BlindIndex],
        },
      ],
    };
  }
}

/** The console's own origin; on a laptop also the loopback address by number. */
function originsOf({ publicOrigin }: Settings): ReadonlySet<string> {
  return new Set([publicOrigin, publicOrigin.replace('//localhost:', '//127.0.0.1:')]);
}
