import { Injectable } from '@nestjs/common';
import { EXCHANGE_KEY_OVERLAP } from '#libs/crypto';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks } from '#libs/tasks';
import { secondsOf } from '../seconds.js';

const DAY = 86_400;
/** So long before a key ends partners may still be told of another one without hurry. */
const WARNING = 30 * DAY;

/**
 * Reminds the liaison, once, that keys of ours end. They have to be turned while the old and the new ones can still stand side by
 * side: that is the day the task is due. Where newer ones stand beside them there is nothing to do.
 */
@Injectable()
@RunsOn({ name: 'own-exchange-keys-end', every: 'day', at: '01:50' })
export class OwnKeysEnd implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  run(tx: Transaction, after?: string): Promise<string | undefined> {
    const now = secondsOf(tx.now);
    return remind(
      tx,
      this.tasks,
      {
        kind: 'own-keys-end',
        // Keys that were made together end together: one task.
        query: `SELECT (array_agg(k.id ORDER BY k.id))[1] AS id, NULL::uuid AS dossier_id,
            (to_timestamp(k.valid_until - ${EXCHANGE_KEY_OVERLAP}) AT TIME ZONE 'UTC')::date AS due,
            NULL::uuid AS owner_id, 'liaison' AS for_role, NULL::uuid AS branch_id
          FROM exchange_own_keys k
          WHERE k.revoked_at IS NULL AND k.valid_until > $1::bigint AND k.valid_until <= $2::bigint AND NOT EXISTS (
            SELECT 1 FROM exchange_own_keys n WHERE n.use = k.use AND n.revoked_at IS NULL AND n.valid_until > $2::bigint)
          GROUP BY k.valid_until`,
        parameters: [now, now + WARNING],
        endsByItself: true,
      },
      after,
    );
  }
}
