import { Inject, Injectable } from '@nestjs/common';
import { randomToken, tokenHash } from '#libs/crypto';
import { UnitOfWork, type Transaction } from '#libs/database';
import { Clock, type AccountId, type BranchId, type Role } from '#libs/kernel';
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
    private readonly clock: Clock,
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
    const now = this.clock.now();
    const [signedIn] = await this.unitOfWork.statement<SignedIn>(
      `SELECT account_id AS "accountId", name, email, role, branch_id AS "branchId", branch_name AS "branchName"
       FROM session_of($1, $2, $3)`,
      [tokenHash(token), now, this.idleSince(now)],
    );
    if (!signedIn) throw new SessionRequired();
    return signedIn;
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

  /** Ends every session of an account: after a change of role, branch or state. */
  async revokeAll(tx: Transaction, accountId: AccountId): Promise<void> {
    await tx.sql('DELETE FROM sessions WHERE account_id = $1', [accountId]);
  }

  /** Ends every session of an account but the one with this token: after a change of what somebody signs in with. */
  async revokeOthers(tx: Transaction, accountId: AccountId, token: string): Promise<void> {
    await tx.sql('DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2', [accountId, tokenHash(token)]);
  }

  /** How many sessions of an account are alive besides the one with this token. */
  async countOthers(tx: Transaction, accountId: AccountId, token: string): Promise<number> {
    const [others] = await tx.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM sessions
       WHERE account_id = $1 AND token_hash <> $2 AND stage = 'full' AND expires_at > $3 AND seen_at > $4`,
      [accountId, tokenHash(token), tx.now, this.idleSince(tx.now)],
    );
    return others!.count;
  }

  /** Whoever was not seen since has left. */
  private idleSince(now: Date): Date {
    return new Date(now.getTime() - this.minutes * 60_000);
  }
}
