import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import type { Transaction } from '#libs/database';
import { FileContents, staysReady } from '#libs/files';
import { PART_BYTES } from '../protocol/index.js';
import { basisOf, envelopeOf } from '../sharing/disclosed-envelope.js';
import { personsIn } from '../sharing/disclosures.js';
import { partnerOf, termsOf } from '../sharing/partner-terms.js';
import { SendFiles } from '../sharing/send-files.js';
import { DisclosureFile, DisclosureFilePart, type DisclosureFilePartId } from '../sharing/shared-file.entities.js';
import { SharingPermits } from '../sharing/sharing-permits.js';
import { Disclosure, DisclosurePerson } from '../sharing/sharing.entities.js';
import { Composes, type Draft, type MessageComposer, type WaitingMessage } from '../traffic/composes.js';

/** What the partner may get the files of. What it declined, or has to delete, it gets no more of. */
const GOING: readonly Disclosure['state'][] = ['sent', 'undelivered', 'received', 'accepted'];

interface Going {
  one: Disclosure;
  file: DisclosureFile;
  part: DisclosureFilePart;
}

/**
 * Writes a part of a file in the transaction that seals it: read from the store as the file is now, under what was agreed for the
 * disclosure, asked anew for every part. Nothing of it is kept here but the message, which the partner alone can open.
 */
@Injectable()
@Composes({ names: ['file-part'] })
export class WriteFileParts implements MessageComposer {
  constructor(
    private readonly permits: SharingPermits,
    private readonly contents: FileContents,
    private readonly sending: SendFiles,
  ) {}

  async compose(tx: Transaction, { id: messageId, about }: WaitingMessage): Promise<Draft | undefined> {
    const { one: named, file, part } = await goingOf(tx, about);
    const one = await tx.of(Disclosure).lockOrFail({ id: named.id });
    const { sensitivity } = await tx.of(Dossier).findOrFail({ id: one.dossierId });
    const partner = await partnerOf(tx, one.partnerId);
    const allowed = {
      ...termsOf(partner, { purpose: one.purpose, sensitivity }),
      ...(await this.permits.backing(tx, await personsIn(tx, one), one, partner)),
      'not-expired': one.expiresAt > tx.now,
      'still-there': GOING.includes(one.state) && (await staysReady(tx, file.fileId)),
      'its-turn': await this.sending.isTurnOf(tx, one, file, part.part),
    };
    if (!Object.values(allowed).every(Boolean)) return undefined;
    const bytes = await this.contents.piece(tx, file.fileId, (part.part - 1) * PART_BYTES, PART_BYTES);
    // Somebody may have had it written anew.
    if (part.messageId !== messageId) await tx.of(DisclosureFilePart).save(Object.assign(part, { messageId }));
    await this.sending.goOn(tx, one, file, part.part);
    const { legalBasis } = await basisOf(tx, one.permitId!);
    return {
      envelope: envelopeOf({ ...one, sensitivity }, legalBasis),
      body: { about: one.messageId!, file: file.id, part: part.part, bytes: bytes.toString('base64url') },
    };
  }

  async stillAllowed(tx: Transaction, { about }: WaitingMessage): Promise<boolean> {
    const { one, file } = await goingOf(tx, about);
    if (!GOING.includes(one.state) || !(await staysReady(tx, file.fileId))) return false;
    const partner = await partnerOf(tx, one.partnerId);
    const persons = await tx.of(DisclosurePerson).all({ disclosureId: one.id });
    return this.permits.stillCovered(tx, one, persons, partner);
  }
}

async function goingOf(tx: Transaction, about: string): Promise<Going> {
  const part = await tx.of(DisclosureFilePart).findOrFail({ id: about as DisclosureFilePartId });
  const file = await tx.of(DisclosureFile).findOrFail({ id: part.ofFile });
  return { one: await tx.of(Disclosure).findOrFail({ id: file.disclosureId }), file, part };
}
