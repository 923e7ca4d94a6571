import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter, dayOf } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks } from '#libs/tasks';

/** So many days before its last one the family is to be given a new card: they may be hard to reach. */
const NEW_CARD_DAYS = 30;

/** A card that stops working unnoticed cuts a family off, and nobody learns that they tried. */
@Injectable()
@RunsOn({ name: 'expiring-cards', every: 'day', at: '00:55' })
export class ExpiringCards implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  run(tx: Transaction, after?: string): Promise<string | undefined> {
    return remind(
      tx,
      this.tasks,
      {
        kind: 'card-expires',
        // Where another card of the family lasts longer, they have it already.
        query: `SELECT c.id, c.dossier_id, c.expires_on AS due, r.owner_id, NULL AS for_role, NULL::uuid AS branch_id
          FROM family_cards c JOIN tracing_requests r ON r.id = c.dossier_id
          WHERE c.state = 'active' AND c.expires_on >= $1 AND c.expires_on <= $2 AND r.state NOT IN ('refused', 'closed')
            AND NOT EXISTS (SELECT 1 FROM family_cards other WHERE other.dossier_id = c.dossier_id AND other.state = 'active'
              AND other.expires_on > $2)`,
        parameters: [dayOf(tx.now), daysAfter(tx.now, NEW_CARD_DAYS)],
        endsByItself: true,
      },
      after,
    );
  }
}
