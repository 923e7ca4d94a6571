import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';

/** Where somebody signed in from is known for thirty days (libs/access, sign-in-throttle); nobody asks for it after that. */
const ATTEMPT_DAYS = 31;

/**
 * Takes away what sign-ins leave behind once it opens nothing any more and slows nobody down. By the clock of the database, and a day
 * late: a worker whose own clock is wrong must not sign everybody out.
 */
@Injectable()
@RunsOn({ name: 'forget-sign-ins', every: 'day', at: '03:10' })
export class ForgetSignIns implements Scheduled {
  async run(tx: Transaction): Promise<undefined> {
    await Promise.all([
      tx.sql(`DELETE FROM sessions WHERE expires_at < now() - interval '1 day'`),
      tx.sql(`DELETE FROM enrolments WHERE expires_at < now() - interval '1 day'`),
      tx.sql(`DELETE FROM sign_in_attempts WHERE at < now() - make_interval(days => ${ATTEMPT_DAYS})`),
    ]);
    return undefined;
  }
}
