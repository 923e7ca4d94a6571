import { type DynamicModule, Module } from '@nestjs/common';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { Decisions } from './decisions.js';
import { Intake, SOCIETY } from './intake.js';
import { Interviews } from './interviews.js';
import { Locating } from './locating.js';
import { RequestList } from './request-list.js';
import { RequestReader } from './request-view.js';
import { SoughtPerson } from './sought-person.entity.js';
import { TracingRequest } from './tracing-request.entity.js';

export const CASES_ENTITIES = [TracingRequest, SoughtPerson];

@Module({})
export class CasesModule {
  static forRoot(society: string): DynamicModule {
    return {
      module: CasesModule,
      imports: [PeopleModule, ConsentModule],
      providers: [
        { provide: SOCIETY, useValue: society },
        Interviews,
        Intake,
        Decisions,
        Locating,
        RequestList,
        RequestReader,
      ],
      exports: [Interviews, Intake, Decisions, Locating, RequestList, RequestReader],
    };
  }
}
