import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { RunsOn, type Scheduled } from '#libs/queues';
import { RegistrationEndings } from '../ending.js';

/** A "safe and well" notice says how somebody was on a day; after its time it says nothing any more, and is closed. */
@Injectable()
@RunsOn({ name: 'notices-run-out', every: 'day', at: '01:15' })
export class NoticesRunOut implements Scheduled {
  constructor(private readonly endings: RegistrationEndings) {}

  async run(tx: Transaction): Promise<string | undefined> {
    // What is closed is not found again: the next page begins where this one began, as long as there is one.
    return (await this.endings.runOut(tx)) > 0 ? 'more' : undefined;
  }
}
