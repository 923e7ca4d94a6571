import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Totp, verifyPassword } from '#libs/crypto';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, SignInActor } from '#libs/kernel';
import { PasskeyRefused, SignInRefused } from './access.errors.js';
import { Account, AccountSecrets, emailAsKept } from './account.entity.js';
import { Passkeys } from './passkeys.js';
import { Sessions } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

const NOBODY_YET: SignInActor = { kind: 'sign-in' };

export function totpPlace(accountId: AccountId) {
  return { table: 'account_secrets', column: 'totp_secret', row: accountId };
}

/** Password first, then a code; or a passkey alone. Every refusal reads and takes the same, whatever was wrong. */
@Injectable()
export class SignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    private readonly passkeys: Passkeys,
  ) {}

  /**
   * @param origin the network address, only to slow guessing down
   * @returns the challenge to send back together with the code
   * @throws SignInRefused, SignInTooOften
   */
  async withPassword(email: string, password: string, origin: string): Promise<string> {
    const attempt = { email: emailAsKept(email), origin };
    const { account, secrets, counted } = await this.unitOfWork.run(NOBODY_YET, async (tx) => {
      const counted = await this.throttle.count(tx, attempt);
      const account = await tx.of(Account).find({ email: attempt.email, state: 'active' });
      return { account, secrets: account && (await tx.of(AccountSecrets).find({ accountId: account.id })), counted };
    });
    // Outside of any transaction: this takes tens of milliseconds on purpose.
    const right = await verifyPassword(secrets?.passwordHash ?? undefined, password);
    const challenge = await this.unitOfWork.run(NOBODY_YET, async (tx) => {
      if (right && account) {
        await this.throttle.settle(tx, counted, 'right');
        return this.sessions.open(tx, account.id, 'password');
      }
      noteRefusal(tx, account?.id);
      return undefined;
    });
    if (challenge === undefined) throw new SignInRefused();
    return challenge;
  }

  /** @returns the session token for the cookie @throws SignInRefused, SignInTooOften */
  async withCode(challenge: string, code: string, origin: string): Promise<string> {
    const token = await this.unitOfWork.run(NOBODY_YET, async (tx) => {
      const accountId = await this.sessions.redeemChallenge(tx, challenge);
      if (!accountId) return undefined;
      const account = await tx.of(Account).findOrFail({ id: accountId });
      const counted = await this.throttle.count(tx, { email: account.email, origin });
      if (account.state !== 'active' || !(await this.useCode(tx, accountId, code))) {
        noteRefusal(tx, accountId);
        return undefined;
      }
      await this.throttle.settle(tx, counted, 'signed-in');
      tx.audit.record('session.opened', { type: 'account', id: accountId });
      // A new token, so that one planted before sign-in is worth nothing after it.
      return this.sessions.open(tx, accountId, 'full');
    });
    if (token === undefined) throw new SignInRefused();
    return token;
  }

  /** What the browser asks a passkey with. */
  askForPasskey(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.passkeys.askWhoComes();
  }

  /**
   * Nothing is counted here: a signature cannot be guessed, and nobody is to be locked out of it by those who guess passwords.
   * @returns the session token for the cookie
   * @throws PasskeyRefused
   */
  async withPasskey(answer: AuthenticationResponseJSON): Promise<string> {
    const token = await this.unitOfWork.run(NOBODY_YET, async (tx) => {
      const accountId = await this.passkeys.redeem(tx, answer);
      const account = accountId && (await tx.of(Account).find({ id: accountId, state: 'active' }));
      if (!account) {
        noteRefusal(tx, accountId);
        return undefined;
      }
      tx.audit.record('session.opened', { type: 'account', id: account.id }, { with: 'passkey' });
      return this.sessions.open(tx, account.id, 'full');
    });
    if (token === undefined) throw new PasskeyRefused();
    return token;
  }

  /** A code opens once: its time step and all before it are used up. */
  private async useCode(tx: Transaction, accountId: AccountId, code: string): Promise<boolean> {
    const secrets = await tx.of(AccountSecrets).lockOrFail({ accountId });
    if (!secrets.totpSecret) return false;
    const secret = await tx.vault.open<string>(accountId, totpPlace(accountId), secrets.totpSecret);
    const step = new Totp(secret).verify(code, tx.now);
    if (step === undefined || step <= Number(secrets.totpLastStep)) return false;
    secrets.totpLastStep = String(step);
    await tx.of(AccountSecrets).save(secrets);
    return true;
  }
}

function noteRefusal(tx: Transaction, accountId: AccountId | undefined): void {
  tx.audit.record('session.refused', { type: 'account', id: accountId ?? 'unknown' });
}
