import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Log } from '#libs/process';
import { TasksModule } from '#libs/tasks';
import { OwnKeysEnd } from '../desk/own-keys-end.js';
import { WriteDecisions } from '../messages/write-decisions.js';
import { OwnKeys } from '../own-keys.js';
import { PartnersModule } from '../partners.module.js';
import { Correspondents } from './correspondents.js';
import { ExchangeAlarm, ExchangeCleaning } from './housekeeping.js';
import { KeyNews } from './key-news.js';
import { Receipts } from './receipts.js';
import { Sealing } from './sealing.js';
import { Sending } from './sending.js';
import { Taking } from './taking.js';
import { TRAFFIC_OPTIONS, type TrafficOptions } from './traffic-options.js';

/** What the worker does for the exchange: writes, seals and brings messages, and acts upon those that came. */
@Module({})
export class TrafficModule {
  static forWorker(keys: OwnKeys, log: Log, options: TrafficOptions): DynamicModule {
    return {
      module: TrafficModule,
      imports: [DiscoveryModule, PartnersModule, TasksModule],
      providers: [
        { provide: OwnKeys, useValue: keys },
        { provide: Log, useValue: log },
        { provide: TRAFFIC_OPTIONS, useValue: options },
        Correspondents,
        Sealing,
        Sending,
        Taking,
        KeyNews,
        Receipts,
        WriteDecisions,
        ExchangeCleaning,
        ExchangeAlarm,
        OwnKeysEnd,
      ],
      exports: [OwnKeys, Receipts, Sending, Taking, KeyNews],
    };
  }
}
