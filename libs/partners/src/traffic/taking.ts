import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import { daysAfter, systemActor } from '#libs/kernel';
import { Log } from '#libs/process';
import { Tasks, type TaskKind } from '#libs/tasks';
import { OwnKeys } from '../own-keys.js';
import {
  ExchangeRefused,
  MESSAGE_LIFE,
  openFrom,
  RECALL,
  turnOf,
  WITHDRAWAL,
  type Message,
  type MessageName,
} from '../protocol/index.js';
import { Partner } from '../registry/partner.entity.js';
import { TrustRegistry } from '../registry/trust-registry.js';
import { dateOf, secondsOf } from '../seconds.js';
import { Correspondents } from './correspondents.js';
import { mayBeTakenToday } from './quotas.js';
import { Rounds } from './rounds.js';
import { codeOf } from './sealing.js';
import { ExchangeCase, IncomingMessage, type Outcome } from './traffic.entities.js';
import { wasRecalled } from './was-recalled.js';
import { TRAFFIC_OPTIONS, type TrafficOptions } from './traffic-options.js';

const TAKER = systemActor('exchange-inbox');
const AT_ONCE = 20;
/** After so many failures a person looks. */
const MOST_ATTEMPTS = 6;
/** Seconds. */
const FIRST_PAUSE = 5;
const LOOK_FOR_EARLIER = 60;
const ASK_FOR_EARLIER = 3_600;
const LOOK_AGAIN = 3_600;
/** What takes something back does not wait for what came before it. */
const AT_ONCE_NAMES: readonly MessageName[] = ['recall', 'withdrawal', 'key-revocation'];

type Key = Pick<IncomingMessage, 'partnerId' | 'messageId'>;

/** Acts upon what lies in the inbox: each message once, those of a case in their order. */
@Injectable()
export class Taking extends Rounds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly correspondents: Correspondents,
    private readonly registry: TrustRegistry,
    private readonly tasks: Tasks,
    private readonly keys: OwnKeys,
    log: Log,
    @Inject(TRAFFIC_OPTIONS) { everyMs }: TrafficOptions,
  ) {
    super(log, everyMs);
  }

  protected async round(): Promise<boolean> {
    // Whoever has no keys takes no part.
    if (this.keys.all().length === 0) return false;
    const waiting = await this.unitOfWork.run(TAKER, (tx) =>
      tx.sql<{ partner_id: Key['partnerId']; message_id: Key['messageId'] }>(
        `SELECT partner_id, message_id FROM exchange_inbox WHERE taken_at IS NULL AND coalesce(due_at, received_at) <= $1
         ORDER BY received_at, seq LIMIT ${AT_ONCE}`,
        [tx.now],
      ),
    );
    let changed = false;
    for (const { partner_id: partnerId, message_id: messageId } of waiting)
      changed = (await this.unitOfWork.run(TAKER, (tx) => this.take(tx, { partnerId, messageId }))) || changed;
    return changed;
  }

  /** @returns whether it was taken */
  private async take(tx: Transaction, key: Key): Promise<boolean> {
    const { partnerId, messageId } = key;
    const [row] = await tx.sql<{ sealed: Buffer }>(
      `SELECT sealed FROM exchange_inbox WHERE partner_id = $1 AND message_id = $2 AND taken_at IS NULL FOR UPDATE SKIP LOCKED`,
      [partnerId, messageId],
    );
    if (!row) return false;
    const message = await tx.of(IncomingMessage).findOrFail(key);
    const partner = await tx.of(Partner).findOrFail({ id: partnerId });
    const { handle, seq, name, purpose } = message;
    await tx.sql('INSERT INTO exchange_cases (partner_id, handle) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      partnerId,
      handle,
    ]);
    const known = await tx.of(ExchangeCase).lockOrFail({ partnerId, handle });

    const later = (seconds: number) => this.postpone(tx, key, seconds);
    if (partner.state === 'revoked') return this.end(tx, message, 'refused', 'partner-not-paired');
    if (partner.state !== 'paired') return later(LOOK_AGAIN);
    if (await wasRecalled(tx, key)) return this.end(tx, message, 'recalled');
    const waited = secondsOf(tx.now) - secondsOf(message.receivedAt);
    // What came before it was sealed before it: once this one's time is over, none of those can come any more.
    if (turnOf(known.takenSeq, seq) === 'early' && !AT_ONCE_NAMES.includes(name) && waited < MESSAGE_LIFE) {
      if (waited >= ASK_FOR_EARLIER) await this.ask(tx, 'message-missing', messageId);
      return later(LOOK_FOR_EARLIER);
    }
    if (name === 'enquiry' && partner.enquiriesStoppedAt) return later(LOOK_AGAIN);
    if (message.attempts === 0 && !(await mayBeTakenToday(tx, partner, name, purpose))) {
      await this.ask(tx, 'partner-alarm', partnerId);
      return this.postponeTo(tx, key, startOfNextDay(tx.now));
    }
    return this.actUpon(tx, message, partner, known, row.sealed);
  }

  private async actUpon(
    tx: Transaction,
    incoming: IncomingMessage,
    partner: Partner,
    { handle, dossierId, takenSeq }: ExchangeCase,
    sealed: Buffer,
  ): Promise<boolean> {
    const { messageId: id, digest, receivedAt, name } = incoming;
    try {
      const message = await this.open(tx, partner, sealed, receivedAt);
      const taker = this.correspondents.takerOf(name);
      if (!taker) return await this.end(tx, incoming, 'broken', 'nobody-takes-it');
      await tx.attempt(() =>
        taker.take(tx, { id, partner, handle, dossierId: dossierId ?? undefined, message, digest, receivedAt }),
      );
      await noteRecall(tx, partner.id, message);
      // Its number was used before: the partner's counters went back, as after a restored backup. It is new all the same.
      const outOfTurn = turnOf(takenSeq, incoming.seq) === 'late';
      if (outOfTurn) await this.ask(tx, 'message-out-of-turn', id);
      return await this.end(tx, incoming, 'acted-upon', outOfTurn ? 'out-of-turn' : undefined);
    } catch (error) {
      if (error instanceof ExchangeRefused) return this.end(tx, incoming, 'refused', error.reason);
      const attempts = incoming.attempts + 1;
      if (attempts >= MOST_ATTEMPTS) return this.end(tx, incoming, 'broken', codeOf(error));
      this.log.failure('exchange-message-failed', error);
      await tx.sql('UPDATE exchange_inbox SET attempts = $3 WHERE partner_id = $1 AND message_id = $2', [
        partner.id,
        id,
        attempts,
      ]);
      return this.postpone(tx, incoming, FIRST_PAUSE * 4 ** attempts);
    }
  }

  /** As of the moment it came: it does not grow old in our own inbox. But a key that was revoked since proves nothing. */
  private async open(tx: Transaction, partner: Partner, sealed: Buffer, receivedAt: Date): Promise<Message> {
    const { id, society, purposes, highest } = partner;
    const keys = await this.registry.pinnedKeys(tx, id);
    const now = secondsOf(receivedAt);
    const receiver = { society: this.keys.society, opening: this.keys.opening(now), now };
    return openFrom({ society, paired: true, purposes, highest, keys }, sealed, receiver);
  }

  private async end(tx: Transaction, message: IncomingMessage, outcome: Outcome, code?: string): Promise<boolean> {
    const { partnerId, messageId, handle, seq, name } = message;
    // What was kept of a file's part is kept with its record, and the message is large.
    await tx.sql(
      `UPDATE exchange_inbox SET taken_at = $3, outcome = $4, sealed = CASE name WHEN 'file-part' THEN ''::bytea ELSE sealed END
       WHERE partner_id = $1 AND message_id = $2`,
      [partnerId, messageId, tx.now, outcome],
    );
    await tx.sql(
      'UPDATE exchange_cases SET taken_seq = greatest(taken_seq, $3) WHERE partner_id = $1 AND handle = $2',
      [partnerId, handle, seq],
    );
    // Whoever waited for this one waits no more.
    await tx.sql(
      `UPDATE exchange_inbox SET due_at = NULL WHERE partner_id = $1 AND handle = $2 AND seq = $3 AND taken_at IS NULL AND attempts = 0`,
      [partnerId, handle, seq + 1],
    );
    await this.tasks.close(tx, { kind: 'message-missing', about: messageId });
    // One for each partner, not for each message: nobody fills the list of the one who looks. The inbox shows which they are.
    if (outcome === 'broken' || outcome === 'refused') await this.ask(tx, 'message-unreadable', partnerId);
    const details = { partner: partnerId, name, ...(code && { code }) };
    tx.audit.record(`exchange.${outcome}`, { type: 'exchange-message', id: messageId }, details);
    return true;
  }

  private async ask(tx: Transaction, kind: TaskKind, about: string): Promise<void> {
    await this.tasks.open(tx, { kind, about, role: 'liaison', due: daysAfter(tx.now, 1) });
  }

  private postpone(tx: Transaction, key: Key, seconds: number): Promise<false> {
    return this.postponeTo(tx, key, dateOf(secondsOf(tx.now) + seconds));
  }

  private async postponeTo(tx: Transaction, { partnerId, messageId }: Key, due: Date): Promise<false> {
    await tx.sql('UPDATE exchange_inbox SET due_at = $3 WHERE partner_id = $1 AND message_id = $2', [
      partnerId,
      messageId,
      due,
    ]);
    return false;
  }
}

/** What was recalled may come later than its recall. */
async function noteRecall(tx: Transaction, partnerId: Key['partnerId'], message: Message): Promise<void> {
  const order = takenBackBy(message);
  if (order === undefined) return;
  await tx.sql(
    'INSERT INTO exchange_recalled (partner_id, message_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [partnerId, order, tx.now],
  );
}

/** Which message it orders to delete, if it is such an order. */
function takenBackBy(message: Message): string | undefined {
  if (!('events' in message)) return undefined;
  const { events } = message;
  if (RECALL in events) return events[RECALL].message;
  return WITHDRAWAL in events ? events[WITHDRAWAL].message : undefined;
}

function startOfNextDay(now: Date): Date {
  return new Date(`${daysAfter(now, 1)}T00:00:00Z`);
}
