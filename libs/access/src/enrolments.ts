import { Injectable } from '@nestjs/common';
import { hashPassword, randomToken, tokenHash, Totp } from '#libs/crypto';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, SignInActor } from '#libs/kernel';
import { EnrolmentInvalid, SignInRefused } from './access.errors.js';
import { Account, AccountSecrets } from './account.entity.js';
import { Sessions } from './sessions.js';
import { totpPlace } from './sign-in.js';

const VALID_DAYS = 3;
const NOBODY_YET: SignInActor = { kind: 'sign-in' };

export interface TotpSetUp {
  /** For authenticator apps; holds the secret. */
  uri: string;
  /** Base32, for typing in. */
  secret: string;
}

/** Characters a password needs at least, wherever somebody chooses one. */
export const LEAST_PASSWORD = 12;

/** The set-up of an account, first or anew: a one-time link, then a password and an authenticator. */
@Injectable()
export class Enrolments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
  ) {}

  /** Links sent before are not valid any more. @returns the token of the link; it is shown once and not kept */
  async invite(tx: Transaction, accountId: AccountId): Promise<string> {
    await this.withdraw(tx, accountId);
    const token = randomToken();
    await tx.sql('INSERT INTO enrolments (token_hash, account_id, expires_at) VALUES ($1, $2, $3)', [
      tokenHash(token),
      accountId,
      new Date(tx.now.getTime() + VALID_DAYS * 86_400_000),
    ]);
    return token;
  }

  /** No link that was sent to this account opens it. */
  async withdraw(tx: Transaction, accountId: AccountId): Promise<void> {
    await tx.sql('UPDATE enrolments SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL', [accountId, tx.now]);
  }

  /** Sets the password and makes a new authenticator secret; the account is not active yet. @throws EnrolmentInvalid */
  async begin(token: string, password: string): Promise<TotpSetUp> {
    const passwordHash = await hashPassword(password);
    return this.unitOfWork.run(NOBODY_YET, async (tx) => {
      const account = await this.accountOf(tx, token);
      const secrets = tx.of(AccountSecrets).create({ accountId: account.id, passwordHash });
      const setUp = await newTotp(tx, account, secrets);
      await tx.of(AccountSecrets).save(secrets);
      return setUp;
    });
  }

  /**
   * The first right code makes the account active and uses the link up. Passkeys of before are gone with the device that may be lost.
   * @throws EnrolmentInvalid, SignInRefused
   */
  async confirm(token: string, code: string): Promise<void> {
    await this.unitOfWork.run(NOBODY_YET, async (tx) => {
      const account = await this.accountOf(tx, token);
      const secrets = await tx.of(AccountSecrets).find({ accountId: account.id });
      if (!secrets?.totpSecret) throw new EnrolmentInvalid();
      const secret = await tx.vault.open<string>(account.id, totpPlace(account.id), secrets.totpSecret);
      const step = new Totp(secret).verify(code, tx.now);
      if (step === undefined) throw new SignInRefused();
      secrets.totpLastStep = String(step);
      await tx.of(AccountSecrets).save(secrets);
      account.state = 'active';
      await tx.of(Account).save(account);
      await tx.sql('UPDATE enrolments SET used_at = $2 WHERE token_hash = $1', [tokenHash(token), tx.now]);
      await tx.sql('DELETE FROM passkeys WHERE account_id = $1', [account.id]);
      await this.sessions.revokeAll(tx, account.id);
      tx.audit.record('account.enrolled', { type: 'account', id: account.id });
    });
  }

  private async accountOf(tx: Transaction, token: string): Promise<Account> {
    const [row] = await tx.sql<{ account_id: AccountId }>(
      'SELECT account_id FROM enrolments WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 FOR UPDATE',
      [tokenHash(token), tx.now],
    );
    if (!row) throw new EnrolmentInvalid();
    const account = await tx.of(Account).lockOrFail({ id: row.account_id });
    if (account.state !== 'invited') throw new EnrolmentInvalid();
    return account;
  }
}

/** A fresh authenticator secret, sealed into the account's secrets. */
export async function newTotp(tx: Transaction, account: Account, secrets: AccountSecrets): Promise<TotpSetUp> {
  const totp = Totp.create();
  secrets.totpSecret = await tx.vault.seal(account.id, totpPlace(account.id), totp.secret);
  secrets.totpLastStep = '0';
  return { uri: totp.uri('Relink', account.email), secret: totp.secret };
}
