import { type DynamicModule, Module } from '@nestjs/common';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { CASES_ENTITIES, EndDeclinedTransfer, RequestSchedulesModule } from '#libs/cases';
import type { Settings } from '#libs/config';
import { AuditSigner, BlindIndex, ExchangeKeys, FamilyKeys, KeyringKeyProvider, type Keyring } from '#libs/crypto';
import { CONSENT_ENTITIES, ConsentSchedulesModule, NoticesModule } from '#libs/consent';
import { DatabaseModule } from '#libs/database';
import type { Clock } from '#libs/kernel';
import { FAMILY_ACCESS_ENTITIES, FamilyAccessModule } from '#libs/family-access';
import { EXPORTS_ENTITIES, ExportsModule } from '#libs/exports';
import { FILES_ENTITIES, FilesModule } from '#libs/files';
import { MATCHING_ENTITIES, MatchingModule } from '#libs/matching';
import { NOTIFICATIONS_ENTITIES, NotificationsModule, type NotificationOptions } from '#libs/notifications';
import { DestroyKeys, PEOPLE_ENTITIES } from '#libs/people';
import { OwnKeys, PARTNERS_ENTITIES, PartnersModule, TrafficModule } from '#libs/partners';
import { HealthModule, Log } from '#libs/process';
import { QueuesModule } from '#libs/queues';
import { LISTS_ENTITIES, ListsModule, REGISTRATIONS_ENTITIES, RegistrationSchedulesModule } from '#libs/registrations';
import { ReportingModule } from '#libs/reporting';
import { STEWARDSHIP_ENTITIES, StewardshipModule } from '#libs/stewardship';
import { MESSAGES_ENTITIES, MessageSchedulesModule } from '#libs/messages';
import { REFERRALS_ENTITIES } from '#libs/referrals';
import { RESULTS_ENTITIES, ResultsModule } from '#libs/results';
import { REUNIFICATION_ENTITIES } from '#libs/reunification';
import { TASKS_ENTITIES, TasksModule, TasksOfLeaver } from '#libs/tasks';
import { AuditCheckpoints } from './audit-checkpoints.js';
import { ReadingWatch } from './reading-watch.js';
import { SightOfLeaver } from './sight-of-leaver.js';

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

/** Between two looks into what partners sent, and what they are to be sent. */
const EXCHANGE_EVERY_MS = 1_000;

/** Queue processors and schedules: everything that happens without anybody waiting for an answer. */
@Module({})
export class WorkerModule {
  static forRoot(settings: Settings, keyring: Keyring, log: Log, clock?: Clock): DynamicModule {
    const files = FilesModule.forWorker(settings);
    const matching = MatchingModule.forWorker(settings.society);
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.databaseUrl,
          pool: settings.databasePool,
          entities: ENTITIES,
          keys: new KeyringKeyProvider(keyring),
          clock,
        }),
        AuditModule.forRoot(settings.auditChains),
        NoticesModule.forRoot(settings.informationNotices),
        AccessModule.forRoot({
          sessionMinutes: settings.sessionMinutes,
          index: new BlindIndex(keyring),
          origin: settings.publicOrigin,
        }),
        QueuesModule.forRoot({
          backend: settings.queueBackend,
          databaseUrl: settings.databaseUrl,
          redisUrl: settings.redisUrl,
          concurrency: settings.queueConcurrency,
        }),
        matching,
        PartnersModule.forWorker(settings.society, matching, files),
        TasksModule,
        files,
        ListsModule.forWorker(files),
        NotificationsModule.forWorker(notificationOptions(settings, keyring)),
        RequestSchedulesModule,
        ConsentSchedulesModule,
        RegistrationSchedulesModule,
        StewardshipModule.forWorker(settings),
        MessageSchedulesModule,
        ResultsModule.forWorker(settings.society),
        ExportsModule.forWorker(settings),
        ReportingModule.forWorker(),
        FamilyAccessModule.forWorker(new FamilyKeys(keyring), settings.society, settings.firstContactBranch),
        TrafficModule.forWorker(new OwnKeys(new ExchangeKeys(settings.exchangeKeys), settings.society), log, {
          demo: settings.environment === 'demo',
          everyMs: EXCHANGE_EVERY_MS,
        }),
        HealthModule.forRoot(),
      ],
      providers: [
        DestroyKeys,
        EndDeclinedTransfer,
        ReadingWatch,
        SightOfLeaver,
        TasksOfLeaver,
        { provide: Log, useValue: log },
        { provide: AuditSigner, useValue: new AuditSigner(keyring) },
        AuditCheckpoints.provider({ minutes: settings.auditCheckpointMinutes, home: settings.home }),
      ],
    };
  }
}

/** A number nobody has, for demonstrations. */
const DEMO_PHONE = '+999 555 0100';

function notificationOptions(settings: Settings, { demo }: Keyring): NotificationOptions {
  return { ...settings, demo, callBack: settings.callBackPhone || (demo ? DEMO_PHONE : '') };
}
