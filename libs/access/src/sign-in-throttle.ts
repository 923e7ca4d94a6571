import { Injectable } from '@nestjs/common';
import { BlindIndex } from '#libs/crypto';
import { lockByName, type Transaction } from '#libs/database';
import { newId, type Id } from '#libs/kernel';
import { SignInTooOften } from './access.errors.js';

const WINDOW_SECONDS = 15 * 60;
/** Wrong attempts on one account from one address before it has to wait. */
const PER_ACCOUNT_AND_ORIGIN = 5;
/** Wrong attempts on one account from anywhere; then only addresses that succeeded before may go on. */
const PER_ACCOUNT = 50;
/** Wrong attempts on all accounts together; the same follows. */
const OVERALL = 2_000;
const KNOWN_FOR_DAYS = 30;

type AttemptId = Id<'sign-in-attempt'>;

/** Who tries: the e-mail address as typed, and where from. Both are kept as keyed hashes only. */
export interface SignInAttempt {
  email: string;
  origin: string;
}

/**
 * Slows guessing down. The count is kept per account and address first, so that a stranger who guesses wrong on purpose
 * cannot lock a caseworker out: from an address where sign-in worked before, it goes on working.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly index: BlindIndex) {}

  /**
   * Counts an attempt as wrong before it is looked at, so that a hundred guesses at the same moment are a hundred
   * counted ones; `settle` takes it back where it was right.
   * @throws SignInTooOften
   */
  async count(tx: Transaction, attempt: SignInAttempt): Promise<AttemptId> {
    const { account, origin } = this.hashes(attempt);
    await lockByName(tx.sql, `sign-in:${account}`);
    await this.check(tx, account, origin);
    const id = newId<'sign-in-attempt'>();
    await tx.sql(
      `INSERT INTO sign_in_attempts (id, account_hash, origin_hash, outcome, at) VALUES ($1, $2, $3, 'wrong', $4)`,
      [id, account, origin, tx.now],
    );
    return id;
  }

  /** `right`: the password fits; `signed-in`: the code too, and the address is a known one from now on. */
  async settle(tx: Transaction, id: AttemptId, outcome: 'right' | 'signed-in'): Promise<void> {
    await tx.sql('UPDATE sign_in_attempts SET outcome = $2 WHERE id = $1', [id, outcome]);
  }

  private async check(tx: Transaction, account: string, origin: string): Promise<void> {
    const since = new Date(tx.now.getTime() - WINDOW_SECONDS * 1_000);
    const [count] = await tx.sql<{
      here: number;
      account: number;
      overall: number;
      oldest: Date | null;
      known: boolean;
    }>(
      `SELECT count(*) FILTER (WHERE account_hash = $1 AND origin_hash = $2)::int AS here,
              count(*) FILTER (WHERE account_hash = $1)::int AS account,
              count(*)::int AS overall,
              min(at) FILTER (WHERE account_hash = $1 AND origin_hash = $2) AS oldest,
              EXISTS (SELECT 1 FROM sign_in_attempts k WHERE k.account_hash = $1 AND k.origin_hash = $2 AND k.outcome = 'signed-in' AND k.at > $4) AS known
       FROM sign_in_attempts WHERE outcome = 'wrong' AND at > $3`,
      [account, origin, since, new Date(tx.now.getTime() - KNOWN_FOR_DAYS * 86_400_000)],
    );
    if (!count) return;
    const crowded = !count.known && (count.account >= PER_ACCOUNT || count.overall >= OVERALL);
    if (count.here < PER_ACCOUNT_AND_ORIGIN && !crowded) return;
    const freeAt = (count.oldest?.getTime() ?? tx.now.getTime()) + WINDOW_SECONDS * 1_000;
    throw new SignInTooOften(Math.max(1, Math.ceil((freeAt - tx.now.getTime()) / 1_000)));
  }

  private hashes({ email, origin }: SignInAttempt): { account: string; origin: string } {
    return {
      account: this.index.fingerprint('sign-in.account', email),
      origin: this.index.fingerprint('sign-in.origin', origin),
    };
  }
}
