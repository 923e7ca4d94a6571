import { releasePlace, type ReleaseDetails, type ReleaseId } from '#libs/consent';
import { daysAfter, newId, type AccountId, type PersonId, type Sensitivity } from '#libs/kernel';
import { eventually } from '#libs/testing';
import type { Deployment } from './deployment.js';
import {
  aPermit,
  sealing,
  seedExchange,
  seedPartners,
  type SeededExchange,
  type SeededPartners,
} from './seeded-partners.js';
import type { Staff } from './staff.js';
import { aMessage } from './who-may-what-after-locating.js';
import { consent, expectStatus, openRequest, publicInterest } from './stories.js';
import { aList as listToCome } from './some-lists.js';

/** Where a dossier lies, as someone in Harbour sees it. */
export const WHERE = ['own', 'shared', 'other'] as const;
const SENSITIVITIES = ['open', 'restricted', 'protected'] as const;

/** One dossier of each kind there is, and who may see it follows from these three alone. */
export interface Cell {
  where: (typeof WHERE)[number];
  sensitivity: Sensitivity;
  assigned: boolean;
}

export interface SeededMatch {
  id: string;
  request: Cell;
  registration: Cell;
}

const CELLS: readonly Cell[] = WHERE.flatMap((where) =>
  SENSITIVITIES.flatMap((sensitivity) => [true, false].map((assigned) => ({ where, sensitivity, assigned }))),
);

/** As different as names can be, so that each request meets its own registration and no other. */
const NAMES = [
  'Amina Warsame', 'Bogdan Kowalski', 'Chinwe Okafor', 'Dmitri Petrov', 'Esperanza Fernandez', 'Farhad Ahmadi',
  'Giorgos Papadopoulos', 'Ines Almeida', 'Ingrid Lindqvist', 'Jorge Castillo', 'Kwame Mensah', 'Leila Haddad',
  'Mikhail Sokolov', 'Nadia Rahimi', 'Oluwaseun Adeyemi', 'Petra Novakova', 'Quang Nguyen', 'Rosalind Whitfield',
]; // prettier-ignore

/** A request and a registration of each kind, and a match between two of different kinds for each. */
export interface Seeded {
  requests: {
    id: string;
    soughtId: string;
    basisId: string;
    releaseId: string;
    rightsId: string;
    reunificationId: string;
    referralId: string;
    taskId: string;
    cardId: string;
    files: SeededFiles;
    cell: Cell;
  }[];
  registrations: { id: string; cell: Cell }[];
  /** A search action in each request. */
  searches: { id: string; cell: Cell }[];
  messages: { id: string; cell: Cell }[];
  lists: { id: string; findingId: string; cell: Cell }[];
  matches: SeededMatch[];
  partners: SeededPartners;
  /** What the exchange keeps around each request. */
  exchange: SeededExchange[];
}

/**
 * @param viewers the accounts that are assigned where a dossier is assigned at all; they belong to Harbour
 * @param cells where the dossiers lie: a request and a registration for each
 */
export async function seedDossiers(
  relink: Deployment,
  viewers: readonly AccountId[],
  cells: readonly Cell[] = CELLS,
): Promise<Seeded> {
  const makers: Record<string, { caseworker: Staff; supervisor: Staff }> = {};
  for (const branch of ['Harbour', 'Highlands'])
    makers[branch] = {
      caseworker: await relink.signIn('caseworker', branch),
      supervisor: await relink.signIn('supervisor', branch),
    };
  const partners = await seedPartners(relink, makersIn(makers['Harbour']!));
  const none = { requests: [], registrations: [], searches: [], messages: [], lists: [], matches: [], exchange: [] };
  const seeded: Seeded = { ...none, partners };
  const expected: { requestId: string; registrationId: string; request: Cell; registration: Cell }[] = [];
  for (const [index, request] of cells.entries()) {
    const registration = cells[(index * 5 + 7) % cells.length]!;
    const name = NAMES[index]!;
    const person = personCalled(name, index);
    const { caseworker, supervisor } = makers[branchOf(request)]!;
    const { id: requestId, version } = await openRequest(
      caseworker,
      supervisor,
      interviewAbout(person),
      request.sensitivity,
    );
    const { id: registrationId } = await expectStatus(
      201,
      makers[branchOf(registration)]!.caseworker.post('/registrations', {
        kind: 'adult-at-risk',
        registeredOn: '2026-10-12',
        sensitivity: registration.sensitivity,
        person,
        basis: consent,
      }),
    );
    const [row] = await relink.database.sql<{ id: string; basis_id: string }>(
      'SELECT s.id, b.id AS basis_id FROM relink.sought_persons s JOIN relink.bases b ON b.person_id = s.id WHERE s.dossier_id = $1',
      [requestId],
    );
    const { id: soughtId, basis_id: basisId } = row!;
    const releaseId = await aRelease(relink, requestId, soughtId, caseworker.account.id);
    const asked = { kind: 'copy', asked: 'What do you know of me?' };
    const { id: rightsId } = await expectStatus(201, caseworker.post(`/persons/${soughtId}/rights-requests`, asked));
    const card = { language: 'en', word: 'mulberry' };
    const { id: cardId } = await expectStatus(
      201,
      caseworker.post(`/tracing-requests/${requestId}/family-cards`, card),
    );
    const files = await theFiles(caseworker, requestId);
    const referralId = await aReferral(caseworker, supervisor, soughtId);
    const { id: messageId } = await expectStatus(
      201,
      caseworker.post('/red-cross-messages', { ...aMessage, sensitivity: request.sensitivity }),
    );
    seeded.messages.push({ id: messageId, cell: request });
    seeded.lists.push(await aList(relink, caseworker, { requestId, soughtId, cell: request }));
    const reunificationId = await aReunification(relink, requestId, caseworker.account.id);
    seeded.requests.push({
      id: requestId,
      soughtId,
      basisId,
      releaseId,
      rightsId,
      reunificationId,
      referralId,
      taskId: await aTask(relink, requestId),
      cardId,
      files,
      cell: request,
    });
    const planned = { soughtId, kind: 'field-visit', due: daysAfter(new Date(), 30) };
    const search = await expectStatus(
      200,
      caseworker.post(`/tracing-requests/${requestId}/search-actions`, planned, version),
    );
    seeded.searches.push({ id: search.id, cell: request });
    seeded.registrations.push({ id: registrationId, cell: registration });
    expected.push({ requestId, registrationId, request, registration });
  }
  for (const { requestId, registrationId, request, registration } of expected)
    seeded.matches.push({ id: await matchOf(relink, requestId, registrationId), request, registration });
  await relink.stopWorker();
  seeded.exchange = await seedExchange(
    relink,
    seeded.requests.map((request, at) => ({
      partnerId: partners.paired,
      request,
      registration: seeded.registrations[at]!,
      makers: makersIn(makers[branchOf(request.cell)]!),
      branchId: relink.branches[branchOf(request.cell)]!,
    })),
  );
  const theirs = seeded.exchange.map(({ partnerEnquiryId: id, cell }) => ({ id, cell }));
  for (const { id, cell } of [
    ...seeded.requests,
    ...seeded.registrations,
    ...seeded.messages,
    ...seeded.lists,
    ...theirs,
  ])
    await place(relink, id, cell, viewers);
  return seeded;
}

function makersIn({ caseworker, supervisor }: { caseworker: Staff; supervisor: Staff }) {
  return { proposer: caseworker.account.id, approver: supervisor.account.id };
}

/** A picture that was checked, and a file whose bytes are still to come. */
interface SeededFiles {
  ready: string;
  announced: string;
}

async function theFiles(caseworker: Staff, dossierId: string): Promise<SeededFiles> {
  const announce = (kind: string) =>
    expectStatus(201, caseworker.post(`/dossiers/${dossierId}/files`, { kind, name: 'a picture' }));
  const [ready, announced] = [await announce('photo'), await announce('other')];
  await expectStatus(200, caseworker.upload(`/files/${ready.id}/content`, A_PICTURE, ready.version));
  await eventually(async () => {
    const { items } = await expectStatus(200, caseworker.get(`/dossiers/${dossierId}/files`));
    if (!(items as { state: string }[]).some(({ state }) => state === 'ready')) throw new Error('not checked yet');
  });
  return { ready: ready.id, announced: announced.id };
}

/** One white pixel as PNG. */
const A_PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==',
  'base64',
);

/** A release for somebody who has no flag: it lets through nothing. */
async function aRelease(relink: Deployment, dossierId: string, personId: string, by: AccountId): Promise<string> {
  const id = newId<'protection-release'>() satisfies ReleaseId;
  const told: ReleaseDetails = { flags: [], reason: 'Nothing stands against it.' };
  const details = await sealing(relink, (seal) =>
    seal((tx) => tx.vault.seal(personId as PersonId, releasePlace(id), told)),
  );
  await relink.database.sql(
    `INSERT INTO relink.protection_releases (id, dossier_id, person_id, purpose, decided_by, decided_at, valid_until, details)
     VALUES ($4, $1, $2, 'share-with-icrc', $3, now(), now() + interval '1 day', $5)`,
    [dossierId, personId, by, id, details],
  );
  return id;
}

/** A family asks to be called, and any caseworker may do it. */
async function aTask({ database }: Deployment, dossierId: string): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `INSERT INTO relink.tasks (id, dossier_id, kind, about, for_role, due, state, opened_at)
     VALUES (gen_random_uuid(), $1, 'call-back', $1, 'caseworker', current_date + 2, 'open', now()) RETURNING id`,
    [dossierId],
  );
  return row!.id;
}

function branchOf({ where }: Cell): string {
  return where === 'own' ? 'Harbour' : 'Highlands';
}

function personCalled(text: string, index: number) {
  return { names: [{ text, kind: 'legal' }], birth: { year: 1960 + index, month: 1 + (index % 12), day: 3 + index } };
}

export function interviewAbout(person: object, id?: string) {
  return {
    enquirer: {
      person: { names: [{ text: 'Somebody Asking', kind: 'legal' }] },
      identityChecked: true,
      basis: consent,
    },
    soughtPersons: [
      {
        ...(id && { id }),
        person,
        relation: 'sibling',
        circumstances: { lostContact: { year: 2026 }, cause: 'armed-conflict', narrative: 'On the road.' },
        basis: publicInterest,
      },
    ],
    informationNoticeGiven: true,
  };
}

function matchOf({ database }: Deployment, requestId: string, registrationId: string): Promise<string> {
  return eventually(async () => {
    const [match] = await database.sql<{ id: string }>(
      'SELECT id FROM relink.potential_matches WHERE request_id = $1 AND registration_id = $2',
      [requestId, registrationId],
    );
    if (!match) throw new Error('not proposed yet');
    return match.id;
  });
}

async function aReferral(caseworker: Staff, supervisor: Staff, personId: string): Promise<string> {
  const service = { name: 'A service', place: 'Here', contact: 'At the door', languages: ['en'], opening: 'Mondays' };
  const provider = await expectStatus(
    201,
    supervisor.post('/service-providers', { ...service, needs: ['shelter'], open: true }),
  );
  const proposal = { providerId: provider.id, need: 'shelter', why: 'No roof.' };
  return (await expectStatus(201, caseworker.post(`/persons/${personId}/referrals`, proposal))).id;
}

/** Just opened: nothing is said yet, so only the steps that need no more than a reason can be taken. */
async function aReunification({ database }: Deployment, requestId: string, by: AccountId): Promise<string> {
  const [row] = await database.sql<{ id: string }>(
    `INSERT INTO relink.reunifications (id, dossier_id, state, opened_by, opened_at)
     VALUES (gen_random_uuid(), $1, 'opened', $2, now()) RETURNING id`,
    [requestId, by],
  );
  return row!.id;
}

/** A list, and somebody on it who may be the person sought; the sealed words of the proposal nobody opens. */
async function aList(
  { database }: Deployment,
  caseworker: Staff,
  { requestId, soughtId, cell }: { requestId: string; soughtId: string; cell: Cell },
): Promise<Seeded['lists'][number]> {
  const announced = { ...listToCome(), sensitivity: cell.sensitivity };
  const { id } = await expectStatus(201, caseworker.post('/lists', announced));
  const [finding] = await database.sql<{ id: string }>(
    `INSERT INTO relink.list_findings (id, dossier_id, request_id, sought_id, line, state, band, probability, evidence, permit_id, sought_side, listed_side)
     VALUES (gen_random_uuid(), $1, $2, $3, 2, 'proposed', 'possible', 0.5, '[]', $4, '\\x00', '\\x00') RETURNING id`,
    [id, requestId, soughtId, await aPermit(database, soughtId)],
  );
  return { id, findingId: finding!.id, cell };
}

async function place(
  { database, branches }: Deployment,
  id: string,
  { where, assigned }: Cell,
  viewers: readonly AccountId[],
): Promise<void> {
  await database.sql('UPDATE relink.dossiers SET assigned = $2, shared_with = $3 WHERE id = $1', [
    id,
    assigned ? viewers : [],
    where === 'shared' ? [branches.Harbour] : [],
  ]);
}
