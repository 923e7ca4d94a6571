import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import type { RefusalReason } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';

/** So many refused messages of one partner within a day are no slip. */
export const REFUSALS_OF_AN_ALARM = 20;
/** One of these is enough: nobody passes on, forges or repeats by mistake. */
export const NO_SLIPS: readonly RefusalReason[] = ['hops', 'inner-signature', 'replay'];

/** Nonces that no signature can use again, sealed bytes that nobody takes any more, and old counts go. */
@Injectable()
@RunsOn({ name: 'exchange-cleaning', every: 'day', at: '02:40' })
export class ExchangeCleaning implements Scheduled {
  async run(tx: Transaction): Promise<undefined> {
    const before = (days: number) => new Date(tx.now.getTime() - days * 86_400_000);
    await tx.sql('DELETE FROM partner_nonces WHERE until < $1', [tx.now]);
    // Longer than any message lives: what comes again after that is refused by its own time.
    await tx.sql('DELETE FROM exchange_inbox WHERE taken_at < $1', [before(30)]);
    await tx.sql(
      `UPDATE exchange_outbox SET sealed = NULL WHERE state <> 'sealed' AND sealed IS NOT NULL AND expires_at < $1`,
      [tx.now],
    );
    await tx.sql('DELETE FROM exchange_recalled WHERE at < $1', [before(30)]);
    await tx.sql('DELETE FROM exchange_enquiry_marks WHERE at < $1', [before(90)]);
    await tx.sql('DELETE FROM exchange_quotas WHERE day < $1', [before(90)]);
    await tx.sql('DELETE FROM exchange_refusals WHERE at < $1', [before(90)]);
    return undefined;
  }
}

/** Says where a partner is refused again and again, or passes on what it must not. */
@Injectable()
@RunsOn({ name: 'exchange-alarm', every: 'hour', at: '25' })
export class ExchangeAlarm implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  async run(tx: Transaction): Promise<undefined> {
    const noisy = await tx.sql<{ partner_id: PartnerId }>(
      `SELECT partner_id FROM exchange_refusals WHERE at > $1::timestamptz - interval '1 day' AND partner_id IS NOT NULL
       GROUP BY partner_id HAVING sum(count) >= $2 OR bool_or(reason = ANY ($3)) ORDER BY 1`,
      [tx.now, REFUSALS_OF_AN_ALARM, NO_SLIPS],
    );
    for (const { partner_id: about } of noisy)
      await this.tasks.open(tx, { kind: 'partner-alarm', about, role: 'liaison', due: daysAfter(tx.now, 1) });
    return undefined;
  }
}
