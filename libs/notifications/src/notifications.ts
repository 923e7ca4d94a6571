import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { newId, type DossierId, type PersonId } from '#libs/kernel';
import { next } from '#libs/workflow';
import { Notification, type NotificationId, type NotificationKind } from './notification.entity.js';
import { notificationWorkflow } from './notification.workflow.js';

export interface NotificationRequest {
  personId: PersonId;
  dossierId: DossierId;
  kind: NotificationKind;
}

/** The topic that makes the worker look at a notification. */
export const SEND_TOPIC = 'notifications.send';

/** Asks for somebody to be told that there is a message for them. */
@Injectable()
export class Notifications {
  /**
   * Within the transaction that gives rise to it: what is rolled back is not sent. The worker sends it when it is a good
   * hour for the person, after asking for the permit.
   */
  async request(tx: Transaction, { personId, dossierId, kind }: NotificationRequest): Promise<NotificationId> {
    const id = newId<'notification'>();
    const { to, transition } = next(notificationWorkflow, 'none', 'request', 'system', {});
    await tx.of(Notification).insert(
      tx.of(Notification).create({
        id,
        dossierId,
        personId,
        kind,
        state: to,
        channel: null,
        attempts: 0,
        outcome: null,
        receipt: null,
        requestedAt: tx.now,
        endedAt: null,
      }),
    );
    tx.audit.record(transition.emits, { type: 'dossier', id: dossierId }, { notification: id, person: personId, kind });
    tx.outbox.emit(SEND_TOPIC, { notificationId: id });
    return id;
  }
}
