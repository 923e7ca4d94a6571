import { randomBytes } from 'node:crypto';
import type { FileId } from '#libs/files';
import { newId, systemActor, type AccountId, type DossierId, type PersonId } from '#libs/kernel';
import {
  enquiryFindingPlace,
  fingerprint,
  keyOfRecord,
  recordPlace,
  type EnquiryFindingId,
  type PartnerRecordId,
} from '#libs/partners';
import { aUnitOfWork, type TestDatabase } from '#libs/testing';
import type { Transaction } from '#libs/database';
import type { Deployment } from './deployment.js';
import type { Cell } from './seeded-dossiers.js';
import { aSociety } from './two-societies.js';

/** The Society that everything seeded goes to and comes from: trusted, and left alone. */
const PAIRED = 'KEN';
/** The one whose trust is asked about. `putBack` knows it by this code. */
export const PROPOSED = 'UGA';
/** What the other side reads out to whoever approves it. */
export const FINGERPRINTS = aSociety(PROPOSED).keys.map(({ kid }) => fingerprint(kid));
const UNTIL_9999 = 253_402_300_799;

export interface SeededPartners {
  paired: string;
  proposed: string;
  /** A message to the trusted one that was given up. */
  deadLetter: string;
}

/** What the exchange keeps around one request. */
export interface SeededExchange {
  enquiryId: string;
  disclosureId: string;
  recallId: string;
  /** What the partner told in the case of the request. */
  recordId: string;
  /** A file that the record announces. */
  fileId: string;
  /** What the partner asked, in a dossier that lies where the request lies. */
  partnerEnquiryId: string;
  /** Whom it may mean. */
  findingId: string;
  cell: Cell;
  /** Where the person stands whom it may mean. */
  foundIn: Cell;
}

interface Makers {
  proposer: AccountId;
  approver: AccountId;
}

export async function seedPartners({ database }: Deployment, makers: Makers): Promise<SeededPartners> {
  const paired = await aPartner(database, PAIRED, makers);
  const proposed = await aPartner(database, PROPOSED, makers);
  return { paired, proposed, deadLetter: await aDeadLetter(database, paired) };
}

async function aDeadLetter(database: TestDatabase, partnerId: string): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `WITH named AS (INSERT INTO relink.exchange_cases (partner_id, handle) VALUES ($1, $2) RETURNING partner_id, handle)
     INSERT INTO relink.exchange_outbox (id, partner_id, handle, name, about, state, queued_at, due_at, seq, sealed, digest, expires_at)
     SELECT gen_random_uuid(), partner_id, handle, 'enquiry', gen_random_uuid(), 'dead', now(), now(), 1, '\\x00', '', now() + interval '1 day' FROM named
     RETURNING id`,
    [partnerId, randomBytes(16).toString('base64url')],
  );
  return row!.id;
}

async function aPartner(database: TestDatabase, society: string, { proposer, approver }: Makers): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `INSERT INTO relink.partners (id, society, name, country, base_url, state, purposes, highest, daily_quota, steward_contact, proposed_by, approved_by, state_since)
     VALUES (gen_random_uuid(), $1, 'A Society', 'KE', $2, 'paired', '{share-with-partner}', 'protected', 1000, 'An office', $3, $4, now())
     RETURNING id`,
    [society, `https://${society.toLowerCase()}.example.org`, proposer, approver],
  );
  for (const { kid, use, crv, x } of aSociety(society).keys)
    await database.sql(
      `INSERT INTO relink.partner_keys (kid, partner_id, use, crv, x, valid_from, valid_until, pinned_at)
       VALUES ($1, $2, $3, $4, $5, 1, ${UNTIL_9999}, now())`,
      [kid, row!.id, use, crv, x],
    );
  return row!.id;
}

/** What is put into the database around a request, and the one registered person whom the partner's question may mean. */
interface ToExchange {
  partnerId: string;
  request: { id: string; soughtId: string; cell: Cell };
  registration: { id: string; cell: Cell };
  /** Of the branch of the request. */
  makers: Makers;
  branchId: string;
}

/** No worker may run: it would send what is put here. */
export async function seedExchange(relink: Deployment, all: readonly ToExchange[]): Promise<SeededExchange[]> {
  return sealing(relink, async (seal) => {
    const seeded: SeededExchange[] = [];
    for (const one of all) seeded.push(await aroundRequest(relink.database, seal, one));
    return seeded;
  });
}

export type Seal = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

/** For what is put into the database and read by people: sealed as the worker seals it. */
export async function sealing<T>(relink: Deployment, work: (seal: Seal) => Promise<T>): Promise<T> {
  const worker = await aUnitOfWork(relink.database, { role: 'relink_worker', keyring: relink.keyring.keyring });
  try {
    return await work((inside) => worker.unitOfWork.run(systemActor('test'), inside));
  } finally {
    await worker.close();
  }
}

async function aroundRequest(database: TestDatabase, seal: Seal, one: ToExchange): Promise<SeededExchange> {
  const { partnerId, request, registration } = one;
  const handle = await aCase(database, partnerId, request.id);
  const enquiryId = await anEnquiry(database, one);
  const disclosureId = await aDisclosure(database, handle, one);
  const recallId = await aRecall(database, request.id, disclosureId);
  const { id: recordId } = await aRecord(database, seal, { partnerId, dossierId: request.id, handle });
  const fileId = await anAnnouncedFile(database, seal, request.id, recordId);
  const partnerEnquiryId = await aDossier(database, one);
  const asked = { partnerId, dossierId: partnerEnquiryId, handle: await aCase(database, partnerId, partnerEnquiryId) };
  const told = await aRecord(database, seal, asked, 'enquiry');
  await database.sql(
    `INSERT INTO relink.partner_enquiries (id, dossier_id, reference, partner_id, case_handle, message_id, state, received_at)
     VALUES ($1, $1, $2, $3, $4, $5, 'searching', now())`,
    [partnerEnquiryId, `PEN-${asked.handle}`, partnerId, asked.handle, told.messageId],
  );
  const findingId = await aFinding(database, seal, { partnerEnquiryId, recordId: told.id, foundIn: registration.id });
  const ids = { enquiryId, disclosureId, recallId, recordId, fileId, partnerEnquiryId, findingId };
  return { ...ids, cell: request.cell, foundIn: registration.cell };
}

/** The name that both Societies use for a case. */
async function aCase(database: TestDatabase, partnerId: string, dossierId: string): Promise<string> {
  const handle = randomBytes(16).toString('base64url');
  await database.sql('INSERT INTO relink.exchange_cases (partner_id, handle, dossier_id) VALUES ($1, $2, $3)', [
    partnerId,
    handle,
    dossierId,
  ]);
  return handle;
}

async function anEnquiry(database: TestDatabase, { partnerId, request, makers }: ToExchange): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `INSERT INTO relink.enquiries (id, dossier_id, sought_id, partner_id, state, prepared_by, prepared_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'prepared', $4, now()) RETURNING id`,
    [request.id, request.soughtId, partnerId, makers.proposer],
  );
  return row!.id;
}

async function aDisclosure(
  database: TestDatabase,
  handle: string,
  { partnerId, request: { id: dossierId, soughtId, cell }, makers }: ToExchange,
): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `INSERT INTO relink.disclosures (id, dossier_id, person_id, partner_id, case_handle, message_id, purpose, fields, sensitivity, expires_at, permit_id, state, prepared_by, approved_by, prepared_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, gen_random_uuid(), 'share-with-partner', '{names}', $5, now() + interval '30 days', gen_random_uuid(), 'sent', $6, $7, now())
     RETURNING id`,
    [dossierId, soughtId, partnerId, handle, cell.sensitivity, makers.proposer, makers.approver],
  );
  await database.sql(
    'INSERT INTO relink.disclosure_persons (disclosure_id, person_id, dossier_id) VALUES ($1, $2, $3)',
    [row!.id, soughtId, dossierId],
  );
  return row!.id;
}

async function aRecall(database: TestDatabase, dossierId: string, disclosureId: string): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `INSERT INTO relink.recalls (id, dossier_id, disclosure_id, cause, state, ordered_at, due_at, exceptions)
     VALUES (gen_random_uuid(), $1, $2, 'objection', 'overdue', now() - interval '4 days', now() - interval '1 day', '{printed}')
     RETURNING id`,
    [dossierId, disclosureId],
  );
  return row!.id;
}

async function aRecord(
  database: TestDatabase,
  seal: Seal,
  { partnerId, dossierId, handle }: { partnerId: string; dossierId: string; handle: string },
  carrier: 'enquiry' | 'disclosure' = 'disclosure',
): Promise<{ id: PartnerRecordId; messageId: string }> {
  const [id, messageId] = [newId<'partner-record'>(), newId()];
  const person = { names: [{ text: 'Somebody Told Of', kind: 'legal' }] };
  const details = await seal((tx) => tx.vault.seal(keyOfRecord(id), recordPlace(id), person));
  await database.sql(
    `INSERT INTO relink.partner_records (id, dossier_id, partner_id, message_id, case_handle, purpose, fields, sensitivity, expires_at, state, received_at, details, carrier)
     VALUES ($1, $2, $3, $4, $5, 'share-with-partner', '{names}', 'open', now() + interval '30 days', 'received', now(), $6, $7)`,
    [id, dossierId, partnerId, messageId, handle, details, carrier],
  );
  return { id, messageId };
}

/** Its bytes are still to come. */
async function anAnnouncedFile(
  database: TestDatabase,
  seal: Seal,
  dossierId: string,
  recordId: PartnerRecordId,
): Promise<string> {
  const id = newId<'file'>() satisfies FileId;
  const place = { table: 'files', column: 'details', row: id };
  const details = await seal((tx) => tx.vault.seal(keyOfRecord(recordId), place, { name: 'a paper' }));
  await database.sql(
    `INSERT INTO relink.files (id, dossier_id, holder, kind, state, details, added_at)
     VALUES ($1, $2, $3, 'document', 'announced', $4, now())`,
    [id, dossierId, recordId, details],
  );
  await database.sql(
    `INSERT INTO relink.partner_files (id, record_id, told_id, sha256, media_type, bytes)
     VALUES ($1, $2, gen_random_uuid(), '', 'application/pdf', 1)`,
    [id, recordId],
  );
  return id;
}

async function aDossier(database: TestDatabase, { request: { cell }, branchId }: ToExchange): Promise<DossierId> {
  const [row] = await database.sql<{ id: DossierId }>(
    `INSERT INTO relink.dossiers (id, kind, branch_id, sensitivity)
     VALUES (gen_random_uuid(), 'partner-enquiry', $1, $2) RETURNING id`,
    [branchId, cell.sensitivity],
  );
  return row!.id;
}

async function aFinding(
  database: TestDatabase,
  seal: Seal,
  { partnerEnquiryId, recordId, foundIn }: { partnerEnquiryId: string; recordId: PartnerRecordId; foundIn: string },
): Promise<string> {
  const [found] = await database.sql<{ id: PersonId }>(
    'SELECT person_id AS id FROM relink.registrations WHERE id = $1',
    [foundIn],
  );
  const id = newId<'enquiry-finding'>() satisfies EnquiryFindingId;
  const side = { name: 'Somebody', values: [] };
  const [foundSide, askedSide] = await seal(async (tx) => [
    await tx.vault.seal(found!.id, enquiryFindingPlace(id, 'found_side'), side),
    await tx.vault.seal(keyOfRecord(recordId), enquiryFindingPlace(id, 'asked_side'), side),
  ]);
  await database.sql(
    `INSERT INTO relink.enquiry_findings (id, dossier_id, found_in, found_id, side, record_id, permit_id, state, band, probability, evidence, found_side, asked_side, may_be_child)
     VALUES ($1, $2, $3, $4, 'registered', $5, $6, 'proposed', 'possible', 0.5, '[]', $7, $8, false)`,
    [id, partnerEnquiryId, foundIn, found!.id, recordId, await aPermit(database, found!.id), foundSide, askedSide],
  );
  return id;
}

/** That somebody may be looked for within the Society, on the strength of the basis they were seeded with. */
export async function aPermit(database: TestDatabase, personId: string): Promise<string> {
  const [permit] = await database.sql<{ id: string }>(
    `INSERT INTO relink.permits (id, dossier_id, person_id, purpose, recipient, basis_id, basis_version, granted_at, expires_at)
     SELECT gen_random_uuid(), dossier_id, person_id, 'match-within-society', 'society', id, basis_version, now(), now()
     FROM relink.bases WHERE person_id = $1 RETURNING id`,
    [personId],
  );
  return permit!.id;
}
