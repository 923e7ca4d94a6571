import { Inject, Injectable } from '@nestjs/common';
import { randomToken, tokenHash } from '#libs/crypto';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, BranchId, Role } from '#libs/kernel';
import { SessionRequired } from './access.errors.js';

export const SESSION_MINUTES = Symbol('SESSION_MINUTES');

/** Time between the password and the code. */
const CHALLENGE_MINUTES = 5;
/** Nobody works longer without signing in again, active or not. */
const LONGEST_HOURS = 12;

/** The one who is signed in. */
export interface SignedIn {
  accountId: AccountId;
  name: string;
  email: string;
  role: Role;
  branchId: BranchId;
  branchName: string;
}

/** Sessions live in the database, so that ending one ends it everywhere. Only a hash of the token is kept. */
@Injectable()
export class Sessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(SESSION_MINUTES) private readonly minutes: number,
  ) {}

  /** @returns the token for the cookie or the next step; it is not kept */
  async open(tx: Transaction, accountId: AccountId, stage: 'password' | 'full'): Promise<string> {
    const token = randomToken();
    const minutes = stage === 'full' ? LONGEST_HOURS * 60 : CHALLENGE_MINUTES;
    await tx.sql(
      'INSERT INTO sessions (token_hash, account_id, stage, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)',
      [tokenHash(token), accountId, stage, tx.now, new Date(tx.now.getTime() + minutes * 60_000)],
    );
    return token;
  }

  /** The account a challenge belongs to; a challenge is used up by this, right code or wrong. */
  async redeemChallenge(tx: Transaction, challenge: string): Promise<AccountId | undefined> {
    const [row] = await tx.sql<{ account_id: AccountId }>(
      `DELETE FROM sessions WHERE token_hash = $1 AND stage = 'password' AND expires_at > $2 RETURNING account_id`,
      [tokenHash(challenge), tx.now],
    );
    return row?.account_id;
  }

  /** Who this token belongs to now. @throws SessionRequired */
  async resolve(token: string | undefined): Promise<SignedIn> {
    if (!token) throw new SessionRequired();
    const signedIn = await this.unitOfWork.run({ kind: 'sign-in' }, async (tx) => {
      const idleSince = new Date(tx.now.getTime() - this.minutes * 60_000);
      const [row] = await tx.sql<SignedIn & { stale: boolean }>(
        `SELECT a.id AS "accountId", a.name, a.email, a.role, a.branch_id AS "branchId", b.name AS "branchName",
                s.seen_at < $2::timestamptz - interval '1 minute' AS stale
         FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN branches b ON b.id = a.branch_id
         WHERE s.token_hash = $1 AND s.stage = 'full' AND s.expires_at > $2 AND s.seen_at > $3 AND a.state = 'active'`,
        [tokenHash(token), tx.now, idleSince],
      );
      // Once a minute is enough to know that somebody is there.
      if (row?.stale)
        await tx.sql('UPDATE sessions SET seen_at = $2 WHERE token_hash = $1', [tokenHash(token), tx.now]);
      return row;
    });
    if (!signedIn) throw new SessionRequired();
    const { accountId, name, email, role, branchId, branchName } = signedIn;
    return { accountId, name, email, role, branchId, branchName };
  }

  async close(token: string | undefined): Promise<void> {
    if (!token) return;
    await this.unitOfWork.run({ kind: 'sign-in' }, async (tx) => {
      const [row] = await tx.sql<{ account_id: AccountId }>(
        'DELETE FROM sessions WHERE token_hash = $1 RETURNING account_id',
        [tokenHash(token)],
      );
      if (row) tx.audit.record('session.closed', { type: 'account', id: row.account_id });
    });
  }

  /** Ends every session of an account: after a change of password, role or state. */
  async revokeAll(tx: Transaction, accountId: AccountId): Promise<void> {
    await tx.sql('DELETE FROM sessions WHERE account_id = $1', [accountId]);
  }
}
