import { type DynamicModule, Module } from '@nestjs/common';
import { CasesModule } from '#libs/cases';
import { ConsentModule } from '#libs/consent';
import { PeopleModule } from '#libs/people';
import { TasksModule } from '#libs/tasks';
import { Answers } from './answers.js';
import { DeliverResult } from './deliver-result.js';
import { RecordWishes } from './record-wishes.js';
import { ResultReader } from './result-view.js';
import { Result } from './result.entity.js';
import { Results } from './results.js';
import { UndoConfirmation } from './undo-confirmation.js';
import { RecordedAnswer } from './wishes.entity.js';

export const RESULTS_ENTITIES = [RecordedAnswer, Result];

@Module({})
export class ResultsModule {
  static forRoot(society: string): DynamicModule {
    const verbs = [RecordWishes, Results, DeliverResult, ResultReader];
    return {
      module: ResultsModule,
      imports: [CasesModule.forRoot(society), PeopleModule, ConsentModule, TasksModule],
      providers: [Answers, ...verbs],
      exports: verbs,
    };
  }

  /** For the worker: what follows where a confirmation was wrong. */
  static forWorker(society: string): DynamicModule {
    return {
      module: ResultsModule,
      imports: [CasesModule.forRoot(society), ConsentModule, TasksModule],
      providers: [UndoConfirmation],
    };
  }
}
