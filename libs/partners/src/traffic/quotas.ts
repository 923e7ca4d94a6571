import type { Transaction } from '#libs/database';
import { dayOf, daysAfter } from '#libs/kernel';
import type { Tasks } from '#libs/tasks';
import type { ExchangePurpose, MessageName } from '../protocol/index.js';
import type { Partner, PartnerId, StopReason } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';

/** What tells or asks for something of a person; what takes back, answers or certifies is never held up. */
const COUNTED: readonly MessageName[] = ['enquiry', 'disclosure', 'correction'];

/** Counts a message of today against what was agreed for its purpose. @returns false where the day is full */
export async function mayBeTakenToday(
  tx: Transaction,
  { id, dailyQuota }: Pick<Partner, 'id' | 'dailyQuota'>,
  name: MessageName,
  purpose: ExchangePurpose,
): Promise<boolean> {
  if (!COUNTED.includes(name)) return true;
  const counted = await tx.sql(
    `INSERT INTO exchange_quotas AS q (partner_id, purpose, day, taken) VALUES ($1, $2, $3, 1)
     ON CONFLICT (partner_id, purpose, day) DO UPDATE SET taken = q.taken + 1 WHERE q.taken < $4 RETURNING taken`,
    [id, purpose, dayOf(tx.now), dailyQuota],
  );
  return counted.length > 0;
}

/** The patterns of somebody who fishes: over so many days, so many enquiries. */
const FINDS_NOTHING = { days: 7, enquiries: 20, share: 0.9 } as const;
const MANY_VARIANTS = { days: 30, enquiries: 8 } as const;

/** What an enquiry of a partner looks like to whoever watches. */
export interface EnquiryLooks {
  partnerId: PartnerId;
  messageId: MessageId;
  found: boolean;
  /** Keyed marks of whom it asks for, as search keys are: two enquiries that share one may mean the same person. */
  marks: readonly bigint[];
}

/**
 * Notes an enquiry in the transaction that looked for its person. Where many of a partner's find nothing, or many variants ask for
 * one person, its further enquiries wait until somebody has looked.
 * @returns why they wait from now on, where they do
 */
export async function noteEnquiry(
  tx: Transaction,
  tasks: Tasks,
  { partnerId, messageId, found, marks }: EnquiryLooks,
): Promise<StopReason | undefined> {
  await tx.sql(
    `INSERT INTO exchange_enquiry_marks (partner_id, message_id, at, found, marks) VALUES ($1, $2, $3, $4, $5::bigint[])
     ON CONFLICT DO NOTHING`,
    [partnerId, messageId, tx.now, found, marks.map(String)],
  );
  const [seen] = await tx.sql<{ all: number; nothing: number; variants: number }>(
    `SELECT count(*) FILTER (WHERE at > $2::timestamptz - make_interval(days => $3))::int AS all,
            count(*) FILTER (WHERE NOT found AND at > $2::timestamptz - make_interval(days => $3))::int AS nothing,
            count(*) FILTER (WHERE marks && $4::bigint[])::int AS variants
     FROM exchange_enquiry_marks m
     WHERE partner_id = $1 AND at > $2::timestamptz - make_interval(days => $5)
       AND at > coalesce((SELECT max(e.at) FROM audit.entries e WHERE e.object_id = $1::text AND e.action = 'partners.enquiries-resumed'), '-infinity')`,
    [partnerId, tx.now, FINDS_NOTHING.days, marks.map(String), MANY_VARIANTS.days],
  );
  const { all, nothing, variants } = seen!;
  const reason: StopReason | undefined =
    variants >= MANY_VARIANTS.enquiries
      ? 'many-variants'
      : all >= FINDS_NOTHING.enquiries && nothing >= all * FINDS_NOTHING.share
        ? 'finds-nothing'
        : undefined;
  if (reason) await stopEnquiries(tx, tasks, partnerId, reason);
  return reason;
}

/** Do this partner's enquiries wait for a person? */
export async function enquiriesStopped(tx: Transaction, partnerId: PartnerId): Promise<boolean> {
  const stopped = await tx.sql('SELECT 1 FROM partners WHERE id = $1 AND enquiries_stopped_at IS NOT NULL', [
    partnerId,
  ]);
  return stopped.length > 0;
}

async function stopEnquiries(tx: Transaction, tasks: Tasks, partnerId: PartnerId, reason: StopReason): Promise<void> {
  const stopped = await tx.sql(
    `UPDATE partners SET enquiries_stopped_at = $2, enquiries_stopped_because = $3, version = version + 1
     WHERE id = $1 AND enquiries_stopped_at IS NULL RETURNING id`,
    [partnerId, tx.now, reason],
  );
  if (stopped.length === 0) return;
  await tasks.open(tx, { kind: 'enquiries-stopped', about: partnerId, role: 'liaison', due: daysAfter(tx.now, 1) });
  tx.audit.record('partners.enquiries-stopped', { type: 'partner', id: partnerId }, { reason });
  tx.outbox.emit('partners.enquiries-stopped', { partnerId });
}
