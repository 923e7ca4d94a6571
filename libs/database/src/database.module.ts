import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeyProvider } from '#libs/crypto';
import { Clock, SystemClock } from '#libs/kernel';
import { dataSourceOptions, type DatabaseOptions } from './data-source.js';
import { DatabaseHealth } from './database-health.js';
import { QuickQuestions } from './quick-questions.js';
import { RoleCheck } from './role-check.js';
import { Admission } from './turns.js';
import { UnitOfWork } from './unit-of-work.js';

export interface DatabaseModuleOptions extends DatabaseOptions {
  keys: KeyProvider;
  clock?: Clock;
  /** People wait for this process: where more comes than it can do, most are refused soon. */
  peopleWait?: boolean;
}

/** The database of a process: its units of work. `audit` and `access` bring the trail and the policies it needs. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot({ keys, clock = new SystemClock(), peopleWait, ...options }: DatabaseModuleOptions): DynamicModule {
    const providers: Provider[] = [
      { provide: KeyProvider, useValue: keys },
      { provide: Clock, useValue: clock },
      { provide: Admission, useValue: peopleWait ? Admission.toConnections(options.pool) : Admission.unlimited() },
      { provide: QuickQuestions, useFactory: () => (peopleWait ? new QuickQuestions(options) : undefined) },
      UnitOfWork,
      DatabaseHealth,
      RoleCheck,
    ];
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(options), retryAttempts: 3, retryDelay: 500 })],
      providers,
      exports: [KeyProvider, Clock, UnitOfWork, DatabaseHealth],
    };
  }
}
