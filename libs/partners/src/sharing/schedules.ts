import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import type { Transaction } from '#libs/database';
import { dayOf } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { HELD, moveRecord } from './hold-record.js';
import { moveRecall } from './order-recall.js';
import { PartnerRecord, Recall } from './sharing.entities.js';

const PAGE = 100;
/** So long the steward may think; a day is left for the certificate to arrive. */
const HOURS_TO_JUDGE = 48;

/** What has expired, and what was called back and nobody wrote down a reason to keep, is deleted. */
@Injectable()
@RunsOn({ name: 'delete-partner-records', every: 'hour', at: '35' })
export class DeletePartnerRecords implements Scheduled {
  async run(tx: Transaction): Promise<string | undefined> {
    const judgedBy = new Date(tx.now.getTime() - HOURS_TO_JUDGE * 3_600_000);
    const due = await tx
      .of(PartnerRecord)
      .query('record')
      .where([
        // What a law keeps is kept beyond its day too.
        { state: In(HELD.filter((state) => state !== 'kept')), expiresAt: LessThanOrEqual(tx.now) },
        { state: 'frozen', frozenAt: LessThanOrEqual(judgedBy) },
      ])
      .orderBy('record.id')
      .limit(PAGE)
      .setLock('for_no_key_update')
      .getMany();
    for (const record of due) {
      moveRecord(tx, record, 'delete', { 'recalled-declined-or-expired': true });
      record.details = null;
      await tx.of(PartnerRecord).save(record);
    }
    return due.length === PAGE ? due.at(-1)!.id : undefined;
  }
}

/** A partner that has not certified in time: the steward hears of it. */
@Injectable()
@RunsOn({ name: 'overdue-recalls', every: 'hour', at: '45' })
export class OverdueRecalls implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  async run(tx: Transaction): Promise<string | undefined> {
    const overdue = await tx
      .of(Recall)
      .query('recall')
      .where({ state: In(['ordered', 'acknowledged']), dueAt: LessThanOrEqual(tx.now) })
      .orderBy('recall.id')
      .limit(PAGE)
      .setLock('for_no_key_update')
      .getMany();
    for (const recall of overdue) {
      await moveRecall(tx, recall, 'escalate');
      const due = dayOf(tx.now);
      await this.tasks.open(tx, { kind: 'deletion-overdue', about: recall.id, role: 'steward', due });
    }
    return overdue.length === PAGE ? overdue.at(-1)!.id : undefined;
  }
}
