import { Injectable, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { BlindIndex, KeyringKeyProvider, type Keyring } from '#libs/crypto';
import { DatabaseModule, UnitOfWork, type DomainEvent, type Lane, type Transaction } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { HandlesEvents, QueuesModule, type EventHandler, type QueuesOptions } from '#libs/queues';
import type { TestDatabase } from '#libs/testing';
import { CONSOLE_OF_A_TEST } from '#libs/testing';

/** Makes the table in which handlers of tests leave one row for each effect. Nothing in it prevents a second one. */
export async function makeEffectsTable(database: Pick<TestDatabase, 'sql'>): Promise<void> {
  await database.sql(`CREATE TABLE relink.test_effects (handler text NOT NULL, event_id uuid NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
    GRANT SELECT, INSERT ON relink.test_effects TO relink_worker`);
}

/** What the handlers of a test do before their effect; tests set it. */
export class Behaviour {
  before: (event: DomainEvent) => Promise<void> = () => Promise.resolve();
  /** How many events came at once, each time. */
  readonly together: number[] = [];
}

async function leaveEffect(tx: Transaction, handler: string, event: DomainEvent): Promise<void> {
  await tx.sql('INSERT INTO test_effects (handler, event_id) VALUES ($1, $2)', [handler, event.id]);
}

@Injectable()
@HandlesEvents({ name: 'test-first', topics: ['test.both', 'test.first'] })
export class FirstHandler implements EventHandler {
  constructor(private readonly behaviour: Behaviour) {}

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await leaveEffect(tx, 'first', event);
    // After the effect: a failure has to take it back.
    await this.behaviour.before(event);
  }
}

@Injectable()
@HandlesEvents({ name: 'test-second', topics: ['test.both'] })
export class SecondHandler implements EventHandler {
  handle(tx: Transaction, event: DomainEvent): Promise<void> {
    return leaveEffect(tx, 'second', event);
  }
}

@Injectable()
@HandlesEvents({ name: 'test-together', topics: ['test.together'] })
export class TogetherHandler implements EventHandler {
  constructor(private readonly behaviour: Behaviour) {}

  handle(tx: Transaction, event: DomainEvent): Promise<void> {
    return this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    this.behaviour.together.push(events.length);
    for (const event of events) {
      await leaveEffect(tx, 'together', event);
      await this.behaviour.before(event);
    }
  }
}

@Injectable()
@HandlesEvents({ name: 'test-causing', topics: ['test.causing'] })
export class CausingHandler implements EventHandler {
  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await leaveEffect(tx, 'causing', event);
    tx.outbox.emit('test.together', {});
  }
}

@Module({})
class EffectsWorker {
  static forRoot(behaviour: Behaviour, keyring: Keyring, queues: QueuesOptions): DynamicModule {
    return {
      module: EffectsWorker,
      imports: [
        DatabaseModule.forRoot({
          url: queues.databaseUrl,
          pool: 10,
          entities: ACCESS_ENTITIES,
          keys: new KeyringKeyProvider(keyring),
        }),
        AuditModule.forRoot(4),
        AccessModule.forRoot({ sessionMinutes: 30, index: new BlindIndex(keyring), origin: CONSOLE_OF_A_TEST }),
        QueuesModule.forRoot(queues),
      ],
      providers: [
        { provide: Behaviour, useValue: behaviour },
        FirstHandler,
        SecondHandler,
        TogetherHandler,
        CausingHandler,
      ],
    };
  }
}

/** A worker process in small: the real queues with handlers that count. */
export async function startEffectsWorker(
  behaviour: Behaviour,
  keyring: Keyring,
  queues: QueuesOptions,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(EffectsWorker.forRoot(behaviour, keyring, queues), {
    logger: false,
    abortOnError: false,
  });
}

/** Leaves events in one transaction. @returns their ids */
export async function emit(
  from: UnitOfWork,
  count: number,
  { topic = 'test.both', lane = 'prompt' }: { topic?: string; lane?: Lane } = {},
): Promise<string[]> {
  return from.run(systemActor('test-emitter'), async (tx) => {
    for (let index = 0; index < count; index++) tx.outbox.emit(topic, { index: String(index) }, lane);
    await tx.outbox.flush(tx.sql);
    // Events of this very transaction: they carry its timestamp.
    const rows = await tx.sql<{ id: string }>('SELECT id FROM outbox WHERE created_at = now() ORDER BY id');
    return rows.map(({ id }) => id);
  });
}
