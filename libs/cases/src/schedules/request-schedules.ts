import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';
import { remind, Tasks, type Reminder } from '#libs/tasks';
import { REQUEST_REMINDERS } from './reminders-of-requests.js';

abstract class RequestReminders implements Scheduled {
  constructor(
    private readonly tasks: Tasks,
    private readonly reminder: (now: Date) => Reminder,
  ) {}

  run(tx: Transaction, after?: string): Promise<string | undefined> {
    return remind(tx, this.tasks, this.reminder(tx.now), after);
  }
}

@Injectable()
@RunsOn({ name: 'overdue-requests', every: 'day', at: '00:10' })
export class OverdueRequests extends RequestReminders {
  constructor(tasks: Tasks) {
    super(tasks, REQUEST_REMINDERS.overdue);
  }
}

@Injectable()
@RunsOn({ name: 'holds-that-end', every: 'day', at: '00:15' })
export class HoldsThatEnd extends RequestReminders {
  constructor(tasks: Tasks) {
    super(tasks, REQUEST_REMINDERS.heldTooLong);
  }
}

@Injectable()
@RunsOn({ name: 'reviews-due', every: 'day', at: '00:20' })
export class ReviewsDue extends RequestReminders {
  constructor(tasks: Tasks) {
    super(tasks, REQUEST_REMINDERS.reviewDue);
  }
}

@Injectable()
@RunsOn({ name: 'lost-enquirers', every: 'day', at: '00:25' })
export class LostEnquirers extends RequestReminders {
  constructor(tasks: Tasks) {
    super(tasks, REQUEST_REMINDERS.enquirerLost);
  }
}

@Injectable()
@RunsOn({ name: 'contact-freshness', every: 'day', at: '00:30' })
export class ContactFreshness extends RequestReminders {
  constructor(tasks: Tasks) {
    super(tasks, REQUEST_REMINDERS.contactStale);
  }
}
