import type { Dossier } from '#libs/access';
import type { DataCategory } from '#libs/consent';
import type { Transaction } from '#libs/database';
import { InvalidInput, newId, realDay, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { next } from '#libs/workflow';
import type { ExchangePurpose, SharedField } from '../protocol/index.js';
import type { Partner } from '../registry/partner.entity.js';
import { noteFiles, type ChosenFile } from './choose-files.js';
import { disclosureWorkflow } from './disclosure.workflow.js';
import type { Backing } from './sharing-permits.js';
import { termsOf } from './partner-terms.js';
import { Disclosure, DisclosurePerson, type Carrier, type DisclosureId, type EnquiryId } from './sharing.entities.js';

const DAYS = 90;
const MOST_DAYS = 366;

/** Somebody in it, and the record in which they stand. */
export interface InIt {
  personId: PersonId;
  dossierId: DossierId;
}

export interface ToPrepare {
  dossier: Dossier;
  /** The first is the one it is about. */
  persons: readonly [InIt, ...InIt[]];
  partner: Partner;
  handle: string;
  carrier: Carrier;
  enquiryId?: EnquiryId;
  theirEnquiry?: DossierId;
  corrects?: DisclosureId;
  purpose: ExchangePurpose;
  fields: readonly SharedField[];
  /** What the files are of: those that go along, or went with what is corrected. */
  fileCategories?: readonly DataCategory[];
  /** None with a correction: what went stays as it is. */
  files?: readonly ChosenFile[];
  restrictionsRead: boolean;
  expiresAt: Date;
}

/** Writes down what is to go to a partner, for somebody else to approve. @throws GuardNotMet, NotYours */
export async function prepareDisclosure(
  tx: Transaction,
  prepared: ToPrepare,
  backing: Backing,
  by: StaffActor,
): Promise<Disclosure> {
  const { dossier, persons, partner, fields, purpose } = prepared;
  const { to, transition } = next(disclosureWorkflow, 'none', 'prepare', by.role, {
    'fields-named': fields.length > 0,
    ...termsOf(partner, { purpose, sensitivity: dossier.sensitivity }),
    ...backing,
  });
  tx.authorize('work', dossier.facts, { by: transition.by });
  const id = newId<'disclosure'>();
  const disclosure = tx.of(Disclosure).create({
    id,
    dossierId: dossier.id,
    personId: persons[0].personId,
    partnerId: partner.id,
    caseHandle: prepared.handle,
    messageId: null,
    purpose,
    fields: [...new Set(fields)],
    fileCategories: [...(prepared.fileCategories ?? [])],
    sensitivity: dossier.sensitivity,
    expiresAt: prepared.expiresAt,
    permitId: null,
    state: to,
    preparedBy: by.accountId,
    approvedBy: null,
    preparedAt: tx.now,
    carrier: prepared.carrier,
    enquiryId: prepared.enquiryId ?? null,
    theirEnquiry: prepared.theirEnquiry ?? null,
    corrects: prepared.corrects ?? null,
    restrictionsRead: prepared.restrictionsRead,
    digest: null,
    version: 1,
  });
  await tx.of(Disclosure).insert(disclosure);
  await tx
    .of(DisclosurePerson)
    .insert(...persons.map((one) => tx.of(DisclosurePerson).create({ disclosureId: id, ...one, permitId: null })));
  await noteFiles(tx, id, dossier.id, prepared.files ?? []);
  noteDisclosure(tx, disclosure, transition.emits, { fields: disclosure.fields, partner: partner.id });
  return disclosure;
}

/** What became of it, for the log and for the others: ids and codes. */
export function noteDisclosure(
  tx: Transaction,
  { id, dossierId, personId }: Disclosure,
  topic: string,
  details: Record<string, string | readonly string[]> = {},
): void {
  tx.audit.record(
    topic,
    { type: 'dossier', id: dossierId },
    { disclosure: id, ...(personId && { persons: [personId] }), ...details },
  );
  tx.outbox.emit(topic, { disclosureId: id, dossierId });
}

/** Until when the partner may keep it: the day that was named, three months where none was. @throws InvalidInput */
export function expiryOf(day: string | undefined, now: Date): Date {
  const latest = new Date(now.getTime() + MOST_DAYS * 86_400_000);
  const at = day ? new Date(`${realDay(day, 'expiresOn')}T00:00:00Z`) : new Date(now.getTime() + DAYS * 86_400_000);
  if (at > now && at <= latest) return at;
  throw new InvalidInput([
    { path: 'expiresOn', code: 'exchange.expiry', message: 'Name a day to come, within a year.' },
  ]);
}
