import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { Consent, PermitRefused } from '#libs/consent';
import { BlindIndex } from '#libs/crypto';
import { UnitOfWork, type DomainEvent, type Transaction } from '#libs/database';
import { daysAfter } from '#libs/kernel';
import { People } from '#libs/people';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import type { Handed } from './channels/channel.js';
import { CHANNELS, chooseContact, type Reach } from './contact/choose-contact.js';
import { FailingContact, Notification, receiptPlace, type NotificationId } from './notification.entity.js';
import { notificationWorkflow, type NotificationAction } from './notification.workflow.js';
import { SEND_TOPIC } from './notifications.js';
import { Outgoing } from './outgoing.js';
import { writeMessage } from './wording.js';

/** Minutes to wait after the first failure that may pass; each further one doubles it. */
const FIRST_PAUSE_MINUTES = 5;
/** After so many, about ten hours later, somebody calls instead. */
const MOST_ATTEMPTS = 8;
/** Days within which somebody has to find another way to the person. */
const CONFIRM_DAYS = 7;

const ALL_MET = { 'permit-for-tracing': true, 'contact-for-a-machine': true, 'hours-of-the-person': true } as const;

/**
 * Sends one notification, or finds out why not. The permit is asked for, the address read and the message handed over in
 * one transaction. Before that, a transaction of its own says that it is begun: should this process die after the
 * channel took the message and before we wrote it down, nobody sends it a second time.
 */
@Injectable()
@HandlesEvents({ name: 'notifications.send', topics: [SEND_TOPIC] })
export class SendNotification implements EventHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly consent: Consent,
    private readonly tasks: Tasks,
    private readonly index: BlindIndex,
    private readonly outgoing: Outgoing,
  ) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const notification = await tx.of(Notification).find({ id: payload.notificationId as NotificationId });
    if (notification?.state === 'sending') return this.giveUp(tx, notification, 'interrupted');
    if (notification?.state !== 'waiting') return;
    if (!(await this.permitted(tx, notification))) return this.step(tx, notification, 'cancel', 'no-permit');
    const choice = await this.choose(tx, notification);
    if (choice === 'nobody-to-write-to') return this.giveUp(tx, notification, choice);
    if ('later' in choice) return this.lookAgain(tx, notification, choice.later);
    if (!(await this.begin(tx, notification))) return;
    await this.conclude(tx, await tx.of(Notification).findOrFail({ id: notification.id }), choice.now);
  }

  private async permitted(tx: Transaction, { personId, dossierId }: Notification): Promise<boolean> {
    try {
      await this.consent.permit(tx, { id: personId, dossierId }, 'trace');
      return true;
    } catch (error) {
      if (error instanceof PermitRefused) return false;
      throw error;
    }
  }

  private async choose(tx: Transaction, { personId }: Notification) {
    const details = (await this.people.details(tx, [personId])).get(personId);
    if (!details) return 'nobody-to-write-to';
    const failing = new Set((await tx.of(FailingContact).all({ personId })).map(({ contactKey }) => contactKey));
    return chooseContact(details, {
      channels: CHANNELS.filter((channel) => this.outgoing.channels[channel]),
      now: tx.now,
      zone: this.outgoing.zone,
      quiet: this.outgoing.quiet,
      failing: (address) => failing.has(this.keyOf(address)),
    });
  }

  /** Committed at once. @returns false where another worker was first */
  private begin(tx: Transaction, { id }: Notification): Promise<boolean> {
    const { to } = next(notificationWorkflow, 'waiting', 'begin', 'system', ALL_MET);
    return this.unitOfWork.run(tx.actor, async (own) => {
      const begun = await own.sql(
        `UPDATE notifications SET state = $2, version = version + 1 WHERE id = $1 AND state = 'waiting' RETURNING id`,
        [id, to],
      );
      return begun.length > 0;
    });
  }

  private async conclude(tx: Transaction, notification: Notification, reach: Reach): Promise<void> {
    notification.channel = reach.channel;
    const handed = await this.send(tx, notification, reach);
    if ('taken' in handed) {
      notification.receipt = await tx.vault.seal(notification.personId, receiptPlace(notification.id), handed.taken);
      return this.step(tx, notification, 'hand-over', null);
    }
    if ('refused' in handed) {
      await this.markFailing(tx, notification, reach.address);
      // The next contact, if there is one.
      await this.step(tx, notification, 'try-again', handed.refused);
      return tx.outbox.emit(SEND_TOPIC, { notificationId: notification.id });
    }
    notification.attempts += 1;
    if (notification.attempts >= MOST_ATTEMPTS) return this.giveUp(tx, notification, handed.later);
    await this.step(tx, notification, 'try-again', handed.later);
    const minutes = FIRST_PAUSE_MINUTES * 2 ** (notification.attempts - 1);
    this.lookAgain(tx, notification, new Date(tx.now.getTime() + minutes * 60_000));
  }

  private send(tx: Transaction, notification: Notification, { channel, address, languages }: Reach): Promise<Handed> {
    const message = writeMessage(languages, this.outgoing.callBack);
    return this.outgoing.channels[channel]!.send(tx, notification, address, message);
  }

  private lookAgain(tx: Transaction, { id }: Notification, at: Date): void {
    tx.outbox.emit(SEND_TOPIC, { notificationId: id }, 'prompt', (at.getTime() - tx.now.getTime()) / 1_000);
  }

  private async markFailing(tx: Transaction, { personId, dossierId }: Notification, address: string): Promise<void> {
    await tx.sql(
      'INSERT INTO failing_contacts (person_id, contact_key, dossier_id, failed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [personId, this.keyOf(address), dossierId, tx.now],
    );
  }

  /** Nobody was reached: a person has to try, since losing the family is the commonest way to fail. */
  private async giveUp(tx: Transaction, notification: Notification, outcome: string): Promise<void> {
    await this.step(tx, notification, 'give-up', outcome);
    const { id: notificationId, dossierId } = notification;
    tx.outbox.emit('notifications.failed', { notificationId, dossierId });
    const { branchId } = await tx.of(Dossier).findOrFail({ id: dossierId });
    await this.tasks.open(tx, {
      kind: 'confirm-enquirer-reachable',
      dossierId,
      role: 'caseworker',
      branch: branchId,
      due: daysAfter(tx.now, CONFIRM_DAYS),
    });
  }

  private async step(
    tx: Transaction,
    notification: Notification,
    action: NotificationAction,
    outcome: string | null,
  ): Promise<void> {
    const { to, transition } = next(notificationWorkflow, notification.state, action, 'system', {});
    notification.state = to;
    notification.outcome = outcome;
    notification.endedAt = to === 'waiting' ? null : tx.now;
    await tx.of(Notification).save(notification);
    const { id, dossierId, personId } = notification;
    const details = { notification: id, person: personId, ...(outcome !== null && { outcome }) };
    tx.audit.record(transition.emits, { type: 'dossier', id: dossierId }, details);
  }

  private keyOf(address: string): string {
    return this.index.fingerprint('notifications.contact', address.toLowerCase());
  }
}
