import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks } from '#libs/tasks';

/** So many days before the last day of a list, to agree on more with whoever made it or to ask the people on it. */
const LIST_ENDS_SOON_DAYS = 30;

/**
 * A list ends on one day for all who were registered from it, and they are not reminded of one by one: whoever has the list
 * in hands is, once. A list that is still open is forgotten on that day, whatever is being done with it.
 */
@Injectable()
@RunsOn({ name: 'expiring-lists', every: 'day', at: '00:50' })
export class ExpiringLists implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  run(tx: Transaction, after?: string): Promise<string | undefined> {
    return remind(
      tx,
      this.tasks,
      {
        kind: 'list-expires',
        // How many were registered is told by the pieces of the last run, as long as there are any. Where whoever had it in
        // hands has left, a supervisor of the branch is reminded. What people rest on stays a task after its day as well:
        // that nothing may be done with them any more has to be seen by somebody.
        query: `SELECT l.id, l.dossier_id, l.kept_until AS due,
            CASE WHEN a.state = 'active' THEN a.id END AS owner_id,
            CASE WHEN a.state <> 'active' THEN 'supervisor' END AS for_role, d.branch_id
          FROM lists l JOIN accounts a ON a.id = l.in_hands_of JOIN dossiers d ON d.id = l.dossier_id
          WHERE l.kept_until <= $1 AND (l.ended_at IS NULL OR (l.import_began_at IS NOT NULL AND (
            EXISTS (SELECT 1 FROM list_pieces p WHERE p.dossier_id = l.id AND p.run = l.run AND p.added > 0)
            OR NOT EXISTS (SELECT 1 FROM list_pieces p WHERE p.dossier_id = l.id))))`,
        parameters: [daysAfter(tx.now, LIST_ENDS_SOON_DAYS)],
        endsByItself: true,
      },
      after,
    );
  }
}
