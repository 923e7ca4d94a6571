import { Injectable, Module } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks, TasksModule } from '#libs/tasks';

/** So many days before a basis ends the person is to be asked again. */
export const ASK_AGAIN_DAYS = 30;

/** A basis that ends unnoticed stops the work for a person, or worse: lets it go on without one. */
@Injectable()
@RunsOn({ name: 'expiring-bases', every: 'day', at: '00:40' })
export class ExpiringBases implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  run(tx: Transaction, after?: string): Promise<string | undefined> {
    return remind(
      tx,
      this.tasks,
      {
        kind: 'basis-expires',
        // Only the newest version of a basis counts, and only where it was not withdrawn. A list that was brought in ends
        // on one day for all on it: whoever was never asked by us is not asked again one by one.
        query: `SELECT b.id, b.dossier_id, (b.valid_until AT TIME ZONE 'UTC')::date AS due,
            NULL::uuid AS owner_id, 'caseworker' AS for_role, d.branch_id
          FROM bases b JOIN dossiers d ON d.id = b.dossier_id
          WHERE b.valid_until > $1 AND b.valid_until <= $2 AND b.withdrawn_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM bases newer WHERE newer.id = b.id AND newer.basis_version > b.basis_version)
            AND NOT (b.given_by = 'not-asked' AND EXISTS (
              SELECT 1 FROM registrations r WHERE r.id = b.dossier_id AND r.source_key IS NOT NULL))`,
        parameters: [tx.now, new Date(tx.now.getTime() + ASK_AGAIN_DAYS * 86_400_000)],
        endsByItself: true,
      },
      after,
    );
  }
}

/** What the worker does about bases by the clock. */
@Module({ imports: [TasksModule], providers: [ExpiringBases] })
export class ConsentSchedulesModule {}
