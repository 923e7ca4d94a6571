import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { SoughtPerson, TracingRequest } from '#libs/cases';
import { Consent } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { mayBeChild, People, type PersonDetails } from '#libs/people';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Registration } from '#libs/registrations';
import { ageGroupOf, timeBandOf, type Indicator, type KindOf, type SexGroup } from './indicators.js';
import { quarterOf } from './quarter.js';

/** One figure that grows: about these persons, or about none of them, in the branch of the dossier. */
type Occurrence = {
  [I in Indicator]: { indicator: I; of?: KindOf<I>; dossierId: DossierId; persons?: PersonId[] };
}[Indicator];

type Payload = DomainEvent['payload'];
type Rule = (tx: Transaction, payload: Payload, people: People) => Promise<Occurrence[]>;

const DAY = 86_400_000;

/**
 * Which event makes which figure grow. Figures are kept as counts only: no row here leads back to a person or a case.
 * Sex and age group are read once, at that moment, and only where the person's basis covers statistics.
 */
const RULES: Record<string, Rule> = {
  'cases.request-accepted': async (tx, { requestId }) => [
    { indicator: 'requests-opened', ...(await soughtIn(tx, requestId)) },
  ],
  'cases.request-reopened': async (tx, { requestId }) => [
    { indicator: 'requests-reopened', ...(await soughtIn(tx, requestId)) },
  ],
  'cases.request-closed': closed,
  'cases.request-withdrawn': closed,
  'cases.enquirer-lost': async (tx, { requestId }) => [
    { indicator: 'enquirers-lost', ...(await soughtIn(tx, requestId)) },
  ],
  'cases.search-action-recorded': (tx, { requestId }) => timeTo(tx, requestId, 'time-to-first-action'),
  'cases.result-delivered': (tx, { requestId }) => timeTo(tx, requestId, 'time-to-result'),
  'registrations.registered': (tx, { registrationId }) => childrenRegistered(tx, [registrationId]),
  'registrations.batch-registered': (tx, { registrationIds }) =>
    childrenRegistered(tx, registrationIds?.split(',') ?? []),
  'matching.match-confirmed': (tx, payload) => reviewed(tx, payload, 'confirmed'),
  'matching.match-rejected': (tx, payload) => reviewed(tx, payload, 'rejected'),
  'reunification.handed-over': childrenReunited,
  // A message is a dossier of its own.
  'messages.collected': (_, { messageId }) =>
    Promise.resolve([{ indicator: 'messages-collected', dossierId: messageId as DossierId }]),
  'messages.delivered': (_, { messageId }) =>
    Promise.resolve([{ indicator: 'messages-delivered', dossierId: messageId as DossierId }]),
  'consent.basis-withdrawn': (_, { dossierId, personId }) =>
    Promise.resolve([
      { indicator: 'consents-withdrawn', dossierId: dossierId as DossierId, persons: [personId as PersonId] },
    ]),
};

@Injectable()
@HandlesEvents({ name: 'reporting.count', topics: Object.keys(RULES) })
export class CountEvents implements EventHandler {
  constructor(
    private readonly people: People,
    private readonly consent: Consent,
  ) {}

  async handle(tx: Transaction, { topic, payload }: DomainEvent): Promise<void> {
    for (const occurrence of await RULES[topic]!(tx, payload, this.people)) await this.count(tx, occurrence);
  }

  private async count(tx: Transaction, { indicator, of, dossierId, persons }: Occurrence): Promise<void> {
    const dossier = await tx.of(Dossier).find({ id: dossierId });
    if (!dossier) return;
    const { year, quarter } = quarterOf(tx.now);
    for (const { sex, age } of persons ? await this.groupsOf(tx, persons) : [NOBODY])
      await tx.sql(
        `INSERT INTO report_counts (year, quarter, branch_id, indicator, of, sex, age_group, count) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
         ON CONFLICT (year, quarter, branch_id, indicator, of, sex, age_group) DO UPDATE SET count = report_counts.count + 1`,
        [year, quarter, dossier.branchId, indicator, of ?? '', sex, age],
      );
  }

  private async groupsOf(tx: Transaction, persons: readonly PersonId[]) {
    const covered = new Set<PersonId>();
    for (const id of persons) if (await this.consent.covers(tx, id, 'statistics')) covered.add(id);
    const details = await this.people.details(tx, [...covered]);
    return persons.map((id) => groupOf(details.get(id), tx.now));
  }
}

const NOBODY = { sex: 'not-told', age: 'not-told' } as const;

function groupOf(details: PersonDetails | undefined, now: Date) {
  const sex: SexGroup =
    details?.sex === undefined
      ? 'not-told'
      : details.sex === 'female' || details.sex === 'male'
        ? details.sex
        : 'other';
  return { sex, age: ageGroupOf(details?.birth?.date, now) };
}

/** Whom a request is about. */
async function soughtIn(tx: Transaction, requestId: string | undefined) {
  const dossierId = requestId as DossierId;
  const sought = await tx.of(SoughtPerson).all({ dossierId });
  return { dossierId, persons: sought.map(({ id }) => id) };
}

async function closed(tx: Transaction, { requestId }: Payload): Promise<Occurrence[]> {
  const request = await tx.of(TracingRequest).find({ id: requestId as DossierId });
  if (!request?.outcome) return [];
  return [{ indicator: 'requests-closed', of: request.outcome, ...(await soughtIn(tx, requestId)) }];
}

/** From the first contact to now, once for each request, however often it happens again. */
async function timeTo(
  tx: Transaction,
  requestId: string | undefined,
  indicator: 'time-to-first-action' | 'time-to-result',
): Promise<Occurrence[]> {
  const request = await tx.of(TracingRequest).find({ id: requestId as DossierId });
  const first = await tx.sql(
    'INSERT INTO report_milestones (dossier_id, milestone) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING milestone',
    [requestId, indicator],
  );
  if (!request || first.length === 0) return [];
  const of = timeBandOf((tx.now.getTime() - request.openedAt.getTime()) / DAY);
  return [{ indicator, of, ...(await soughtIn(tx, requestId)) }];
}

async function childrenRegistered(tx: Transaction, ids: readonly (string | undefined)[]): Promise<Occurrence[]> {
  const registrations = await tx.of(Registration).all({
    id: In([...ids]),
    kind: In(['unaccompanied-child', 'separated-child']),
  });
  return registrations.flatMap(({ id: dossierId, kind: of, personId }) =>
    of === 'unaccompanied-child' || of === 'separated-child'
      ? [{ indicator: 'children-registered' as const, of, dossierId, persons: [personId] }]
      : [],
  );
}

/** Everybody in the family who may be a child, as the steps that led there counted them. */
async function childrenReunited(tx: Transaction, payload: Payload, people: People): Promise<Occurrence[]> {
  const members = await tx.sql<{ id: PersonId; dossierId: DossierId }>(
    'SELECT person_id AS id, dossier_id AS "dossierId" FROM reunification_members WHERE reunification_id = $1',
    [payload.reunificationId],
  );
  const details = await people.details(
    tx,
    members.map(({ id }) => id),
  );
  const persons = members.map(({ id }) => id).filter((id) => mayBeChild(details.get(id) ?? { names: [] }, tx.now));
  return persons.length > 0 ? [{ indicator: 'children-reunited', dossierId: members[0]!.dossierId, persons }] : [];
}

async function reviewed(tx: Transaction, { matchId }: Payload, of: 'confirmed' | 'rejected'): Promise<Occurrence[]> {
  const [match] = await tx.sql<{ dossierId: DossierId }>(
    'SELECT request_id AS "dossierId" FROM potential_matches WHERE id = $1 AND first_reviewer_id IS NOT NULL',
    [matchId],
  );
  return match ? [{ indicator: 'matches-reviewed', of, dossierId: match.dossierId }] : [];
}
