import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { dayOf } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { CERTIFICATE, RECALL, WITHDRAWAL, type MessageOf } from '../protocol/index.js';
import { FreezeRecords } from '../sharing/freeze-records.js';
import { recordOf } from '../sharing/hold-record.js';
import { certified } from '../sharing/certified.js';
import { PartnerFile } from '../sharing/shared-file.entities.js';
import { Disclosure, Recall, ReceivedRecall, type MessageId, type RecallId } from '../sharing/sharing.entities.js';
import { PartnerRecord } from '../sharing/sharing.entities.js';
import { Composes, type Draft, type MessageComposer, type WaitingMessage } from '../traffic/composes.js';
import { Takes, type MessageTaker, type TakenMessage } from '../traffic/takes.js';
import { bareEnvelope } from './answers.js';

/** After so many days the last backup that still holds a record is gone, as docs/operations.md asks for. */
const BACKUP_DAYS = 30;

/** Orders a partner to delete what we disclosed. */
@Injectable()
@Composes({ names: ['recall', 'withdrawal'] })
export class WriteRecalls implements MessageComposer {
  async compose(tx: Transaction, { about, name }: WaitingMessage): Promise<Draft | undefined> {
    const recall = await tx.of(Recall).findOrFail({ id: about as RecallId });
    const { messageId, purpose } = await tx.of(Disclosure).findOrFail({ id: recall.disclosureId });
    if (!messageId) return undefined;
    const by = Math.floor(recall.dueAt.getTime() / 1_000);
    if (name === 'withdrawal')
      return {
        envelope: bareEnvelope(tx.now),
        events: { [WITHDRAWAL]: { message: messageId, purposes: [purpose], by } },
      };
    return { envelope: bareEnvelope(tx.now), events: { [RECALL]: { message: messageId, cause: recall.cause, by } } };
  }
}

/** A partner orders us to delete what it disclosed: nobody sees it from this moment on. */
@Injectable()
@Takes({ names: ['recall', 'withdrawal'] })
export class TakeRecalls implements MessageTaker {
  constructor(private readonly freezing: FreezeRecords) {}

  async take(tx: Transaction, { id, partner, handle, message, receivedAt }: TakenMessage): Promise<void> {
    const { message: ofMessage, by, ...told } = orderOf(message as MessageOf<'recall'> | MessageOf<'withdrawal'>);
    const record = await recordOf(tx, partner.id, ofMessage as MessageId);
    const order = tx.of(ReceivedRecall).create({
      id,
      partnerId: partner.id,
      caseHandle: handle,
      ofMessage: ofMessage as MessageId,
      recordId: record?.id ?? null,
      cause: told.cause,
      receivedAt,
      dueAt: new Date(by * 1_000),
      certifiedAt: null,
    });
    await tx.of(ReceivedRecall).insert(order);
    await this.freezing.follow(tx, order, record);
  }
}

function orderOf(message: MessageOf<'recall'> | MessageOf<'withdrawal'>) {
  if (RECALL in message.events) return message.events[RECALL];
  return { ...message.events[WITHDRAWAL], cause: 'consent-withdrawn' as const };
}

/** What was deleted, from where, and what was not. */
@Injectable()
@Composes({ names: ['deletion-certificate'] })
export class WriteCertificates implements MessageComposer {
  async compose(tx: Transaction, { about }: WaitingMessage): Promise<Draft | undefined> {
    const order = await tx.of(ReceivedRecall).findOrFail({ id: about as MessageId });
    const record = order.recordId && (await tx.of(PartnerRecord).find({ id: order.recordId }));
    const kept = record && record.details !== null;
    const files = record ? await tx.of(PartnerFile).all({ recordId: record.id }) : [];
    return {
      envelope: bareEnvelope(tx.now),
      events: {
        [CERTIFICATE]: {
          message: order.ofMessage,
          at: Math.floor(tx.now.getTime() / 1_000),
          digests: record && !kept ? [record.digest, ...new Set(files.map(({ sha256 }) => sha256))] : [],
          stores: files.length > 0 ? ['records', 'files', 'queues'] : ['records', 'queues'],
          backupsGone: dayOf(new Date(tx.now.getTime() + BACKUP_DAYS * 86_400_000)),
          exceptions: record?.exception ? [record.exception] : [],
        },
      },
    };
  }
}

/** A partner says what it deleted. */
@Injectable()
@Takes({ names: ['deletion-certificate'] })
export class TakeCertificates implements MessageTaker {
  constructor(private readonly tasks: Tasks) {}

  async take(tx: Transaction, { partner, message }: TakenMessage): Promise<void> {
    const told = (message as MessageOf<'deletion-certificate'>).events[CERTIFICATE];
    const disclosure = await tx.of(Disclosure).find({ messageId: told.message as MessageId, partnerId: partner.id });
    const recall = disclosure && (await tx.of(Recall).find({ disclosureId: disclosure.id }));
    // What we did not call back we are not told about.
    if (!disclosure || !recall || recall.state === 'certified') return;
    await certified(tx, disclosure, await tx.of(Recall).lockOrFail({ id: recall.id }), told, this.tasks);
  }
}
