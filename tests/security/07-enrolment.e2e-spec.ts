import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EnrolmentInvalid, SignInRefused } from '#libs/access';
import { Totp } from '#libs/crypto';
import { newId, type AccountId, type StaffActor } from '#libs/kernel';
import { aStaffMember } from '#libs/testing';
import { FrontDoor, PASSWORD } from '../support/front-door.js';

let door: FrontDoor;

beforeAll(async () => {
  door = await FrontDoor.open();
});

afterAll(() => door.close());

describe('an enrolment link', () => {
  let administrator: StaffActor;

  beforeEach(async () => {
    administrator = await aStaffMember(door.database, 'administrator', door.branchId);
  });

  async function invited(): Promise<{ id: AccountId; email: string; token: string }> {
    const email = `${newId()}@relink.example`;
    const account = { email, name: 'New colleague', role: 'caseworker', branchId: door.branchId } as const;
    const { receipt, enrolmentToken } = await door.accounts.invite(account, administrator);
    return { id: receipt.id as AccountId, email, token: enrolmentToken! };
  }

  it('leads to an account that can sign in, and works once', async () => {
    const { id, email, token } = await invited();
    const totp = new Totp((await door.enrolments.begin(token, PASSWORD)).secret);
    await expect(door.signIn.withPassword(email, PASSWORD, 'office')).rejects.toThrow(SignInRefused);
    await door.enrolments.confirm(token, totp.code(door.clock.now()));
    door.clock.advance({ seconds: 30 });
    await expect(door.sessions.resolve(await door.signedIn({ id, email, totp }))).resolves.toMatchObject({
      accountId: id,
    });
    await expect(door.enrolments.begin(token, 'another password')).rejects.toThrow(EnrolmentInvalid);
    await expect(door.enrolments.confirm(token, totp.code(door.clock.now()))).rejects.toThrow(EnrolmentInvalid);
  });

  it('does not let the code of the confirmation be used for signing in', async () => {
    const { email, token } = await invited();
    const totp = new Totp((await door.enrolments.begin(token, PASSWORD)).secret);
    const now = totp.code(door.clock.now());
    await door.enrolments.confirm(token, now);
    const next = await door.signIn.withPassword(email, PASSWORD, 'office');
    await expect(door.signIn.withCode(next, now, 'office')).rejects.toThrow(SignInRefused);
  });

  it('is used by one of two who confirm at the same moment', async () => {
    const { token } = await invited();
    const totp = new Totp((await door.enrolments.begin(token, PASSWORD)).secret);
    const both = [0, 1].map(() => door.enrolments.confirm(token, totp.code(door.clock.now())));
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends after three days, and a made-up one never works', async () => {
    const { token } = await invited();
    door.clock.advance({ days: 3, seconds: 1 });
    await expect(door.enrolments.begin(token, PASSWORD)).rejects.toThrow(EnrolmentInvalid);
    await expect(door.enrolments.begin('x'.repeat(43), PASSWORD)).rejects.toThrow(EnrolmentInvalid);
  });

  it('cannot be made by anyone but the administrator', async () => {
    const caseworker = await aStaffMember(door.database, 'caseworker', door.branchId);
    const account = {
      email: `${newId()}@relink.example`,
      name: 'X',
      role: 'supervisor',
      branchId: door.branchId,
    } as const;
    await expect(door.accounts.invite(account, caseworker)).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
