import { Injectable, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { BlindIndex, KeyringKeyProvider, type Keyring } from '#libs/crypto';
import { DatabaseModule, type Transaction } from '#libs/database';
import type { Clock } from '#libs/kernel';
import { QueuesModule, RunsOn, type QueuesOptions, type Scheduled } from '#libs/queues';
import type { TestDatabase } from '#libs/testing';
import { CONSOLE_OF_A_TEST } from '#libs/testing';

/** One row for each page of each run. Nothing in the table prevents a second one. */
export async function makePagesTable(database: Pick<TestDatabase, 'sql'>): Promise<void> {
  await database.sql(`CREATE TABLE relink.test_pages (schedule text NOT NULL, page int NOT NULL, actor text NOT NULL, at timestamptz NOT NULL);
    GRANT SELECT, INSERT ON relink.test_pages TO relink_worker`);
}

/** What a page does before it ends; tests set it. */
export class PageBehaviour {
  before: (page: number) => Promise<void> = () => Promise.resolve();
}

async function leavePage(tx: Transaction, schedule: string, page: number): Promise<void> {
  await tx.sql('INSERT INTO test_pages (schedule, page, actor, at) VALUES ($1, $2, $3, $4)', [
    schedule,
    page,
    tx.actor.kind === 'system' ? tx.actor.name : tx.actor.kind,
    tx.now,
  ]);
}

/** Three pages a day. */
@Injectable()
@RunsOn({ name: 'test-daily', every: 'day', at: '03:00' })
class Daily implements Scheduled {
  constructor(private readonly behaviour: PageBehaviour) {}

  async run(tx: Transaction, after = '0'): Promise<string | undefined> {
    const page = Number(after) + 1;
    await leavePage(tx, 'daily', page);
    // After the effect: a failure has to take it back.
    await this.behaviour.before(page);
    return page < 3 ? String(page) : undefined;
  }
}

@Injectable()
@RunsOn({ name: 'test-hourly', every: 'hour' })
class Hourly implements Scheduled {
  run(tx: Transaction): Promise<undefined> {
    return leavePage(tx, 'hourly', 1).then(() => undefined);
  }
}

@Module({})
class SchedulesWorker {
  static forRoot(behaviour: PageBehaviour, keyring: Keyring, queues: QueuesOptions, clock: Clock): DynamicModule {
    return {
      module: SchedulesWorker,
      imports: [
        DatabaseModule.forRoot({
          url: queues.databaseUrl,
          pool: 5,
          entities: ACCESS_ENTITIES,
          keys: new KeyringKeyProvider(keyring),
          clock,
        }),
        AuditModule.forRoot(4),
        AccessModule.forRoot({ sessionMinutes: 30, index: new BlindIndex(keyring), origin: CONSOLE_OF_A_TEST }),
        QueuesModule.forRoot(queues),
      ],
      providers: [{ provide: PageBehaviour, useValue: behaviour }, Daily, Hourly],
    };
  }
}

/** A worker process in small: the real queues with schedules that count their pages. */
export function startSchedulesWorker(
  behaviour: PageBehaviour,
  keyring: Keyring,
  queues: QueuesOptions,
  clock: Clock,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(SchedulesWorker.forRoot(behaviour, keyring, queues, clock), {
    logger: false,
    abortOnError: false,
  });
}
