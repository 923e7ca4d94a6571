import type { Transaction } from '#libs/database';
import type { Channel } from '../contact/choose-contact.js';
import { MailboxMessage, messagePlace, type Notification } from '../notification.entity.js';
import type { WrittenMessage } from '../wording.js';
import type { Handed, OutgoingChannel } from './channel.js';

/** What the letter-box of the demonstration shows. */
export interface MailboxContent extends WrittenMessage {
  channel: Channel;
  address: string;
}

/** Keeps what would have been sent, sealed, instead of sending it anywhere. */
export class MailboxChannel implements OutgoingChannel {
  constructor(private readonly channel: Channel) {}

  async send(
    tx: Transaction,
    { id, dossierId, personId }: Notification,
    address: string,
    message: WrittenMessage,
  ): Promise<Handed> {
    const content: MailboxContent = { channel: this.channel, address, ...message };
    await tx.of(MailboxMessage).insert(
      tx.of(MailboxMessage).create({
        id,
        dossierId,
        personId,
        message: await tx.vault.seal(personId, messagePlace(id), content),
        deliveredAt: tx.now,
      }),
    );
    return { taken: 'mailbox' };
  }
}
