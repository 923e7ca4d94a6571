import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ACCESS_ENTITIES,
  AccessModule,
  Accounts,
  EnrolmentInvalid,
  Enrolments,
  SessionRequired,
  Sessions,
  SignIn,
  SignInRefused,
  SignInTooOften,
} from '#libs/access';
import { AuditModule } from '#libs/audit';
import { BlindIndex, KeyringKeyProvider, Totp } from '#libs/crypto';
import { DatabaseModule, UnitOfWork, type DatabaseRole } from '#libs/database';
import { newId, systemActor, type AccountId, type BranchId, type StaffActor } from '#libs/kernel';
import {
  aBranch,
  aKeyring,
  aStaffMember,
  createTestDatabase,
  SettableClock,
  type TestDatabase,
  type TestKeyring,
} from '#libs/testing';

const PASSWORD = 'a long walk to the harbour';
const SESSION_MINUTES = 30;

let database: TestDatabase;
let keys: TestKeyring;
let api: INestApplicationContext;
let worker: INestApplicationContext;
let branchId: BranchId;
const clock = new SettableClock();

/** Someone with an account. */
interface Person {
  id: AccountId;
  email: string;
  totp: Totp;
}
let person: Person;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  branchId = await aBranch(database);
  api = await start('relink_api');
  worker = await start('relink_worker');
});

beforeEach(async () => {
  // Each test begins in a quarter of an hour of its own.
  clock.advance({ hours: 1 });
  person = await aPerson();
});

afterAll(async () => {
  await api.close();
  await worker.close();
  await keys.remove();
  await database.drop();
});

function start(role: DatabaseRole): Promise<INestApplicationContext> {
  const { keyring } = keys;
  class Process {}
  const imports = [
    DatabaseModule.forRoot({
      url: database.url(role),
      pool: 4,
      entities: ACCESS_ENTITIES,
      keys: new KeyringKeyProvider(keyring),
      clock,
    }),
    AuditModule.forRoot(2),
    AccessModule.forRoot({ sessionMinutes: SESSION_MINUTES, index: new BlindIndex(keyring) }),
  ];
  return NestFactory.createApplicationContext({ module: Process, imports }, { logger: false, abortOnError: false });
}

async function aPerson(): Promise<Person> {
  const email = `${newId()}@relink.example`;
  const account = { email, name: 'Test person', role: 'caseworker', branchId } as const;
  const { id, totp } = await worker.get(Accounts).createActive(account, PASSWORD, systemActor('test'));
  return { id, email, totp: new Totp(totp.secret) };
}

const signIn = () => api.get(SignIn);
const sessions = () => api.get(Sessions);
const code = (of: Person = person) => of.totp.code(clock.now());
const challenge = (origin = 'office', of: Person = person) => signIn().withPassword(of.email, PASSWORD, origin);

async function signedIn(origin = 'office', of: Person = person): Promise<string> {
  const token = await signIn().withCode(await challenge(origin, of), code(of), origin);
  clock.advance({ seconds: 30 });
  return token;
}

const guess = (origin: string, email = person.email) => signIn().withPassword(email, 'wrong', origin);

describe('signing in', () => {
  it('takes the password and then the code', async () => {
    const token = await signedIn();
    expect(await sessions().resolve(token)).toMatchObject({ accountId: person.id, role: 'caseworker', branchId });
  });

  it('says the same to a wrong password, an unknown account and one that is not active', async () => {
    const disabled = await aPerson();
    await database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [disabled.id]);
    const refusals = await Promise.all(
      [
        guess('a'),
        guess('b', 'nobody@relink.example'),
        signIn().withPassword(disabled.email, PASSWORD, 'c'),
        signIn().withPassword('', '', 'd'),
      ].map((attempt) =>
        attempt.then(
          () => 'signed in',
          (error: unknown) => error,
        ),
      ),
    );
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(SignInRefused);
      expect({ ...(refusal as SignInRefused), message: (refusal as Error).message }).toEqual({
        ...(refusals[0] as SignInRefused),
        message: (refusals[0] as Error).message,
      });
    }
  });

  it('takes the address however it is typed', async () => {
    await expect(signIn().withPassword(` ${person.email.toUpperCase()} `, PASSWORD, 'office')).resolves.toHaveLength(
      43,
    );
  });

  it('refuses a wrong code, and a code of yesterday', async () => {
    await expect(signIn().withCode(await challenge(), '000000', 'office')).rejects.toThrow(SignInRefused);
    const old = code();
    clock.advance({ days: 1 });
    await expect(signIn().withCode(await challenge(), old, 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses a code that was used, also in another sign-in at the same moment', async () => {
    const challenges = [await challenge(), await challenge(), await challenge()];
    const now = code();
    const results = await Promise.allSettled(challenges.map((one) => signIn().withCode(one, now, 'office')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(signIn().withCode(await challenge(), now, 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses an older code once a newer one was used', async () => {
    const older = code();
    clock.advance({ seconds: 30 });
    await signIn().withCode(await challenge(), code(), 'office');
    await expect(signIn().withCode(await challenge(), older, 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses a challenge that was used, whether the code was right or wrong', async () => {
    const right = await challenge();
    await signIn().withCode(right, code(), 'office');
    clock.advance({ seconds: 30 });
    await expect(signIn().withCode(right, code(), 'office')).rejects.toThrow(SignInRefused);
    const wrong = await challenge();
    await expect(signIn().withCode(wrong, '000000', 'office')).rejects.toThrow(SignInRefused);
    await expect(signIn().withCode(wrong, code(), 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses a challenge after five minutes', async () => {
    const late = await challenge();
    clock.advance({ minutes: 5, seconds: 1 });
    await expect(signIn().withCode(late, code(), 'office')).rejects.toThrow(SignInRefused);
  });

  it('keeps neither addresses nor tokens in readable form', async () => {
    const token = await signedIn('203.0.113.7');
    await expect(guess('203.0.113.7')).rejects.toThrow(SignInRefused);
    const rows = await database.sql<{ text: string }>(
      `SELECT s::text AS text FROM relink.sessions s UNION ALL SELECT a::text FROM relink.sign_in_attempts a UNION ALL SELECT e::text FROM audit.entries e`,
    );
    const stored = rows.map(({ text }) => text).join('\n');
    expect(stored).toContain(person.id);
    for (const secret of [token, '203.0.113.7', person.email, PASSWORD]) expect(stored).not.toContain(secret);
  });

  it('is audited, refused or not', async () => {
    await signedIn();
    await expect(guess('office')).rejects.toThrow(SignInRefused);
    const entries = await database.sql('SELECT action, actor_kind FROM audit.entries WHERE object_id = $1', [
      person.id,
    ]);
    expect(entries).toEqual(
      expect.arrayContaining([
        { action: 'session.opened', actor_kind: 'sign-in' },
        { action: 'session.refused', actor_kind: 'sign-in' },
      ]),
    );
  });
});

describe('a session', () => {
  it('is new: what an attacker knew before sign-in opens nothing after it', async () => {
    const planted = await challenge();
    const token = await signIn().withCode(planted, code(), 'office');
    expect(token).not.toBe(planted);
    await expect(sessions().resolve(planted)).rejects.toThrow(SessionRequired);
  });

  it('is not opened by the password alone', async () => {
    await expect(sessions().resolve(await challenge())).rejects.toThrow(SessionRequired);
  });

  it.each([undefined, '', 'x', 'a'.repeat(43)])('is not opened by the token %p', async (token) => {
    await expect(sessions().resolve(token)).rejects.toThrow(SessionRequired);
  });

  it('ends after half an hour without activity, and not while somebody works', async () => {
    const token = await signedIn();
    for (let hour = 0; hour < 4; hour++) {
      clock.advance({ minutes: 29 });
      await sessions().resolve(token);
    }
    clock.advance({ minutes: SESSION_MINUTES, seconds: 1 });
    await expect(sessions().resolve(token)).rejects.toThrow(SessionRequired);
  });

  it('ends after twelve hours in any case', async () => {
    const token = await signedIn();
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock.advance({ minutes: 20 });
      await sessions().resolve(token);
    }
    clock.advance({ minutes: 21 });
    await expect(sessions().resolve(token)).rejects.toThrow(SessionRequired);
  });

  it('ends when it is closed, and no other one does', async () => {
    const [first, second] = [await signedIn(), await signedIn()];
    await sessions().close(first);
    await expect(sessions().resolve(first)).rejects.toThrow(SessionRequired);
    await expect(sessions().resolve(second)).resolves.toMatchObject({ accountId: person.id });
  });

  it('ends everywhere when all of an account are revoked', async () => {
    const tokens = [await signedIn(), await signedIn('home')];
    const other = await aPerson();
    const others = await signedIn('office', other);
    const unused = await challenge();
    await api.get(UnitOfWork).run({ kind: 'sign-in' }, (tx) => sessions().revokeAll(tx, person.id));
    for (const token of tokens) await expect(sessions().resolve(token)).rejects.toThrow(SessionRequired);
    await expect(signIn().withCode(unused, code(), 'office')).rejects.toThrow(SignInRefused);
    await expect(sessions().resolve(others)).resolves.toMatchObject({ accountId: other.id });
  });

  it('is worth nothing once the account is disabled', async () => {
    const token = await signedIn();
    await database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [person.id]);
    await expect(sessions().resolve(token)).rejects.toThrow(SessionRequired);
  });
});

describe('guessing', () => {
  it('is stopped after five wrong passwords on one account from one place, right password or not', async () => {
    for (let wrong = 0; wrong < 5; wrong++) await expect(guess('café')).rejects.toThrow(SignInRefused);
    const refused = challenge('café');
    await expect(refused).rejects.toThrow(SignInTooOften);
    await expect(refused).rejects.toMatchObject({ retryAfter: 15 * 60 });
    clock.advance({ minutes: 15, seconds: 1 });
    await expect(challenge('café')).resolves.toHaveLength(43);
  });

  it('codes is stopped too, with the password known', async () => {
    for (let wrong = 0; wrong < 5; wrong++)
      await expect(signIn().withCode(await challenge('café'), '000000', 'café')).rejects.toThrow(SignInRefused);
    await expect(challenge('café')).rejects.toThrow(SignInTooOften);
  });

  it('from a hundred places is stopped, and the one whose account it is works on from where they worked before', async () => {
    await signedIn('office');
    const guesses = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => guess(`bot ${index % 55}`)));
    expect(guesses.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(challenge('another place')).rejects.toThrow(SignInTooOften);
    await expect(sessions().resolve(await signedIn('office'))).resolves.toMatchObject({ accountId: person.id });
    const other = await aPerson();
    await expect(challenge('another place', other)).resolves.toHaveLength(43);
  });

  it('on an unknown account is slowed like on a known one', async () => {
    for (let wrong = 0; wrong < 5; wrong++)
      await expect(guess('café', 'ghost@relink.example')).rejects.toThrow(SignInRefused);
    await expect(guess('café', 'ghost@relink.example')).rejects.toThrow(SignInTooOften);
  });
});

describe('an enrolment link', () => {
  let administrator: StaffActor;

  beforeEach(async () => {
    administrator = await aStaffMember(database, 'administrator', branchId);
  });

  const enrolments = () => api.get(Enrolments);

  async function invited(): Promise<{ id: AccountId; email: string; token: string }> {
    const email = `${newId()}@relink.example`;
    const account = { email, name: 'New colleague', role: 'caseworker', branchId } as const;
    const { receipt, enrolmentToken } = await api.get(Accounts).invite(account, administrator);
    return { id: receipt.id as AccountId, email, token: enrolmentToken! };
  }

  it('leads to an account that can sign in, and works once', async () => {
    const { id, email, token } = await invited();
    const totp = new Totp((await enrolments().begin(token, PASSWORD)).secret);
    await expect(signIn().withPassword(email, PASSWORD, 'office')).rejects.toThrow(SignInRefused);
    await enrolments().confirm(token, totp.code(clock.now()));
    clock.advance({ seconds: 30 });
    await expect(sessions().resolve(await signedIn('office', { id, email, totp }))).resolves.toMatchObject({
      accountId: id,
    });
    await expect(enrolments().begin(token, 'another password')).rejects.toThrow(EnrolmentInvalid);
    await expect(enrolments().confirm(token, totp.code(clock.now()))).rejects.toThrow(EnrolmentInvalid);
  });

  it('does not let the code of the confirmation be used for signing in', async () => {
    const { email, token } = await invited();
    const totp = new Totp((await enrolments().begin(token, PASSWORD)).secret);
    const now = totp.code(clock.now());
    await enrolments().confirm(token, now);
    const next = await signIn().withPassword(email, PASSWORD, 'office');
    await expect(signIn().withCode(next, now, 'office')).rejects.toThrow(SignInRefused);
  });

  it('is used by one of two who confirm at the same moment', async () => {
    const { token } = await invited();
    const totp = new Totp((await enrolments().begin(token, PASSWORD)).secret);
    const both = [0, 1].map(() => enrolments().confirm(token, totp.code(clock.now())));
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends after three days, and a made-up one never works', async () => {
    const { token } = await invited();
    clock.advance({ days: 3, seconds: 1 });
    await expect(enrolments().begin(token, PASSWORD)).rejects.toThrow(EnrolmentInvalid);
    await expect(enrolments().begin('x'.repeat(43), PASSWORD)).rejects.toThrow(EnrolmentInvalid);
  });

  it('cannot be made by anyone but the administrator', async () => {
    const caseworker = await aStaffMember(database, 'caseworker', branchId);
    const account = { email: `${newId()}@relink.example`, name: 'X', role: 'supervisor', branchId } as const;
    await expect(api.get(Accounts).invite(account, caseworker)).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
