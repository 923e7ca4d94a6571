import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import type { MailboxContent } from './channels/mailbox-channel.js';
import { MailboxMessage, messagePlace, type NotificationId } from './notification.entity.js';

export interface MailboxLine extends MailboxContent {
  id: NotificationId;
  dossierId: DossierId;
  deliveredAt: Date;
}

/** The letter-box of the demonstration. */
@Injectable()
export class Mailbox {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest first, of the dossiers the asker sees. Reading is logged. @throws Forbidden */
  list(page: { limit: number; after?: NotificationId }, by: StaffActor): Promise<MailboxLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const query = tx.of(MailboxMessage).query('message').orderBy('message.id', 'DESC').limit(page.limit);
      if (page.after) query.andWhere('message.id < :after', page);
      const rows = await query.getMany();
      await tx.vault.unlock(rows.map(({ personId }) => personId));
      tx.audit.record(
        'mailbox.listed',
        { type: 'account', id: by.accountId },
        { dossiers: rows.map(({ dossierId }) => dossierId), persons: rows.map(({ personId }) => personId) },
      );
      return Promise.all(
        rows.map(async ({ id, dossierId, personId, message, deliveredAt }) => ({
          id,
          dossierId,
          deliveredAt,
          ...(await tx.vault.open<MailboxContent>(personId, messagePlace(id), message)),
        })),
      );
    });
  }
}
