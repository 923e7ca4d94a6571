import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EnrolmentInvalid, OwnAccountKept, SessionRequired, SignInRefused } from '#libs/access';
import { Forbidden, newId, StaleVersion, type AccountId, type StaffActor } from '#libs/kernel';
import { aBranch } from '#libs/testing';
import { FrontDoor, PASSWORD, type Person } from '../support/front-door.js';

let door: FrontDoor;
let administrator: StaffActor;
let person: Person;

beforeAll(async () => {
  door = await FrontDoor.open();
});

beforeEach(async () => {
  door.clock.advance({ hours: 1 });
  administrator = door.actor(await door.aPerson('administrator'), 'administrator');
  person = await door.aPerson();
});

afterAll(() => door.close());

const left = () =>
  door.database.sql(`SELECT 1 FROM relink.outbox WHERE topic = 'account.left' AND payload->>'accountId' = $1`, [
    person.id,
  ]);
const stateOf = async (id: AccountId) =>
  (await door.database.sql<{ state: string }>('SELECT state FROM relink.accounts WHERE id = $1', [id]))[0]?.state;

describe('an account that is disabled', () => {
  it('is signed out everywhere at once, and does not come in again', async () => {
    const [session, begun] = [await door.signedIn(person), await door.challenge(person)];
    expect(await door.accounts.disable(person.id, 1, administrator)).toMatchObject({ state: 'disabled', version: 2 });
    await expect(door.sessions.resolve(session)).rejects.toThrow(SessionRequired);
    await expect(door.signIn.withCode(begun, door.code(person), 'office')).rejects.toThrow(SignInRefused);
    await expect(door.challenge(person)).rejects.toThrow(SignInRefused);
    expect(await left()).toHaveLength(1);
  });

  it('is not opened by a link that was sent before', async () => {
    const { receipt, enrolmentToken } = await door.accounts.invite(
      { email: `${newId()}@relink.example`, name: 'New colleague', role: 'caseworker', branchId: door.branchId },
      administrator,
    );
    await door.enrolments.begin(enrolmentToken!, PASSWORD);
    await door.accounts.disable(receipt.id as AccountId, receipt.version, administrator);
    await expect(door.enrolments.confirm(enrolmentToken!, '123456')).rejects.toThrow(EnrolmentInvalid);
    await expect(door.enrolments.begin(enrolmentToken!, PASSWORD)).rejects.toThrow(EnrolmentInvalid);
  });
});

describe('an account that is set up anew', () => {
  it('is opened by nothing it was opened by before', async () => {
    const [session, old] = [await door.signedIn(person), person.totp];
    const { receipt, enrolmentToken } = await door.accounts.inviteAgain(person.id, 1, administrator);
    expect(receipt.state).toBe('invited');
    await expect(door.sessions.resolve(session)).rejects.toThrow(SessionRequired);
    await expect(door.challenge(person)).rejects.toThrow(SignInRefused);
    const again = await door.enrolAnew(person, enrolmentToken!, 'a new password for a new phone');
    const next = () => door.signIn.withPassword(person.email, 'a new password for a new phone', 'office');
    await expect(door.challenge(person)).rejects.toThrow(SignInRefused);
    await expect(door.signIn.withCode(await next(), old.code(door.clock.now()), 'office')).rejects.toThrow(
      SignInRefused,
    );
    await expect(door.signIn.withCode(await next(), door.code(again), 'office')).resolves.toEqual(expect.any(String));
  });

  it('is set up with the last link alone', async () => {
    const first = await door.accounts.inviteAgain(person.id, 1, administrator);
    const second = await door.accounts.inviteAgain(person.id, first.receipt.version, administrator);
    await expect(door.enrolments.begin(first.enrolmentToken!, PASSWORD)).rejects.toThrow(EnrolmentInvalid);
    await expect(door.enrolments.begin(second.enrolmentToken!, PASSWORD)).resolves.toBeDefined();
  });

  it('may have been disabled before', async () => {
    const { version } = await door.accounts.disable(person.id, 1, administrator);
    const { enrolmentToken } = await door.accounts.inviteAgain(person.id, version, administrator);
    await expect(door.signedIn(await door.enrolAnew(person, enrolmentToken!))).resolves.toEqual(expect.any(String));
  });

  it('from the command line too, for the only administrator', async () => {
    const token = await door.inviteFromTheServer(person.email.toUpperCase());
    await expect(door.signedIn(await door.enrolAnew(person, token!))).resolves.toEqual(expect.any(String));
    await expect(door.inviteFromTheServer('nobody@relink.example')).resolves.toBeUndefined();
  });
});

describe('an account with another role or branch', () => {
  const account = { name: 'Test person', role: 'caseworker' } as const;

  it('signs in anew, and what it was in charge of is handed over', async () => {
    const session = await door.signedIn(person);
    const elsewhere = await aBranch(door.database);
    await door.accounts.change(person.id, { ...account, branchId: elsewhere }, 1, administrator);
    await expect(door.sessions.resolve(session)).rejects.toThrow(SessionRequired);
    await expect(door.sessions.resolve(await door.signedIn(person))).resolves.toMatchObject({ branchId: elsewhere });
    expect(await left()).toHaveLength(1);
  });

  it('goes on working where only the name changed', async () => {
    const session = await door.signedIn(person);
    await door.accounts.change(person.id, { ...account, name: 'New name', branchId: door.branchId }, 1, administrator);
    await expect(door.sessions.resolve(session)).resolves.toMatchObject({ name: 'New name' });
    expect(await left()).toHaveLength(0);
  });

  it('belongs to a branch that there is', async () => {
    await expect(
      door.accounts.change(person.id, { ...account, branchId: newId() }, 1, administrator),
    ).rejects.toMatchObject({ code: 'branch.unknown' });
  });
});

describe('accounts are kept', () => {
  it('by administrators alone', async () => {
    for (const role of ['caseworker', 'supervisor', 'steward'] as const) {
      const by = door.actor(await door.aPerson(role), role);
      await expect(door.accounts.disable(person.id, 1, by)).rejects.toThrow(Forbidden);
      await expect(door.accounts.inviteAgain(person.id, 1, by)).rejects.toThrow(Forbidden);
    }
  });

  it('by others than those whose they are, so that one administrator is left', async () => {
    const own = administrator.accountId;
    await expect(door.accounts.disable(own, 1, administrator)).rejects.toThrow(OwnAccountKept);
    await expect(door.accounts.inviteAgain(own, 1, administrator)).rejects.toThrow(OwnAccountKept);
    const demoted = { name: 'X', role: 'caseworker', branchId: door.branchId } as const;
    await expect(door.accounts.change(own, demoted, 1, administrator)).rejects.toThrow(OwnAccountKept);
  });

  it('so that one is left where two disable each other at the same moment', async () => {
    const other = door.actor(await door.aPerson('administrator'), 'administrator');
    const both = await Promise.allSettled([
      door.accounts.disable(other.accountId, 1, administrator),
      door.accounts.disable(administrator.accountId, 1, other),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const states = await Promise.all([stateOf(other.accountId), stateOf(administrator.accountId)]);
    expect(states.sort()).toEqual(['active', 'disabled']);
  });

  it('by whoever has read them as they are', async () => {
    await expect(door.accounts.disable(person.id, 7, administrator)).rejects.toThrow(StaleVersion);
  });
});
