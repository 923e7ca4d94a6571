import { createHash, randomUUID } from 'node:crypto';
import { newId } from '#libs/kernel';
import { PART_BYTES, type SharedPerson, type Unpadded } from '#libs/partners';
import type { PartnerSociety } from './partner-society.js';

type Announced = NonNullable<SharedPerson['files']>[number];

/** A file as a partner sends it; what it says of it can be something else. */
export interface FileToSend {
  bytes: Buffer;
  told?: Partial<Announced>;
}

export interface WithFiles {
  message: Unpadded & { type: 'disclosure' };
  /** Of all files, in their order, numbered after the disclosure. */
  parts: (Unpadded & { type: 'file-part' })[];
}

/** A disclosure about a case of its own, and the messages that bring its files. */
export function disclosureWithFiles(partner: PartnerSociety, files: readonly FileToSend[]): WithFiles {
  const enquiry = partner.enquiry();
  const envelope: typeof enquiry.envelope = { ...enquiry.envelope, fields: ['names', 'files'] };
  const announced = files.map(({ bytes, told }): Announced => ({
    id: randomUUID(),
    kind: 'document',
    sha256: createHash('sha256').update(bytes).digest('base64url'),
    bytes: bytes.length,
    mediaType: 'application/pdf',
    ...told,
  }));
  const person: SharedPerson = { names: [{ text: 'Somebody Told Of', kind: 'usual' }], files: announced };
  const message = { ...enquiry, envelope, type: 'disclosure', body: { person } } as WithFiles['message'];
  const parts = files.flatMap(({ bytes }, at) =>
    inParts(bytes).map((part, before) => partOf(message, announced[at]!.id, before + 1, part)),
  );
  return { message, parts: parts.map((part, at) => ({ ...part, seq: at + 2 })) };
}

/** One part, whatever stands in it. */
export function partOf(
  { body: _, ...message }: WithFiles['message'],
  file: string,
  part: number,
  bytes: Buffer,
): WithFiles['parts'][number] {
  const body = { about: message.jti, file, part, bytes: bytes.toString('base64url') };
  return { ...message, type: 'file-part', jti: newId(), body };
}

function inParts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += PART_BYTES) parts.push(bytes.subarray(from, from + PART_BYTES));
  return parts;
}
