import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  Injectable,
  Module,
  type DynamicModule,
  type INestApplication,
  type INestApplicationContext,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS_ENTITIES, AccessModule, Accounts } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { readSettings, type Settings } from '#libs/config';
import { BlindIndex, createExchangeKeys, ExchangeKeys, KeyringKeyProvider } from '#libs/crypto';
import { DatabaseModule, UnitOfWork, type Transaction } from '#libs/database';
import { freePort } from '#libs/embedded';
import { newId, systemActor, type BranchId } from '#libs/kernel';
import {
  Composes,
  ownAffairs,
  OwnKeys,
  OwnKeysEnd,
  PARTNERS_ENTITIES,
  queueMessage,
  Receipts,
  Sending,
  Taking,
  Takes,
  TrafficModule,
  KeyNews,
  type Decision,
  type Draft,
  type MessageComposer,
  type MessageId,
  type MessageName,
  type MessageTaker,
  type PartnerId,
  type PartnerInput,
  type TakenMessage,
  type WaitingMessage,
} from '#libs/partners';
import { Log } from '#libs/process';
import {
  aBranch,
  aKeyring,
  createTestDatabase,
  SettableClock,
  type TestDatabase,
  type TestKeyring,
  CONSOLE_OF_A_TEST,
} from '#libs/testing';
import { TASKS_ENTITIES } from '#libs/tasks';
import { configureExchange } from '../../apps/exchange/src/configure-exchange.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { nowInSeconds, pairWith } from './partner-society.js';
import { anEnquiry } from './two-societies.js';

const TEST = systemActor('test');

/** What the correspondent of a test does; tests set it. */
export class Conduct {
  allowed: (id: MessageId) => Promise<boolean> | boolean = () => true;
  wanted = true;
  before: (taken: TakenMessage) => Promise<void> | void = () => undefined;
}

/** Writes enquiries and recalls, and leaves a row for each message it acted upon: two rows are twice. */
@Injectable()
@Composes({ names: ['enquiry', 'recall'] })
@Takes({ names: ['enquiry', 'recall'] })
class Correspondent implements MessageComposer, MessageTaker {
  constructor(private readonly conduct: Conduct) {}

  compose(tx: Transaction, { name, about }: WaitingMessage): Promise<Draft | undefined> {
    if (!this.conduct.wanted) return Promise.resolve(undefined);
    const {
      envelope: { case: _, ...envelope },
      body,
    } = anEnquiry();
    const expires = Math.floor(tx.now.getTime() / 1_000) + 60 * 86_400;
    if (name === 'enquiry') return Promise.resolve({ envelope: { ...envelope, expires }, body });
    const recall = { message: about, cause: 'consent-withdrawn', by: expires } as const;
    return Promise.resolve({
      envelope: { ...envelope, fields: [], expires },
      events: { 'urn:relink:exchange:recall': recall },
    });
  }

  stillAllowed(_: Transaction, { id }: WaitingMessage): Promise<boolean> {
    return Promise.resolve(this.conduct.allowed(id));
  }

  async take(tx: Transaction, taken: TakenMessage): Promise<void> {
    await tx.sql('INSERT INTO test_taken (message_id, name, seq) VALUES ($1, $2, $3)', [
      taken.id,
      'events' in taken.message ? 'recall' : taken.message.type,
      taken.message.seq,
    ]);
    // After the effect: a failure has to take it back.
    await this.conduct.before(taken);
  }
}

@Module({})
class PostWorker {
  static forRoot(office: PostOffice): DynamicModule {
    const { settings, database, keyring, clock } = office;
    return {
      module: PostWorker,
      imports: [
        DatabaseModule.forRoot({
          url: database.url('relink_worker'),
          pool: 6,
          entities: [...ACCESS_ENTITIES, ...TASKS_ENTITIES, ...PARTNERS_ENTITIES],
          keys: new KeyringKeyProvider(keyring.keyring),
          clock,
        }),
        AuditModule.forRoot(4),
        AccessModule.forRoot({ sessionMinutes: 30, index: new BlindIndex(keyring.keyring), origin: CONSOLE_OF_A_TEST }),
        TrafficModule.forWorker(new OwnKeys(new ExchangeKeys(settings.exchangeKeys), settings.society), office.log, {
          demo: true,
          // A test says itself when it is time.
          everyMs: 0,
        }),
      ],
      providers: [{ provide: Conduct, useValue: office.conduct }, Correspondent],
    };
  }
}

/**
 * One Society's part in the exchange and nothing else: database, keys, the gateway over HTTP, and a worker that sends and takes
 * when a test says so, by a clock that the test moves.
 */
export class PostOffice {
  readonly conduct = new Conduct();
  readonly log = new Log('test', 'silent');
  readonly branches: Record<string, BranchId> = {};
  private gateway: INestApplication | undefined;
  private worker: INestApplicationContext | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly keyring: TestKeyring,
    readonly settings: Settings,
    readonly clock: SettableClock,
  ) {}

  static async open(society: string, clock: SettableClock): Promise<PostOffice> {
    const database = await createTestDatabase();
    const keyring = await aKeyring();
    const port = await freePort();
    const settings = readSettings({
      RELINK_SOCIETY: society,
      RELINK_DATABASE_POOL: '6',
      RELINK_HOME: `${dirname(keyring.path)}/home`,
      RELINK_EXCHANGE_PORT: String(port),
      RELINK_EXCHANGE_ORIGIN: `http://127.0.0.1:${port}`,
      RELINK_DATABASE_URL: database.url('relink_exchange'),
    });
    await mkdir(settings.home, { recursive: true });
    await createExchangeKeys(settings.exchangeKeys, { demo: true }, clock.now());
    await database.sql(`CREATE TABLE relink.test_taken (message_id uuid NOT NULL, name text NOT NULL, seq integer NOT NULL, n serial);
      GRANT SELECT, INSERT ON relink.test_taken TO relink_worker; GRANT USAGE ON SEQUENCE relink.test_taken_n_seq TO relink_worker`);
    const office = new PostOffice(database, keyring, settings, clock);
    office.branches['Harbour'] = await aBranch(database);
    await office.startGateway();
    await office.startWorker();
    return office;
  }

  get exchangeKeys(): OwnKeys {
    return new OwnKeys(new ExchangeKeys(this.settings.exchangeKeys), this.settings.society);
  }

  get unitOfWork(): UnitOfWork {
    return this.worker!.get(UnitOfWork);
  }

  get exchangeApp(): INestApplication {
    return this.gateway!;
  }

  async startGateway(): Promise<void> {
    const app = await NestFactory.create<NestExpressApplication>(
      ExchangeModule.forRoot(this.settings, this.exchangeKeys, this.log, this.clock),
      { logger: false, bodyParser: false, abortOnError: false },
    );
    configureExchange(app, this.log);
    await app.listen(this.settings.exchangePort, '127.0.0.1');
    this.gateway = app;
  }

  async stopGateway(): Promise<void> {
    await this.gateway?.close();
    this.gateway = undefined;
  }

  async startWorker(): Promise<void> {
    this.worker = await NestFactory.createApplicationContext(PostWorker.forRoot(this), {
      logger: false,
      abortOnError: false,
    });
  }

  /** A case with this partner that nothing else is in. */
  newCase(partnerId: PartnerId): Promise<string> {
    return this.unitOfWork.run(TEST, (tx) => ownAffairs(tx, partnerId));
  }

  queue(
    partnerId: PartnerId,
    handle: string,
    name: MessageName = 'enquiry',
    about: string = newId(),
  ): Promise<MessageId> {
    return this.unitOfWork.run(TEST, (tx) => queueMessage(tx, { name, partnerId, handle, about }));
  }

  send(): Promise<void> {
    return this.worker!.get(Sending).look();
  }

  take(): Promise<void> {
    return this.worker!.get(Taking).look();
  }

  lookAtKeys(): Promise<void> {
    return this.worker!.get(KeyNews).look();
  }

  /** A person here decides about a message that came: the receipt of the second stage. */
  decide(partnerId: PartnerId, messageId: string, decision: Decision): Promise<string> {
    const about = { partnerId, messageId: messageId as MessageId, decision };
    return this.unitOfWork.run(TEST, (tx) => this.worker!.get(Receipts).signed(tx, about));
  }

  get accounts(): Accounts {
    return this.worker!.get(Accounts);
  }

  /** As the schedule does every day. */
  async remindOfKeys(): Promise<void> {
    await this.unitOfWork.run(TEST, (tx) => this.worker!.get(OwnKeysEnd).run(tx));
  }

  /** The messages that were acted upon, in that order. */
  async taken(): Promise<{ message_id: string; name: string; seq: number }[]> {
    return this.database.sql('SELECT message_id, name, seq FROM relink.test_taken ORDER BY n');
  }

  outbox(): Promise<OutboxRow[]> {
    return this.database.sql<OutboxRow>(
      `SELECT id, name, state, seq, attempts, failure, digest, expires_at, due_at FROM relink.exchange_outbox ORDER BY queued_at, id`,
    );
  }

  /** Which of these were acted upon, in that order, as often as they were. */
  async takenOf(ids: readonly string[]): Promise<string[]> {
    return (await this.taken()).map(({ message_id }) => message_id).filter((id) => ids.includes(id));
  }

  /** @throws Error where there is no such message */
  async sent(id: string): Promise<OutboxRow> {
    const row = (await this.outbox()).find((one) => one.id === id);
    if (!row) throw new Error('There is no such message.');
    return row;
  }

  async tasks(): Promise<string[]> {
    const rows = await this.database.sql<{ kind: string }>(
      `SELECT kind FROM relink.tasks WHERE state = 'open' ORDER BY 1`,
    );
    return rows.map(({ kind }) => kind);
  }

  async close(): Promise<void> {
    await this.stopGateway();
    await this.worker?.close();
    await this.database.drop();
    await this.keyring.remove();
  }
}

export interface OutboxRow {
  id: string;
  name: string;
  state: string;
  seq: number | null;
  attempts: number;
  failure: string | null;
  digest: string | null;
  expires_at: Date | null;
  due_at: Date;
}

/** Pairs a Society with another one as it is now. */
export function pairOffices(
  at: PostOffice,
  { settings, exchangeKeys }: PostOffice,
  agreed: Partial<PartnerInput> = {},
): Promise<PartnerId> {
  const { society, exchangeOrigin: baseUrl } = settings;
  return pairWith(at, { society, baseUrl, keys: exchangeKeys.told(nowInSeconds()), ...agreed });
}
