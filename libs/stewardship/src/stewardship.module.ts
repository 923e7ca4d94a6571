import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { Breach } from './breach.entity.js';
import { Breaches } from './breaches.js';
import { DossierRights } from './dossier-rights.js';
import { EraseOnOrder, KeepLedger } from './erase-on-order.js';
import { Erasing } from './erasing.js';
import { Erasure } from './erasure.entity.js';
import { Erasures } from './erasures.js';
import { ForgetSignIns } from './forget-sign-ins.js';
import { LEDGER_FILE, LedgerFile } from './ledger-file.js';
import { OpenRightsRequests } from './open-rights-requests.js';
import { PersonCopies } from './person-copies.js';
import { READING_PACE, ReadingPace, type ReadingPaceSettings } from './reading-pace.js';
import { Replay } from './replay.js';
import { RetentionClock } from './retention-clock.entity.js';
import { RetentionClocks, RetentionReview } from './retention-clocks.js';
import { RetentionRule } from './retention-rules.js';
import { Retention } from './retention.js';
import { RightsRequest } from './rights-request.entity.js';
import { RightsRequests } from './rights-requests.js';

export const STEWARDSHIP_ENTITIES = [Erasure, RetentionRule, RetentionClock, RightsRequest, Breach];

@Module({})
export class StewardshipModule {
  /** For people: decisions, requests, registers. */
  static forPeople(): DynamicModule {
    const providers = [Erasures, Retention, RightsRequests, OpenRightsRequests, DossierRights, Breaches, PersonCopies];
    return {
      module: StewardshipModule,
      imports: [PeopleModule, ConsentModule, TasksModule],
      providers,
      exports: providers,
    };
  }

  /** For the worker: clocks, and the erasing itself. @param settings `home` is where the ledger's copy lies */
  static forWorker({ home, ...pace }: ReadingPaceSettings & { home: string }): DynamicModule {
    return {
      module: StewardshipModule,
      imports: [DiscoveryModule, TasksModule],
      providers: [
        Erasing,
        EraseOnOrder,
        KeepLedger,
        RetentionClocks,
        RetentionReview,
        ReadingPace,
        ForgetSignIns,
        { provide: READING_PACE, useValue: pace },
        { provide: LedgerFile, useFactory: () => new LedgerFile(join(home, LEDGER_FILE)) },
      ],
      exports: [Erasing, ReadingPace],
    };
  }

  /** For the command line after a restore. */
  static forReplay(): DynamicModule {
    return {
      module: StewardshipModule,
      imports: [DiscoveryModule],
      providers: [Erasing, Replay],
      exports: [Replay],
    };
  }
}
