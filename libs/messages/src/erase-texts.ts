import { Injectable, Module } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { daysAfter, type DossierId } from '#libs/kernel';
import { Erases, RunsOn, type Eraser, type ErasureScope, type Scheduled } from '#libs/queues';

/** So many days after the delivery nobody needs the text any more. */
export const TEXT_DAYS = 30;
const PAGE = 100;

/** Erases the texts of messages that were delivered long enough ago: the text, and the key that opened it. */
@Injectable()
@RunsOn({ name: 'erase-message-texts', every: 'day', at: '02:15' })
export class EraseMessageTexts implements Scheduled {
  async run(tx: Transaction): Promise<string | undefined> {
    const due = await tx.sql<{ id: DossierId; subject: DossierId }>(
      `SELECT id, text_subject AS subject FROM red_cross_messages
       WHERE text IS NOT NULL AND delivered_on <= $1 ORDER BY id LIMIT ${PAGE} FOR UPDATE`,
      [daysAfter(tx.now, -TEXT_DAYS)],
    );
    for (const { id, subject } of due) {
      await tx.sql('UPDATE red_cross_messages SET text = NULL, version = version + 1 WHERE id = $1', [id]);
      await tx.vault.destroy(subject);
      tx.audit.record('messages.text-erased', { type: 'dossier', id });
    }
    return due.length === PAGE ? due.at(-1)!.id : undefined;
  }
}

/** The text has a key of its own: where its message is erased, that key goes too. */
@Injectable()
@Erases({ name: 'message-texts' })
export class EraseMessages implements Eraser {
  async erase(tx: Transaction, { dossierId, personId }: ErasureScope): Promise<void> {
    if (personId) return;
    const texts = await tx.sql<{ subject: DossierId }>(
      'SELECT text_subject AS subject FROM red_cross_messages WHERE dossier_id = $1',
      [dossierId],
    );
    for (const { subject } of texts) await tx.vault.destroy(subject);
  }
}

/** For erasing again after a restore. */
@Module({ providers: [EraseMessages] })
export class MessageErasureModule {}

/** What the worker does about messages by the clock. */
@Module({ imports: [MessageErasureModule], providers: [EraseMessageTexts] })
export class MessageSchedulesModule {}
