import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule, Accounts, Enrolments, OwnAccount, Sessions, SignIn } from '#libs/access';
import { AuditModule } from '#libs/audit';
import { BlindIndex, KeyringKeyProvider, Totp, type Keyring } from '#libs/crypto';
import { DatabaseModule, UnitOfWork, type DatabaseRole } from '#libs/database';
import { newId, systemActor, type AccountId, type BranchId, type Role, type StaffActor } from '#libs/kernel';
import {
  aBranch,
  aKeyring,
  createTestDatabase,
  SettableClock,
  type TestDatabase,
  CONSOLE_OF_A_TEST,
} from '#libs/testing';

export const PASSWORD = 'a long walk to the harbour';
export const SESSION_MINUTES = 30;

/** Someone with an account. */
export interface Person {
  id: AccountId;
  email: string;
  totp: Totp;
}

/** The sign-in of a deployment of its own, with a clock that the test moves. */
export class FrontDoor {
  private constructor(
    readonly database: TestDatabase,
    readonly branchId: BranchId,
    readonly clock: SettableClock,
    private readonly api: INestApplicationContext,
    private readonly worker: INestApplicationContext,
    private readonly forget: () => Promise<void>,
  ) {}

  static async open(): Promise<FrontDoor> {
    const [database, keys, clock] = [await createTestDatabase(), await aKeyring(), new SettableClock()];
    const start = (role: DatabaseRole) => startProcess(database.url(role), keys.keyring, clock);
    const [branchId, api, worker] = [await aBranch(database), await start('relink_api'), await start('relink_worker')];
    return new FrontDoor(database, branchId, clock, api, worker, () => keys.remove());
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.worker.close();
    await this.forget();
    await this.database.drop();
  }

  get signIn(): SignIn {
    return this.api.get(SignIn);
  }

  get sessions(): Sessions {
    return this.api.get(Sessions);
  }

  get enrolments(): Enrolments {
    return this.api.get(Enrolments);
  }

  get accounts(): Accounts {
    return this.api.get(Accounts);
  }

  get ownAccount(): OwnAccount {
    return this.api.get(OwnAccount);
  }

  get unitOfWork(): UnitOfWork {
    return this.api.get(UnitOfWork);
  }

  async aPerson(role: Role = 'caseworker'): Promise<Person> {
    const email = `${newId()}@relink.example`;
    const account = { email, name: 'Test person', role, branchId: this.branchId };
    const { id, totp } = await this.worker.get(Accounts).createActive(account, PASSWORD, systemActor('test'));
    return { id, email, totp: new Totp(totp.secret) };
  }

  actor({ id }: Person, role: Role = 'caseworker'): StaffActor {
    return { kind: 'staff', accountId: id, role, branchId: this.branchId };
  }

  /** As the command line does, which speaks to the database as the worker does. */
  inviteFromTheServer(email: string): Promise<string | undefined> {
    return this.worker.get(Accounts).inviteFromTheServer(email, systemActor('test'));
  }

  /** Sets the account up with a link, and moves on so that the next code is a new one. */
  async enrolAnew(person: Person, token: string, password = PASSWORD): Promise<Person> {
    const totp = new Totp((await this.enrolments.begin(token, password)).secret);
    await this.enrolments.confirm(token, totp.code(this.clock.now()));
    this.clock.advance({ seconds: 30 });
    return { ...person, totp };
  }

  code({ totp }: Person): string {
    return totp.code(this.clock.now());
  }

  challenge({ email }: Person, origin = 'office'): Promise<string> {
    return this.signIn.withPassword(email, PASSWORD, origin);
  }

  /** @returns the session token; half a minute later, so that the next code is a new one */
  async signedIn(person: Person, origin = 'office'): Promise<string> {
    const token = await this.signIn.withCode(await this.challenge(person, origin), this.code(person), origin);
    this.clock.advance({ seconds: 30 });
    return token;
  }
}

function startProcess(url: string, keyring: Keyring, clock: SettableClock): Promise<INestApplicationContext> {
  class Process {}
  const imports = [
    DatabaseModule.forRoot({ url, pool: 4, entities: ACCESS_ENTITIES, keys: new KeyringKeyProvider(keyring), clock }),
    AuditModule.forRoot(2),
    AccessModule.forRoot({
      sessionMinutes: SESSION_MINUTES,
      index: new BlindIndex(keyring),
      origin: CONSOLE_OF_A_TEST,
    }),
  ];
  return NestFactory.createApplicationContext({ module: Process, imports }, { logger: false, abortOnError: false });
}
