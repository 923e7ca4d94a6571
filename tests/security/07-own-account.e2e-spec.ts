import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionRequired, SignInRefused, SignInTooOften } from '#libs/access';
import { InvalidInput } from '#libs/kernel';
import { FrontDoor, PASSWORD, type Person } from '../support/front-door.js';

const NEW = 'another long walk, to the lighthouse';

let door: FrontDoor;
let person: Person;
let here: string;

beforeAll(async () => {
  door = await FrontDoor.open();
});

beforeEach(async () => {
  door.clock.advance({ hours: 1 });
  person = await door.aPerson();
  here = await door.signedIn(person);
});

afterAll(() => door.close());

const change = (to = NEW, from = PASSWORD, origin = 'office') =>
  door.ownAccount.changePassword(to, { password: from, origin }, here, door.actor(person));

describe('changing one’s password', () => {
  it('ends every session but this one, and what was begun with the old one', async () => {
    const [elsewhere, begun] = [await door.signedIn(person, 'home'), await door.challenge(person, 'home')];
    await change();
    await expect(door.sessions.resolve(here)).resolves.toMatchObject({ accountId: person.id });
    await expect(door.sessions.resolve(elsewhere)).rejects.toThrow(SessionRequired);
    await expect(door.signIn.withCode(begun, door.code(person), 'home')).rejects.toThrow(SignInRefused);
  });

  it('lets the new one in and the old one no more', async () => {
    await change();
    await expect(door.signIn.withPassword(person.email, PASSWORD, 'office')).rejects.toThrow(SignInRefused);
    await expect(door.signIn.withPassword(person.email, NEW, 'office')).resolves.toEqual(expect.any(String));
  });

  it('asks for the one of now, five times at most', async () => {
    for (let guesses = 0; guesses < 5; guesses++)
      await expect(change(NEW, 'a guess')).rejects.toMatchObject({ violations: [{ path: 'password' }] });
    await expect(change()).rejects.toThrow(SignInTooOften);
    await expect(door.sessions.resolve(here)).resolves.toMatchObject({ accountId: person.id });
  });

  it('is told again that it was done where the answer was lost', async () => {
    const requestKey = { key: 'change-after-a-lost-answer', route: 'POST /own-account/change-password', digest: 'x' };
    const by = { ...door.actor(person), requestKey };
    const ask = () => door.ownAccount.changePassword(NEW, { password: PASSWORD, origin: 'office' }, here, by);
    expect(await ask()).toEqual(await ask());
    await expect(change(`${NEW} and back`)).rejects.toThrow(InvalidInput);
  });

  it('takes another one, not the same', async () => {
    await expect(change(PASSWORD)).rejects.toMatchObject({ violations: [{ path: 'newPassword' }] });
  });

  it('is done once where two do it at the same moment', async () => {
    const both = await Promise.allSettled([change(NEW), change(`${NEW} and back`)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(InvalidInput) });
  });

  it('is audited, and nothing of a password is kept', async () => {
    await expect(change(NEW, 'a guess')).rejects.toThrow(InvalidInput);
    await change();
    const entries = await door.database.sql<{ action: string; text: string }>(
      'SELECT action, e::text AS text FROM audit.entries e WHERE object_id = $1',
      [person.id],
    );
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['account.password-changed', 'account.proof-refused']));
    for (const secret of [NEW, PASSWORD, 'a guess'])
      expect(entries.map(({ text }) => text).join()).not.toContain(secret);
  });
});

describe('where one is signed in', () => {
  it('is counted, and ended but for here', async () => {
    const elsewhere = [await door.signedIn(person, 'home'), await door.signedIn(person, 'tent')];
    const read = () => door.ownAccount.read(here, door.actor(person));
    expect(await read()).toMatchObject({ otherSessions: 2 });
    await door.ownAccount.endOtherSessions(here, door.actor(person));
    expect(await read()).toMatchObject({ otherSessions: 0 });
    for (const token of elsewhere) await expect(door.sessions.resolve(token)).rejects.toThrow(SessionRequired);
    await expect(door.sessions.resolve(here)).resolves.toMatchObject({ accountId: person.id });
  });

  it('is nobody else’s business', async () => {
    const other = await door.aPerson();
    const theirs = await door.signedIn(other);
    await door.ownAccount.endOtherSessions(here, door.actor(person));
    await expect(door.sessions.resolve(theirs)).resolves.toMatchObject({ accountId: other.id });
  });
});
