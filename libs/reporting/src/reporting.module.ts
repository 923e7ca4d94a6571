import { type DynamicModule, Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { CountEvents } from './count-events.js';
import { CountOpenRequests } from './count-open-requests.js';
import { KeepCounts } from './keep-counts.js';
import { Reports } from './reports.js';

@Module({})
export class ReportingModule {
  /** For the worker, which counts. */
  static forWorker(): DynamicModule {
    return {
      module: ReportingModule,
      imports: [PeopleModule, ConsentModule],
      providers: [KeepCounts, CountEvents, CountOpenRequests],
    };
  }

  /** For the api, which shows. */
  static forReading(): DynamicModule {
    return { module: ReportingModule, providers: [Reports], exports: [Reports] };
  }
}
