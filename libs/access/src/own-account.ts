import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { hashPassword, verifyPassword } from '#libs/crypto';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { InvalidInput, NotFound, type StaffActor } from '#libs/kernel';
import { Account, AccountSecrets } from './account.entity.js';
import { Passkey, type PasskeyId } from './passkey.entity.js';
import { Passkeys } from './passkeys.js';
import { Sessions } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** One who proves again who they are, since somebody else may sit at an open screen. */
export interface Proof {
  password: string;
  /** The network address, only to slow guessing down. */
  origin: string;
}

/** What somebody signs in with, as they keep it themselves. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly throttle: SignInThrottle,
    private readonly passkeys: Passkeys,
    private readonly sessions: Sessions,
  ) {}

  /** @returns the passkeys, and how many sessions there are besides the asker's own */
  read(session: string, by: StaffActor): Promise<{ passkeys: Passkey[]; otherSessions: number }> {
    return this.unitOfWork.run(by, async (tx) => {
      const [passkeys, otherSessions] = await tx.together(
        this.passkeys.of(tx, by.accountId),
        this.sessions.countOthers(tx, by.accountId, session),
      );
      return { passkeys, otherSessions };
    });
  }

  /** Ends every session but this one. @throws InvalidInput where a password is not right or not new; SignInTooOften */
  async changePassword(password: string, proof: Proof, session: string, by: StaffActor): Promise<Receipt> {
    if (password === proof.password) throw samePassword();
    const [proved, passwordHash] = [await this.prove(proof, by), await hashPassword(password)];
    return this.unitOfWork.once(by, async (tx) => {
      const secrets = await tx.of(AccountSecrets).lockOrFail({ accountId: by.accountId });
      // Refused in here, so that a request repeated after a lost answer is told that it was done. What was proved may not be true any
      // more: changed or set up anew meanwhile.
      if (!proved || secrets.passwordHash !== proved) throw wrongPassword();
      secrets.passwordHash = passwordHash;
      await tx.of(AccountSecrets).save(secrets);
      await this.sessions.revokeOthers(tx, by.accountId, session);
      tx.audit.record('account.password-changed', { type: 'account', id: by.accountId });
      return this.receipt(tx, by);
    });
  }

  /** @returns what the browser makes a passkey with @throws InvalidInput where the password is wrong; SignInTooOften, TooManyPasskeys */
  async beginPasskey(proof: Proof, by: StaffActor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    if (!(await this.prove(proof, by))) throw wrongPassword();
    return this.unitOfWork.run(by, async (tx) =>
      this.passkeys.askForNew(tx, await tx.of(Account).findOrFail({ id: by.accountId })),
    );
  }

  /** @throws PasskeyNotTaken, TooManyPasskeys */
  addPasskey(name: string, response: RegistrationResponseJSON, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { id } = await this.passkeys.add(tx, by.accountId, name, response);
      tx.audit.record('account.passkey-added', { type: 'account', id: by.accountId }, { passkey: id });
      return this.receipt(tx, by);
    });
  }

  /** Ends the sessions besides this one too: whoever takes a passkey away may have lost the device. @throws NotFound */
  removePasskey(id: PasskeyId, session: string, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [removed] = await tx.sql('DELETE FROM passkeys WHERE id = $1 AND account_id = $2 RETURNING id', [
        id,
        by.accountId,
      ]);
      if (!removed) throw new NotFound({ type: 'passkey', id });
      await this.sessions.revokeOthers(tx, by.accountId, session);
      tx.audit.record('account.passkey-removed', { type: 'account', id: by.accountId }, { passkey: id });
      return this.receipt(tx, by);
    });
  }

  /** Signed in somewhere and not sure where. */
  endOtherSessions(session: string, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await this.sessions.revokeOthers(tx, by.accountId, session);
      tx.audit.record('account.other-sessions-ended', { type: 'account', id: by.accountId });
      return this.receipt(tx, by);
    });
  }

  /** @returns the hash that the password fits, or nothing where it is wrong @throws SignInTooOften */
  private async prove({ password, origin }: Proof, by: StaffActor): Promise<string | undefined> {
    const { counted, secrets } = await this.unitOfWork.run({ kind: 'sign-in' }, async (tx) => {
      const { email } = await tx.of(Account).findOrFail({ id: by.accountId });
      const counted = await this.throttle.count(tx, { email, origin });
      return { counted, secrets: await tx.of(AccountSecrets).find({ accountId: by.accountId }) };
    });
    const known = secrets?.passwordHash ?? undefined;
    // Outside of any transaction: this takes tens of milliseconds on purpose.
    const right = await verifyPassword(known, password);
    await this.unitOfWork.run({ kind: 'sign-in' }, async (tx) => {
      if (right) return this.throttle.settle(tx, counted, 'right');
      tx.audit.record('account.proof-refused', { type: 'account', id: by.accountId });
      return undefined;
    });
    return right ? known : undefined;
  }

  private async receipt(tx: Transaction, { accountId }: StaffActor): Promise<Receipt> {
    const { id, version } = await tx.of(Account).findOrFail({ id: accountId });
    return { id, version };
  }
}

function wrongPassword(): InvalidInput {
  return new InvalidInput([
    { path: 'password', code: 'password.wrong', message: 'is not your password. Type the one you sign in with now.' },
  ]);
}

function samePassword(): InvalidInput {
  return new InvalidInput([
    { path: 'newPassword', code: 'password.same', message: 'is the one you have already. Choose another one.' },
  ]);
}
