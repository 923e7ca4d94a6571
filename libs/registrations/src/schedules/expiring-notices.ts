import { Injectable, Module } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks, TasksModule } from '#libs/tasks';
import { RegistrationsModule } from '../registrations.module.js';
import { EndSharingDeclined } from '../end-sharing-declined.js';
import { HandOverRegistrations } from '../hand-over-registrations.js';
import { NoticesRunOut } from './notices-run-out.js';

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
        query: `SELECT r.id, r.dossier_id, r.holds_until AS due, r.owner_id, NULL AS for_role, NULL::uuid AS branch_id
          FROM registrations r WHERE r.state = 'active' AND r.holds_until <= $1`,
        parameters: [daysAfter(tx.now, WARN_DAYS)],
        endsByItself: true,
      },
      after,
    );
  }
}

/** What the worker does about registrations: by the clock, and when something happened. */
@Module({
  imports: [TasksModule, RegistrationsModule],
  providers: [ExpiringNotices, NoticesRunOut, EndSharingDeclined, HandOverRegistrations],
})
export class RegistrationSchedulesModule {}
