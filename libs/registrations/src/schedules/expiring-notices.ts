import { Injectable, Module } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks, TasksModule } from '#libs/tasks';

/** A "safe and well" notice says how somebody was on a day; after this time it says nothing any more. */
export const NOTICE_DAYS = 90;
/** So many days before, whoever took it up may ask whether it still holds. */
const WARN_DAYS = 14;

@Injectable()
@RunsOn({ name: 'expiring-notices', every: 'day', at: '00:45' })
export class ExpiringNotices implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  run(tx: Transaction, after?: string): Promise<string | undefined> {
    return remind(
      tx,
      this.tasks,
      {
        kind: 'notice-expires',
        query: `SELECT r.id, r.dossier_id, r.registered_on + ${NOTICE_DAYS} AS due,
            r.registered_by AS owner_id, NULL AS for_role, NULL::uuid AS branch_id
          FROM registrations r WHERE r.kind = 'safe-and-well' AND r.registered_on <= $1`,
        parameters: [daysAfter(tx.now, WARN_DAYS - NOTICE_DAYS)],
      },
      after,
    );
  }
}

/** What the worker does about registrations by the clock. */
@Module({ imports: [TasksModule], providers: [ExpiringNotices] })
export class RegistrationSchedulesModule {}
