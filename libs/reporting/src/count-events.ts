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

/** What comes by the dozen: looked at together. */
const REGISTERED = 'registrations.registered';

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
  [REGISTERED]: (tx, { registrationId }) => childrenRegistered(tx, [registrationId]),
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

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    const registered = events.filter(({ topic }) => topic === REGISTERED);
    const occurrences = await childrenRegistered(
      tx,
      registered.map(({ payload }) => payload.registrationId),
    );
    for (const { topic, payload } of events)
      if (topic !== REGISTERED) occurrences.push(...(await RULES[topic]!(tx, payload, this.people)));
    if (occurrences.length > 0) await this.count(tx, occurrences);
  }

  private async count(tx: Transaction, occurrences: readonly Occurrence[]): Promise<void> {
    const dossiers = await tx.of(Dossier).all({ id: In(occurrences.map(({ dossierId }) => dossierId)) });
    const branches = new Map(dossiers.map(({ id, branchId }) => [id, branchId]));
    const groups = await this.groupsOf(tx, [...new Set(occurrences.flatMap(({ persons = [] }) => persons))]);
    const counts = new Map<string, number>();
    for (const { indicator, of = '', dossierId, persons } of occurrences) {
      const branchId = branches.get(dossierId);
      if (!branchId) continue;
      for (const { sex, age } of persons?.map((id) => groups.get(id)!) ?? [NOBODY]) {
        const cell = JSON.stringify([branchId, indicator, of, sex, age]);
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
    }
    const { year, quarter } = quarterOf(tx.now);
    // In one order, so that two who count at once do not wait for each other in a circle.
    await tx.sql(
      `INSERT INTO report_counts (year, quarter, branch_id, indicator, of, sex, age_group, count)
       SELECT $1, $2, (cell->>0)::uuid, cell->>1, cell->>2, cell->>3, cell->>4, count
       FROM unnest($3::jsonb[], $4::int[]) AS c(cell, count) ORDER BY cell
       ON CONFLICT (year, quarter, branch_id, indicator, of, sex, age_group) DO UPDATE SET count = report_counts.count + excluded.count`,
      [year, quarter, [...counts.keys()], [...counts.values()]],
    );
  }

  /** Sex and age group of each, where their basis covers statistics. */
  private async groupsOf(tx: Transaction, persons: readonly PersonId[]) {
    if (persons.length === 0) return new Map<PersonId, ReturnType<typeof groupOf>>();
    const covered = await this.consent.covering(tx, persons, 'statistics');
    const details = await this.people.details(tx, [...covered]);
    return new Map(persons.map((id) => [id, groupOf(details.get(id), tx.now)]));
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
  if (ids.length === 0) return [];
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
