import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';

/** Where somebody signed in from is known for thirty days (libs/access, sign-in-throttle); nobody asks for it after that. */
const ATTEMPT_DAYS = 31;

/** Takes away what sign-ins leave behind once it opens nothing any more and slows nobody down. */
@Injectable()
@RunsOn({ name: 'forget-sign-ins', every: 'day', at: '03:10' })
export class ForgetSignIns implements Scheduled {
  async run(tx: Transaction): Promise<undefined> {
    const over = new Date(tx.now.getTime() - ATTEMPT_DAYS * 86_400_000);
    await Promise.all([
      tx.sql('DELETE FROM sessions WHERE expires_at < $1', [tx.now]),
      tx.sql('DELETE FROM enrolments WHERE expires_at < $1', [tx.now]),
      tx.sql('DELETE FROM sign_in_attempts WHERE at < $1', [over]),
    ]);
    return undefined;
  }
}
