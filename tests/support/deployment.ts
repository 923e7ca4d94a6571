import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Accounts } from '#libs/access';
import { readSettings, type Settings } from '#libs/config';
import { createExchangeKeys, ExchangeKeys, FamilyKeys, Totp } from '#libs/crypto';
import { freePort } from '#libs/embedded';
import type { PatienceOptions } from '#libs/family-access';
import { newId, systemActor, type AccountId, type BranchId, type Clock, type Role } from '#libs/kernel';
import { OwnKeys } from '#libs/partners';
import { Log } from '#libs/process';
import { aKeyring, createTestDatabase, type TestDatabase, type TestKeyring } from '#libs/testing';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { configureApp } from '../../apps/api/src/configure-app.js';
import { configureExchange } from '../../apps/exchange/src/configure-exchange.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { configurePortal } from '../../apps/portal/src/configure-portal.js';
import { PortalModule } from '../../apps/portal/src/portal.module.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { Staff } from './staff.js';

const PASSWORD = 'a long enough test password';
/** As the build left it: the api runs from its sources here. */
const CONSOLE = fileURLToPath(new URL('../../dist/apps/console/', import.meta.url));

/**
 * API and worker over a database of their own, in this process, listening on a port that was free. The clock is the
 * worker's: what happens by the clock happens there.
 */
export class Deployment {
  readonly branches: Record<string, BranchId> = {};
  private api: INestApplication | undefined;
  private worker: INestApplication | undefined;
  private exchange: INestApplication | undefined;
  private readonly portals: INestApplication[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly keyring: TestKeyring,
    readonly settings: Settings,
    private readonly log: Log,
    private readonly clock: Clock | undefined,
    private readonly port: number,
  ) {}

  /** @param exchange whether partners can reach it: keys of its own for the exchange, and the gateway */
  static async start({
    worker = true,
    exchange = false,
    log = new Log('test', 'silent'),
    clock,
    environment = {},
    port = 0,
  }: {
    worker?: boolean;
    exchange?: boolean;
    log?: Log;
    clock?: Clock;
    environment?: NodeJS.ProcessEnv;
    /** Known beforehand where a browser comes, which tells the api where from; any free one otherwise. */
    port?: number;
  } = {}): Promise<Deployment> {
    const database = await createTestDatabase();
    const keyring = await aKeyring();
    const settings = readSettings({
      RELINK_DATABASE_POOL: '5',
      RELINK_KEYRING: keyring.path,
      RELINK_HOME: `${keyring.path}.home`,
      // As little as may be: the tests are about who comes in, and not about how long it takes.
      RELINK_PORTAL_WORD_MEMORY: '64',
      ...(port && { RELINK_PUBLIC_ORIGIN: `http://127.0.0.1:${port}` }),
      ...(exchange && (await exchangeSettings())),
      ...environment,
    });
    const deployment = new Deployment(database, keyring, settings, log, clock, port);
    if (exchange) {
      await mkdir(settings.home, { recursive: true });
      await createExchangeKeys(settings.exchangeKeys, { demo: true }, clock?.now() ?? new Date());
      await deployment.startExchange();
    }
    await deployment.startApi();
    if (worker) await deployment.startWorker();
    for (const name of ['Harbour', 'Highlands']) await deployment.addBranch(name);
    return deployment;
  }

  get url(): string {
    return addressOf(this.api!);
  }

  get workerUrl(): string {
    return addressOf(this.worker!);
  }

  get portalApp(): INestApplication {
    return this.portals.at(-1)!;
  }

  get workerApp(): INestApplication {
    return this.worker!;
  }

  get app(): INestApplication {
    return this.api!;
  }

  async startWorker(): Promise<void> {
    const settings = { ...this.settings, databaseUrl: this.database.url('relink_worker') };
    this.worker = await NestFactory.create(WorkerModule.forRoot(settings, this.keyring.keyring, this.log, this.clock), {
      logger: false,
      abortOnError: false,
    });
    await this.worker.listen(0, '127.0.0.1');
  }

  /** The gateway that partners reach, at the address they were told. */
  async startExchange(): Promise<void> {
    const settings = { ...this.settings, databaseUrl: this.database.url('relink_exchange') };
    const app = await NestFactory.create<NestExpressApplication>(
      ExchangeModule.forRoot(settings, this.exchangeKeys, this.log, this.clock),
      { logger: false, bodyParser: false, abortOnError: false },
    );
    configureExchange(app, this.log);
    await app.listen(settings.exchangePort, '127.0.0.1');
    this.exchange = app;
  }

  async stopExchange(): Promise<void> {
    await this.exchange?.close();
    this.exchange = undefined;
  }

  get exchangeApp(): INestApplication {
    return this.exchange!;
  }

  /** What partners know this Society by. */
  get exchangeKeys(): OwnKeys {
    return new OwnKeys(new ExchangeKeys(this.settings.exchangeKeys), this.settings.society);
  }

  /** The family portal, as a process of its own has it: its own database role, and no key that opens anything. */
  async startPortal({
    trustProxy = 0,
    patience,
    log = this.log,
    environment = {},
  }: {
    trustProxy?: number;
    patience?: PatienceOptions;
    log?: Log;
    environment?: NodeJS.ProcessEnv;
  } = {}): Promise<string> {
    const settings = {
      ...this.settings,
      ...readPortalSettings(environment),
      databaseUrl: this.database.url('relink_portal'),
    };
    const { portal: keys } = new FamilyKeys(this.keyring.keyring);
    const app = await NestFactory.create<NestExpressApplication>(PortalModule.forRoot(settings, keys, log, patience), {
      logger: false,
      bodyParser: false,
      abortOnError: false,
    });
    configurePortal(app, { log, trustProxy, secureOrigin: false, audio: settings.portalAudio });
    await app.listen(0, '127.0.0.1');
    this.portals.push(app);
    return addressOf(app);
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  /** A new account with a password and an authenticator, signed in over HTTP. */
  async signIn(role: Role, branch = 'Harbour', name = `Test ${role}`): Promise<Staff> {
    const { email, totpSecret, id } = await this.addAccount(role, branch, name);
    const staff = new Staff(this.url, { email, role, id, branchId: this.branches[branch]! });
    await staff.signIn(PASSWORD, new Totp(totpSecret).code(new Date()));
    return staff;
  }

  async addAccount(
    role: Role,
    branch = 'Harbour',
    name = `Test ${role}`,
  ): Promise<{ id: AccountId; email: string; password: string; totpSecret: string }> {
    const email = `${newId().slice(-12)}@relink.example`;
    const account = { email, name, role, branchId: this.branches[branch]! };
    const { id, totp } = await this.asWorker(() => this.accounts.createActive(account, PASSWORD, systemActor('test')));
    return { id, email, password: PASSWORD, totpSecret: totp.secret };
  }

  async stop(): Promise<void> {
    for (const portal of this.portals) await portal.close();
    await this.exchange?.close();
    await this.worker?.close();
    await this.api?.close();
    await this.database.drop();
    await this.keyring.remove();
  }

  private get accounts(): Accounts {
    return (this.worker ?? this.api)!.get(Accounts);
  }

  private async startApi(): Promise<void> {
    const settings = { ...this.settings, databaseUrl: this.database.url('relink_api') };
    const app = await NestFactory.create<NestExpressApplication>(
      ApiModule.forRoot(settings, this.keyring.keyring, this.log),
      {
        logger: false,
        bodyParser: false,
        abortOnError: false,
      },
    );
    configureApp(app, { log: this.log, trustProxy: 0, secureOrigin: false, consoleFiles: CONSOLE });
    await app.listen(this.port, '127.0.0.1');
    this.api = app;
  }

  private async addBranch(name: string): Promise<void> {
    const code = name.slice(0, 3).toUpperCase();
    this.branches[name] = (await this.asWorker(() => this.accounts.addBranch({ name, code }, systemActor('test'))))
      .id as BranchId;
  }

  /** Accounts are made as the system does it; where no worker runs, one is lent for the moment. */
  private async asWorker<T>(work: () => Promise<T>): Promise<T> {
    if (this.worker) return work();
    await this.startWorker();
    try {
      return await work();
    } finally {
      await this.stopWorker();
    }
  }
}

async function exchangeSettings(): Promise<NodeJS.ProcessEnv> {
  const port = String(await freePort());
  return { RELINK_EXCHANGE_PORT: port, RELINK_EXCHANGE_ORIGIN: `http://127.0.0.1:${port}` };
}

/** The settings that a test chooses for the portal alone. */
function readPortalSettings(environment: NodeJS.ProcessEnv): Partial<Settings> {
  const [chosen, usual] = [readSettings(environment), readSettings({})];
  const names = Object.keys(chosen) as (keyof Settings)[];
  return Object.fromEntries(names.filter((name) => chosen[name] !== usual[name]).map((name) => [name, chosen[name]]));
}

function addressOf(app: INestApplication): string {
  return `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
}
