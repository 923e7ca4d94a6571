import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import { dayOf, type StaffActor } from '#libs/kernel';
import type { PartnerId, StopReason } from '../registry/partner.entity.js';
import { dateOf, secondsOf } from '../seconds.js';
import { concernsOf, worstFirst, type Concern, type PartnerFigures, type RefusalCount } from './concerns.js';

const KEYS_END_WITHIN = 30 * 86_400;

export interface PartnerHealth extends PartnerFigures {
  partnerId: PartnerId;
  society: string;
  name: string;
  version: number;
  enquiriesStoppedBecause: StopReason | null;
  concerns: Concern[];
}

/** How the exchange does with each partner, and what strangers tried. */
export interface ExchangeHealth {
  partners: PartnerHealth[];
  /** Refusals of the last day that bear nobody's signature. */
  strangers: RefusalCount[];
}

interface Row extends Omit<PartnerHealth, 'concerns' | 'documentOf' | 'keysEnding'> {
  toldAt: string;
  keysEnding: { use: 'sign' | 'seal'; until: number; replaced: boolean }[];
}

/** Whom we exchange with, and whether it works, for those who answer for the exchange as a whole. */
@Injectable()
export class PartnersHealth {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every partner that was not revoked, the worst first. @throws Forbidden */
  read(by: StaffActor): Promise<ExchangeHealth> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('manage-partners', { type: 'deployment' });
      const [rows, strangers] = await Promise.all([figures(tx), refusedStrangers(tx)]);
      const partners = rows.map(({ toldAt, keysEnding, ...row }) => {
        const shown = {
          ...row,
          // An administrator does not see what was called back: none is not what they should read.
          overdueCertificates: by.role === 'administrator' ? null : row.overdueCertificates,
          documentOf: toldAt === '0' ? null : dateOf(Number(toldAt)),
          keysEnding: keysEnding.map((key) => ({ ...key, until: dateOf(key.until) })),
        };
        return { ...shown, concerns: concernsOf(shown, tx.now) };
      });
      partners.sort((one, other) => worstFirst(one.concerns, other.concerns));
      return { partners, strangers };
    });
  }
}

/** One statement, however many partners there are. */
function figures(tx: Transaction): Promise<Row[]> {
  const now = secondsOf(tx.now);
  return tx.sql<Row>(
    `SELECT p.id AS "partnerId", p.society, p.name, p.state, p.version, p.daily_quota AS "dailyQuota", p.told_at AS "toldAt",
       p.capability_due_at AS "documentDueAt", p.enquiries_stopped_at AS "enquiriesStoppedAt",
       p.enquiries_stopped_because AS "enquiriesStoppedBecause",
       (SELECT max(r.at) FROM exchange_receipts r WHERE r.partner_id = p.id AND r.direction = 'got') AS "lastDeliveredAt",
       (SELECT max(r.at) FROM exchange_receipts r WHERE r.partner_id = p.id AND r.direction = 'given') AS "lastReceivedAt",
       o.waiting, o.oldest AS "oldestWaitingAt", o.dead, i.unread, i.oldest AS "oldestUnreadAt",
       k.ending AS "keysEnding", f.refusals, q.used AS "usedToday", coalesce(c.overdue, 0) AS "overdueCertificates"
     FROM partners p
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE state <> 'dead')::int AS waiting, min(queued_at) FILTER (WHERE state <> 'dead') AS oldest,
         count(*) FILTER (WHERE state = 'dead')::int AS dead
       FROM exchange_outbox WHERE partner_id = p.id AND state IN ('waiting', 'sealed', 'dead')) o
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS unread, min(received_at) AS oldest FROM exchange_inbox
       WHERE partner_id = p.id AND taken_at IS NULL) i
     CROSS JOIN LATERAL (
       SELECT coalesce(json_agg(json_build_object('use', e.use, 'until', e.valid_until, 'replaced', EXISTS (
           SELECT 1 FROM partner_keys n WHERE n.partner_id = p.id AND n.use = e.use AND n.revoked_at IS NULL AND n.valid_until > $2))
         ORDER BY e.valid_until, e.use DESC), '[]') AS ending
       FROM partner_keys e WHERE e.partner_id = p.id AND e.revoked_at IS NULL AND e.valid_until > $1 AND e.valid_until <= $2) k
     CROSS JOIN LATERAL (
       SELECT coalesce(json_agg(json_build_object('reason', s.reason, 'count', s.count) ORDER BY s.count DESC, s.reason), '[]') AS refusals
       FROM (SELECT reason, sum(count)::int AS count FROM exchange_refusals
         WHERE partner_id = p.id AND at > $3::timestamptz - interval '1 day' GROUP BY reason) s) f
     CROSS JOIN LATERAL (
       SELECT coalesce(json_agg(json_build_object('purpose', purpose, 'taken', taken) ORDER BY purpose), '[]') AS used
       FROM exchange_quotas WHERE partner_id = p.id AND day = $4) q
     LEFT JOIN (
       SELECT d.partner_id, count(*)::int AS overdue FROM recalls r JOIN disclosures d ON d.id = r.disclosure_id
       WHERE r.certified_at IS NULL AND r.state <> 'excused' AND r.due_at < $3 GROUP BY d.partner_id) c ON c.partner_id = p.id
     WHERE p.state <> 'revoked' OR o.dead > 0 OR c.overdue > 0
     ORDER BY p.society`,
    [now, now + KEYS_END_WITHIN, tx.now, dayOf(tx.now)],
  );
}

function refusedStrangers(tx: Transaction): Promise<RefusalCount[]> {
  return tx.sql<RefusalCount>(
    `SELECT reason, sum(count)::int AS count FROM exchange_refusals
     WHERE partner_id IS NULL AND at > $1::timestamptz - interval '1 day' GROUP BY reason ORDER BY count DESC, reason`,
    [tx.now],
  );
}
