import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { FileContents, readyFiles } from '#libs/files';
import { newId } from '#libs/kernel';
import { partsOf, type SharedPerson } from '../protocol/index.js';
import { queueMessage } from '../traffic/queue-message.js';
import { OutgoingMessage } from '../traffic/traffic.entities.js';
import { filesOf } from './choose-files.js';
import { DisclosureFile, DisclosureFilePart } from './shared-file.entities.js';
import type { Disclosure, MessageId } from './sharing.entities.js';

/**
 * Files on their way to a partner, part by part: the next part is queued when one is written, so that an order to delete never stands
 * behind many of them. Only for the worker.
 */
@Injectable()
export class SendFiles {
  constructor(private readonly contents: FileContents) {}

  /**
   * How the files of a disclosure are announced; kept with it, since a certificate of deletion names their digests.
   * @returns undefined where one of them is not there any more
   */
  async announce(tx: Transaction, one: Disclosure): Promise<SharedPerson['files'] | 'gone'> {
    const files = await filesOf(tx, one.id);
    if (files.length === 0) return undefined;
    const ready = await readyFiles(
      tx,
      one.dossierId,
      files.map(({ fileId }) => fileId),
    );
    if (ready.length < files.length) return 'gone';
    for (const file of files) {
      file.sha256 = await this.contents.digest(tx, file.fileId);
      await tx.of(DisclosureFile).save(file);
    }
    return announced(files);
  }

  /** After the message that announces them. */
  async begin(tx: Transaction, one: Disclosure): Promise<void> {
    const [first] = await filesOf(tx, one.id);
    if (first) await queuePart(tx, one, first, 1);
  }

  /** The part after this one, of the same file or of the next. */
  async goOn(tx: Transaction, one: Disclosure, file: DisclosureFile, part: number): Promise<void> {
    if (part < partsOf(file.bytes)) return queuePart(tx, one, file, part + 1);
    const files = await filesOf(tx, one.id);
    const next = files[files.findIndex(({ id }) => id === file.id) + 1];
    if (next) await queuePart(tx, one, next, 1);
  }

  /** Did what goes before this part arrive? Where that was given up, the rest of the file is worth nothing to the partner. */
  async isTurnOf(tx: Transaction, one: Disclosure, file: DisclosureFile, part: number): Promise<boolean> {
    const before = await this.messageBefore(tx, one, file, part);
    const message = before && (await tx.of(OutgoingMessage).find({ id: before }));
    return message?.state === 'delivered';
  }

  private async messageBefore(
    tx: Transaction,
    one: Disclosure,
    file: DisclosureFile,
    part: number,
  ): Promise<MessageId | null> {
    if (part > 1) return (await tx.of(DisclosureFilePart).find({ ofFile: file.id, part: part - 1 }))?.messageId ?? null;
    const files = await filesOf(tx, one.id);
    const before = files[files.findIndex(({ id }) => id === file.id) - 1];
    if (!before) return one.messageId;
    const last = await tx.of(DisclosureFilePart).find({ ofFile: before.id, part: partsOf(before.bytes) });
    return last?.messageId ?? null;
  }
}

/** As they were told, once they were. */
export function announced(files: readonly DisclosureFile[]): SharedPerson['files'] {
  const told = files.flatMap(({ id, kind, sha256, bytes, mediaType }) =>
    sha256 ? [{ id: id, kind, sha256, bytes, mediaType }] : [],
  );
  return told.length > 0 ? told : undefined;
}

async function queuePart(
  tx: Transaction,
  one: Disclosure,
  { id: ofFile }: DisclosureFile,
  part: number,
): Promise<void> {
  const known = await tx.of(DisclosureFilePart).find({ ofFile, part });
  // What is written once more, since a key was lost, has been followed already.
  const message = known?.messageId && (await tx.of(OutgoingMessage).find({ id: known.messageId }));
  if (message && (message.state === 'waiting' || message.state === 'sealed')) return;
  const row = known ?? tx.of(DisclosureFilePart).create({ id: newId<'disclosure-file-part'>(), ofFile, part });
  const { partnerId, caseHandle: handle } = one;
  row.messageId = await queueMessage(tx, { name: 'file-part', partnerId, handle, about: row.id });
  if (known) await tx.of(DisclosureFilePart).save(row);
  else await tx.of(DisclosureFilePart).insert(row);
}

/** The partner has taken a part; with the last one it has the file. */
export async function noteArrival(tx: Transaction, { id, about }: OutgoingMessage): Promise<void> {
  const part = await tx.of(DisclosureFilePart).find({ id: about as DisclosureFilePart['id'] });
  const file = part?.messageId === id ? await tx.of(DisclosureFile).find({ id: part.ofFile }) : null;
  if (!part || !file || part.part < partsOf(file.bytes)) return;
  file.arrivedAt = tx.now;
  await tx.of(DisclosureFile).save(file);
}
