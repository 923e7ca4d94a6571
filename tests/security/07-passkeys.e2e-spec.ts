import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PasskeyNotTaken, PasskeyRefused, SessionRequired, SignInRefused, SignInTooOften } from '#libs/access';
import { InvalidInput, NotFound } from '#libs/kernel';
import { asBrowser, Authenticator, type Otherwise } from '../support/authenticator.js';
import { FrontDoor, PASSWORD, type Person } from '../support/front-door.js';

let door: FrontDoor;
let person: Person;
let device: Authenticator;

beforeAll(async () => {
  door = await FrontDoor.open();
});

beforeEach(async () => {
  door.clock.advance({ hours: 1 });
  person = await door.aPerson();
  device = await withPasskey(person);
});

afterAll(() => door.close());

const by = (of = person) => door.actor(of);
const begin = (of = person, password = PASSWORD, origin = 'office') =>
  door.ownAccount.beginPasskey({ password, origin }, by(of));

async function withPasskey(of: Person, name = 'Work laptop'): Promise<Authenticator> {
  const made = new Authenticator();
  await door.ownAccount.addPasskey(name, asBrowser(made.make(await begin(of))), by(of));
  // Later than the question that the new passkey answered.
  door.clock.advance({ seconds: 1 });
  return made;
}

const answer = async (otherwise: Otherwise = {}, of = device) =>
  asBrowser(of.answer(await door.signIn.askForPasskey(), otherwise));
const signIn = async (otherwise: Otherwise = {}, of = device) => door.signIn.withPasskey(await answer(otherwise, of));
const read = async (of = person) => (await door.ownAccount.read('no session of theirs', by(of))).passkeys;

describe('a passkey', () => {
  it('opens a session by itself', async () => {
    const token = await signIn();
    expect(await door.sessions.resolve(token)).toMatchObject({ accountId: person.id });
    expect(await read()).toMatchObject([{ name: 'Work laptop', usedAt: door.clock.now() }]);
  });

  it('opens where the password is being guessed', async () => {
    for (let guesses = 0; guesses < 5; guesses++)
      await expect(door.signIn.withPassword(person.email, 'wrong', 'office')).rejects.toThrow(SignInRefused);
    await expect(door.challenge(person)).rejects.toThrow(SignInTooOften);
    await expect(door.sessions.resolve(await signIn())).resolves.toMatchObject({ accountId: person.id });
  });

  it('answers a question once', async () => {
    const given = await answer();
    await door.signIn.withPasskey(given);
    await expect(door.signIn.withPasskey(given)).rejects.toThrow(PasskeyRefused);
  });

  it('answers a question once, also where the answer comes twice at the same moment', async () => {
    const given = await answer();
    const both = await Promise.allSettled([door.signIn.withPasskey(given), door.signIn.withPasskey(given)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('answers no question that was asked before the one it answered last', async () => {
    const earlier = await answer();
    door.clock.advance({ seconds: 1 });
    await signIn();
    await expect(door.signIn.withPasskey(earlier)).rejects.toThrow(PasskeyRefused);
  });

  it('answers for five minutes', async () => {
    const given = await answer();
    door.clock.advance({ minutes: 5, seconds: 1 });
    await expect(door.signIn.withPasskey(given)).rejects.toThrow(PasskeyRefused);
  });

  it('answers no question that was not asked here, or for something else', async () => {
    const made = Buffer.from(`${door.clock.now().getTime()}.${'x'.repeat(43)}.${'0'.repeat(64)}`).toString('base64url');
    for (const challenge of ['', 'x', made, (await begin()).challenge])
      await expect(door.signIn.withPasskey(asBrowser(device.answer({ challenge })))).rejects.toThrow(PasskeyRefused);
  });

  it.each<[string, () => Otherwise]>([
    ['a false page', () => ({ origin: 'https://console.relink.example.net' })],
    ['a page of another port', () => ({ origin: 'https://console.relink.example:8443' })],
    ['another domain', () => ({ domain: 'relink.example' })],
    ['a device that did not ask who holds it', () => ({ unverified: true })],
    ['another key', () => ({ key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey })],
    ['somebody else’s account', () => ({ userHandle: Buffer.from('somebody else').toString('base64url') })],
  ])('does not open for %s', async (_, otherwise) => {
    await expect(signIn(otherwise())).rejects.toThrow(PasskeyRefused);
    await expect(signIn()).resolves.toEqual(expect.any(String));
  });

  it('that counts and goes back was copied', async () => {
    await signIn({ counter: 7 });
    door.clock.advance({ seconds: 1 });
    await expect(signIn({ counter: 7 })).rejects.toThrow(PasskeyRefused);
    await expect(signIn({ counter: 8 })).resolves.toEqual(expect.any(String));
  });

  it('that nobody knows is refused like one that answers wrongly', async () => {
    const refusals = await Promise.all(
      [signIn({}, new Authenticator()), signIn({ unverified: true })].map((one) => one.catch((error: Error) => error)),
    );
    expect(refusals[0]).toBeInstanceOf(PasskeyRefused);
    expect({ ...(refusals[0] as Error) }).toEqual({ ...(refusals[1] as Error) });
  });

  it('of a disabled account opens nothing', async () => {
    await door.database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [person.id]);
    await expect(signIn()).rejects.toThrow(PasskeyRefused);
  });

  it('is gone when the account is set up anew', async () => {
    const token = await door.inviteFromTheServer(person.email);
    await expect(signIn()).rejects.toThrow(PasskeyRefused);
    await door.enrolAnew(person, token!);
    await expect(signIn()).rejects.toThrow(PasskeyRefused);
    expect(await read()).toEqual([]);
  });

  it('is audited, refused or not', async () => {
    await signIn();
    await expect(signIn({ origin: 'https://elsewhere.example' })).rejects.toThrow(PasskeyRefused);
    await door.ownAccount.removePasskey((await read())[0]!.id, 'none', by());
    const entries = await door.database.sql<{ action: string }>(
      'SELECT action FROM audit.entries WHERE object_id = $1',
      [person.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.passkey-added', 'session.opened', 'account.passkey-removed']),
    );
    const refused = await door.database.sql(
      `SELECT 1 FROM audit.entries WHERE action = 'session.refused' AND object_id = 'unknown'`,
    );
    expect(refused.length).toBeGreaterThan(0);
  });
});

describe('adding a passkey', () => {
  it('asks for the password again, and for five wrong ones at most', async () => {
    for (let guesses = 0; guesses < 5; guesses++)
      await expect(begin(person, 'somebody at an open screen')).rejects.toThrow(InvalidInput);
    await expect(begin()).rejects.toThrow(SignInTooOften);
  });

  it('takes the answer to a question that was asked for this account, once', async () => {
    const other = await door.aPerson();
    const [own, theirs] = [await begin(), await begin(other)];
    const made = new Authenticator();
    await expect(door.ownAccount.addPasskey('x', asBrowser(made.make(theirs)), by())).rejects.toThrow(PasskeyNotTaken);
    await door.ownAccount.addPasskey('x', asBrowser(made.make(own)), by());
    await expect(door.ownAccount.addPasskey('x', asBrowser(made.make(own)), by())).rejects.toThrow();
    expect(await read()).toHaveLength(2);
  });

  it.each<[string, Otherwise]>([
    ['a false page', { origin: 'https://console.relink.example.net' }],
    ['another domain', { domain: 'relink.example' }],
    ['a device that did not ask who holds it', { unverified: true }],
  ])('does not take one made for %s', async (_, otherwise) => {
    const made = asBrowser(new Authenticator().make(await begin(), otherwise));
    await expect(door.ownAccount.addPasskey('x', made, by())).rejects.toThrow(PasskeyNotTaken);
  });

  it('takes no certificates of a maker', async () => {
    const attestation = { format: 'packed', certificates: [Buffer.from('a certificate')] };
    const made = asBrowser(new Authenticator().make(await begin(), { attestation }));
    await expect(door.ownAccount.addPasskey('x', made, by())).rejects.toThrow(PasskeyNotTaken);
  });

  it('takes ten', async () => {
    for (let number = 2; number <= 10; number++) await withPasskey(person, `Key ${number}`);
    await expect(begin()).rejects.toMatchObject({ code: 'account.too-many-passkeys' });
    expect((await read()).map(({ name }) => name)).toEqual([
      'Work laptop',
      ...Array.from({ length: 9 }, (_, index) => `Key ${index + 2}`),
    ]);
  });
});

describe('removing a passkey', () => {
  it('ends what it opens, and every session but this one', async () => {
    const [lost, here] = [await signIn(), await door.signedIn(person)];
    await door.ownAccount.removePasskey((await read())[0]!.id, here, by());
    await expect(signIn()).rejects.toThrow(PasskeyRefused);
    await expect(door.sessions.resolve(lost)).rejects.toThrow(SessionRequired);
    await expect(door.sessions.resolve(here)).resolves.toMatchObject({ accountId: person.id });
  });

  it('is for its owner alone', async () => {
    const stranger = await door.aPerson();
    await expect(door.ownAccount.removePasskey((await read())[0]!.id, 'none', by(stranger))).rejects.toThrow(NotFound);
    expect(await read(stranger)).toEqual([]);
    await expect(signIn()).resolves.toEqual(expect.any(String));
  });
});
