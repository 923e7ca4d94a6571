import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { RelinkError, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { Partner, type PartnerId } from '../registry/partner.entity.js';
import type { MessageId } from '../sharing/sharing.entities.js';
import { queueMessage } from './queue-message.js';
import { OutgoingMessage, type OutgoingState } from './traffic.entities.js';

const DEPLOYMENT = { type: 'deployment' } as const;

/** Only what was given up, or what a partner has lost, is sent again. */
export class StillOnItsWay extends RelinkError {
  readonly code = 'exchange.still-on-its-way';
  readonly kind = 'conflict';

  constructor() {
    super('This message is still on its way, or was dropped for good. Look at it again tomorrow.');
  }
}

/** Nothing of this partner waits for a person. */
export class EnquiriesNotStopped extends RelinkError {
  readonly code = 'exchange.enquiries-not-stopped';
  readonly kind = 'conflict';

  constructor() {
    super('The enquiries of this partner are not stopped: somebody else has looked already. Load the page again.');
  }
}

/** Which messages a person can still do something about. */
export const DESK_ACTIONS = {
  'send-again': ['dead', 'delivered'],
  'give-up': ['dead'],
} as const satisfies Record<string, readonly OutgoingState[]>;
export type DeskAction = keyof typeof DESK_ACTIONS;

/** What the liaison does about messages and partners by hand. */
@Injectable()
export class ExchangeDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
  ) {}

  /**
   * Sends again what was given up, or what a partner lost: the same bytes while the partner takes them; after that the message is
   * written anew, under a new name, from the record as it is now.
   * @throws Forbidden, NotFound, StillOnItsWay
   */
  sendAgain(id: MessageId, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const message = await this.open(tx, id, 'send-again');
      const { partnerId, handle, name, about } = message;
      if (message.failure !== 'answered-409' && message.expiresAt && message.expiresAt > tx.now) {
        await tx.sql(
          `UPDATE exchange_outbox SET state = 'sealed', due_at = $2, first_tried_at = NULL, ended_at = NULL WHERE id = $1`,
          [id, tx.now],
        );
        return this.done(tx, id, id, 'sealed', 'exchange.sent-again');
      }
      await this.end(tx, id, 'written-anew');
      const fresh = await queueMessage(tx, { name, partnerId, handle, about });
      return this.done(tx, id, fresh, 'waiting', 'exchange.sent-again');
    });
  }

  /** Gives a dead letter up for good; those behind it go their way. @throws Forbidden, NotFound, StillOnItsWay */
  giveUp(id: MessageId, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await this.open(tx, id, 'give-up');
      await this.end(tx, id, 'given-up');
      return this.done(tx, id, id, 'dropped', 'exchange.given-up');
    });
  }

  /** Somebody has looked, and the partner's enquiries are taken again. @throws Forbidden, NotFound, StaleVersion, EnquiriesNotStopped */
  resumeEnquiries(id: PartnerId, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('manage-partners', DEPLOYMENT);
      const partner = await tx.of(Partner).lockOrFail({ id }, version);
      // What was asked before a person looked does not count any more: only where somebody has looked.
      if (!partner.enquiriesStoppedAt) throw new EnquiriesNotStopped();
      partner.enquiriesStoppedAt = null;
      partner.enquiriesStoppedBecause = null;
      const saved = await tx.of(Partner).save(partner);
      await this.tasks.close(tx, { kind: 'enquiries-stopped', about: id });
      tx.audit.record('partners.enquiries-resumed', { type: 'partner', id });
      tx.outbox.emit('partners.enquiries-resumed', { partnerId: id });
      return { id, state: partner.state, version: saved.version };
    });
  }

  private async open(tx: Transaction, id: MessageId, action: DeskAction): Promise<OutgoingMessage> {
    tx.authorize('manage-partners', DEPLOYMENT);
    // Two people at once would send it twice.
    const message = await tx.of(OutgoingMessage).lockOrFail({ id });
    if (!mayBeDone(action, message.state)) throw new StillOnItsWay();
    return message;
  }

  /** Its number is free again where nobody can take it any more. */
  private async end(tx: Transaction, id: MessageId, failure: string): Promise<void> {
    await tx.sql(
      `UPDATE exchange_outbox SET state = 'dropped', ended_at = $2, failure = $3, seq = CASE WHEN expires_at > $2 THEN seq END WHERE id = $1`,
      [id, tx.now, failure],
    );
  }

  private async done(tx: Transaction, id: MessageId, now: MessageId, state: string, topic: string): Promise<Receipt> {
    await this.tasks.close(tx, { kind: 'message-undelivered', about: id });
    tx.audit.record(topic, { type: 'exchange-message', id }, { now });
    return { id: now, state, version: 1 };
  }
}

export function mayBeDone(action: DeskAction, state: OutgoingState): boolean {
  return (DESK_ACTIONS[action] as readonly OutgoingState[]).includes(state);
}
