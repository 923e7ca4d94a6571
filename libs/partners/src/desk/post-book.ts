import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { StaffActor } from '#libs/kernel';
import type { ExchangePurpose, MessageName, Receipt } from '../protocol/index.js';
import type { PartnerId } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';
import { DESK_ACTIONS, mayBeDone, type DeskAction } from '../traffic/exchange-desk.js';
import { OUTCOMES, type Outcome, type OutgoingState } from '../traffic/traffic.entities.js';

const DEPLOYMENT = { type: 'deployment' } as const;

/** What came, and what became of it; `waiting` for its turn, its day, or another attempt. */
export const INCOMING_STATES = ['waiting', ...OUTCOMES] as const;
export type IncomingState = 'waiting' | Outcome;

/** A receipt as it stands in the book: of the machine that took the message, or of the person who decided. */
export interface ReceiptLine {
  stage: 'machine' | 'person';
  decision: Receipt['decision'];
  /** Where the act stands in the audit log of the one who gave the receipt. */
  audit: number;
  at: Date;
}

interface Line {
  id: MessageId;
  partnerId: PartnerId;
  society: string;
  name: MessageName;
  /** The case as both Societies name it between them. */
  handle: string;
  seq: number | null;
  attempts: number;
  receipts: ReceiptLine[];
}

export interface OutgoingLine extends Line {
  state: OutgoingState;
  queuedAt: Date;
  /** When it is tried next; nothing where it is over. */
  dueAt: Date | null;
  lastTriedAt: Date | null;
  endedAt: Date | null;
  /** Until then the partner takes these bytes. */
  expiresAt: Date | null;
  failure: string | null;
  actions: DeskAction[];
}

export interface IncomingLine extends Line {
  state: IncomingState;
  purpose: ExchangePurpose;
  receivedAt: Date;
  dueAt: Date | null;
  takenAt: Date | null;
}

export interface PostFilter<State extends string> {
  partnerId?: PartnerId | undefined;
  state?: State | undefined;
}

interface Page {
  limit: number;
  after?: MessageId | undefined;
}

/**
 * What went to partners and what came from them, the newest first, for those who answer for the exchange as a whole. It says of
 * nobody anything: a message is its kind, its random case, its number.
 */
@Injectable()
export class PostBook {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws Forbidden */
  outbox({ partnerId, state }: PostFilter<OutgoingState>, page: Page, by: StaffActor): Promise<OutgoingLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('manage-partners', DEPLOYMENT);
      const lines = await tx.sql<Omit<OutgoingLine, 'receipts' | 'actions'>>(
        `SELECT o.id, o.partner_id AS "partnerId", p.society, o.name, o.handle, o.seq, o.attempts, o.state, o.queued_at AS "queuedAt",
           CASE WHEN o.state IN ('waiting', 'sealed') THEN o.due_at END AS "dueAt", o.last_tried_at AS "lastTriedAt",
           o.ended_at AS "endedAt", o.expires_at AS "expiresAt", o.failure
         FROM exchange_outbox o JOIN partners p ON p.id = o.partner_id
         WHERE ($1::uuid IS NULL OR o.partner_id = $1) AND ($2::text IS NULL OR o.state = $2) AND ($3::uuid IS NULL OR o.id < $3)
         ORDER BY o.id DESC LIMIT $4`,
        [partnerId ?? null, state ?? null, page.after ?? null, page.limit],
      );
      const receipts = await receiptsOf(tx, 'got', lines);
      return lines.map((line) => ({
        ...line,
        receipts: receipts(line),
        actions: (Object.keys(DESK_ACTIONS) as DeskAction[]).filter((action) => mayBeDone(action, line.state)),
      }));
    });
  }

  /** @throws Forbidden */
  inbox({ partnerId, state }: PostFilter<IncomingState>, page: Page, by: StaffActor): Promise<IncomingLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('manage-partners', DEPLOYMENT);
      // Whoever sends it names a message; its place in the list is when it came. Each partner's newest are found by their index.
      const lines = await tx.sql<Omit<IncomingLine, 'receipts'>>(
        `SELECT i.message_id AS id, p.id AS "partnerId", p.society, i.name, i.handle, i.seq, i.attempts, coalesce(i.outcome, 'waiting') AS state,
           i.purpose, i.received_at AS "receivedAt", CASE WHEN i.outcome IS NULL THEN i.due_at END AS "dueAt", i.taken_at AS "takenAt"
         FROM partners p CROSS JOIN LATERAL (
           SELECT m.message_id, m.name, m.handle, m.seq, m.attempts, m.outcome, m.purpose, m.received_at, m.due_at, m.taken_at
           FROM exchange_inbox m WHERE m.partner_id = p.id AND ($2::text IS NULL OR coalesce(m.outcome, 'waiting') = $2)
             AND ($3::uuid IS NULL OR (m.received_at, m.message_id) <
               (SELECT l.received_at, l.message_id FROM exchange_inbox l WHERE l.message_id = $3 ORDER BY l.received_at LIMIT 1))
           ORDER BY m.received_at DESC, m.message_id DESC LIMIT $4) i
         WHERE $1::uuid IS NULL OR p.id = $1
         ORDER BY i.received_at DESC, i.message_id DESC LIMIT $4`,
        [partnerId ?? null, state ?? null, page.after ?? null, page.limit],
      );
      const receipts = await receiptsOf(tx, 'given', lines);
      return lines.map((line) => ({ ...line, receipts: receipts(line) }));
    });
  }
}

type Named = Pick<Line, 'id' | 'partnerId'>;

/** The receipts of these messages, the first stage first. @param direction whose: `got` from the partner, or `given` by us */
async function receiptsOf(
  tx: Transaction,
  direction: 'got' | 'given',
  lines: readonly Named[],
): Promise<(line: Named) => ReceiptLine[]> {
  const rows = await tx.sql<Named & { decision: Receipt['decision']; audit: string; at: Date }>(
    `SELECT message_id AS id, partner_id AS "partnerId", decision, audit_seq AS audit, at FROM exchange_receipts
     WHERE direction = $1 AND (partner_id, message_id) IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))
     ORDER BY at, decision = 'received' DESC`,
    [direction, lines.map(({ partnerId }) => partnerId), lines.map(({ id }) => id)],
  );
  return ({ id, partnerId }) =>
    rows
      .filter((row) => row.id === id && row.partnerId === partnerId)
      .map(({ decision, audit, at }) => ({
        stage: decision === 'received' ? 'machine' : 'person',
        decision,
        audit: Number(audit),
        at,
      }));
}
