import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionRequired, SignInRefused, SignInTooOften } from '#libs/access';
import { FrontDoor, PASSWORD, SESSION_MINUTES, type Person } from '../support/front-door.js';

let door: FrontDoor;
let person: Person;

beforeAll(async () => {
  door = await FrontDoor.open();
});

beforeEach(async () => {
  // Each test begins in a quarter of an hour of its own.
  door.clock.advance({ hours: 1 });
  person = await door.aPerson();
});

afterAll(() => door.close());

const code = (of = person) => door.code(of);
const challenge = (origin = 'office', of = person) => door.challenge(of, origin);
const signedIn = (origin = 'office', of = person) => door.signedIn(of, origin);
const guess = (origin: string, email = person.email) => door.signIn.withPassword(email, 'wrong', origin);

describe('signing in', () => {
  it('takes the password and then the code', async () => {
    const token = await signedIn();
    expect(await door.sessions.resolve(token)).toMatchObject({
      accountId: person.id,
      role: 'caseworker',
      branchId: door.branchId,
    });
  });

  it('says the same to a wrong password, an unknown account and one that is not active', async () => {
    const disabled = await door.aPerson();
    await door.database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [disabled.id]);
    const refusals = await Promise.all(
      [
        guess('a'),
        guess('b', 'nobody@relink.example'),
        door.signIn.withPassword(disabled.email, PASSWORD, 'c'),
        door.signIn.withPassword('', '', 'd'),
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
    await expect(door.signIn.withPassword(` ${person.email.toUpperCase()} `, PASSWORD, 'office')).resolves.toHaveLength(
      43,
    );
  });

  it('refuses a wrong code, and a code of yesterday', async () => {
    await expect(door.signIn.withCode(await challenge(), '000000', 'office')).rejects.toThrow(SignInRefused);
    const old = code();
    door.clock.advance({ days: 1 });
    await expect(door.signIn.withCode(await challenge(), old, 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses a code that was used, also in another sign-in at the same moment', async () => {
    const challenges = [await challenge(), await challenge(), await challenge()];
    const now = code();
    const results = await Promise.allSettled(challenges.map((one) => door.signIn.withCode(one, now, 'office')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(door.signIn.withCode(await challenge(), now, 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses an older code once a newer one was used', async () => {
    const older = code();
    door.clock.advance({ seconds: 30 });
    await door.signIn.withCode(await challenge(), code(), 'office');
    await expect(door.signIn.withCode(await challenge(), older, 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses a challenge that was used, whether the code was right or wrong', async () => {
    const right = await challenge();
    await door.signIn.withCode(right, code(), 'office');
    door.clock.advance({ seconds: 30 });
    await expect(door.signIn.withCode(right, code(), 'office')).rejects.toThrow(SignInRefused);
    const wrong = await challenge();
    await expect(door.signIn.withCode(wrong, '000000', 'office')).rejects.toThrow(SignInRefused);
    await expect(door.signIn.withCode(wrong, code(), 'office')).rejects.toThrow(SignInRefused);
  });

  it('refuses a challenge after five minutes', async () => {
    const late = await challenge();
    door.clock.advance({ minutes: 5, seconds: 1 });
    await expect(door.signIn.withCode(late, code(), 'office')).rejects.toThrow(SignInRefused);
  });

  it('keeps neither addresses nor tokens in readable form', async () => {
    const token = await signedIn('203.0.113.7');
    await expect(guess('203.0.113.7')).rejects.toThrow(SignInRefused);
    const rows = await door.database.sql<{ text: string }>(
      `SELECT s::text AS text FROM relink.sessions s UNION ALL SELECT a::text FROM relink.sign_in_attempts a UNION ALL SELECT e::text FROM audit.entries e`,
    );
    const stored = rows.map(({ text }) => text).join('\n');
    expect(stored).toContain(person.id);
    for (const secret of [token, '203.0.113.7', person.email, PASSWORD]) expect(stored).not.toContain(secret);
  });

  it('is audited, refused or not', async () => {
    await signedIn();
    await expect(guess('office')).rejects.toThrow(SignInRefused);
    const entries = await door.database.sql('SELECT action, actor_kind FROM audit.entries WHERE object_id = $1', [
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
    const token = await door.signIn.withCode(planted, code(), 'office');
    expect(token).not.toBe(planted);
    await expect(door.sessions.resolve(planted)).rejects.toThrow(SessionRequired);
  });

  it('is not opened by the password alone', async () => {
    await expect(door.sessions.resolve(await challenge())).rejects.toThrow(SessionRequired);
  });

  it.each([undefined, '', 'x', 'a'.repeat(43)])('is not opened by the token %p', async (token) => {
    await expect(door.sessions.resolve(token)).rejects.toThrow(SessionRequired);
  });

  it('ends after half an hour without activity, and not while somebody works', async () => {
    const token = await signedIn();
    for (let hour = 0; hour < 4; hour++) {
      door.clock.advance({ minutes: 29 });
      await door.sessions.resolve(token);
    }
    door.clock.advance({ minutes: SESSION_MINUTES, seconds: 1 });
    await expect(door.sessions.resolve(token)).rejects.toThrow(SessionRequired);
  });

  it('ends after twelve hours in any case', async () => {
    const token = await signedIn();
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      door.clock.advance({ minutes: 20 });
      await door.sessions.resolve(token);
    }
    door.clock.advance({ minutes: 21 });
    await expect(door.sessions.resolve(token)).rejects.toThrow(SessionRequired);
  });

  it('ends when it is closed, and no other one does', async () => {
    const [first, second] = [await signedIn(), await signedIn()];
    await door.sessions.close(first);
    await expect(door.sessions.resolve(first)).rejects.toThrow(SessionRequired);
    await expect(door.sessions.resolve(second)).resolves.toMatchObject({ accountId: person.id });
  });

  it('ends everywhere when all of an account are revoked', async () => {
    const tokens = [await signedIn(), await signedIn('home')];
    const other = await door.aPerson();
    const others = await signedIn('office', other);
    const unused = await challenge();
    await door.unitOfWork.run({ kind: 'sign-in' }, (tx) => door.sessions.revokeAll(tx, person.id));
    for (const token of tokens) await expect(door.sessions.resolve(token)).rejects.toThrow(SessionRequired);
    await expect(door.signIn.withCode(unused, code(), 'office')).rejects.toThrow(SignInRefused);
    await expect(door.sessions.resolve(others)).resolves.toMatchObject({ accountId: other.id });
  });

  it('is worth nothing once the account is disabled', async () => {
    const token = await signedIn();
    await door.database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [person.id]);
    await expect(door.sessions.resolve(token)).rejects.toThrow(SessionRequired);
  });
});

describe('guessing', () => {
  it('is stopped after five wrong passwords on one account from one place, right password or not', async () => {
    for (let wrong = 0; wrong < 5; wrong++) await expect(guess('café')).rejects.toThrow(SignInRefused);
    const refused = challenge('café');
    await expect(refused).rejects.toThrow(SignInTooOften);
    await expect(refused).rejects.toMatchObject({ retryAfter: 15 * 60 });
    door.clock.advance({ minutes: 15, seconds: 1 });
    await expect(challenge('café')).resolves.toHaveLength(43);
  });

  it('at the same moment is counted all the same: a burst of forty gets five looks', async () => {
    const burst = await Promise.allSettled(Array.from({ length: 40 }, () => guess('café')));
    const reasons = burst.map((one) => (one.status === 'rejected' ? (one.reason as Error).name : 'let in'));
    expect(reasons.filter((name) => name === 'SignInRefused')).toHaveLength(5);
    expect(reasons.filter((name) => name === 'SignInTooOften')).toHaveLength(35);
  });

  it('codes is stopped too, with the password known', async () => {
    for (let wrong = 0; wrong < 5; wrong++)
      await expect(door.signIn.withCode(await challenge('café'), '000000', 'café')).rejects.toThrow(SignInRefused);
    await expect(challenge('café')).rejects.toThrow(SignInTooOften);
  });

  it('from a hundred places is stopped, and the one whose account it is works on from where they worked before', async () => {
    await signedIn('office');
    const guesses = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => guess(`bot ${index % 55}`)));
    expect(guesses.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(challenge('another place')).rejects.toThrow(SignInTooOften);
    await expect(door.sessions.resolve(await signedIn('office'))).resolves.toMatchObject({ accountId: person.id });
    const other = await door.aPerson();
    await expect(challenge('another place', other)).resolves.toHaveLength(43);
  });

  it('on an unknown account is slowed like on a known one', async () => {
    for (let wrong = 0; wrong < 5; wrong++)
      await expect(guess('café', 'ghost@relink.example')).rejects.toThrow(SignInRefused);
    await expect(guess('café', 'ghost@relink.example')).rejects.toThrow(SignInTooOften);
  });
});
