import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { SoughtPerson, TracingRequest } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { mayBeChild, People } from '#libs/people';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Registration } from '#libs/registrations';
import { timeBandOf, type KindOf } from './indicators.js';
import { KeepCounts, type Occurrence } from './keep-counts.js';
import { quarterOf } from './quarter.js';

type Payload = DomainEvent['payload'];
type Rule = (tx: Transaction, payload: Payload, people: People) => Promise<Occurrence[]>;

const DAY = 86_400_000;

/** What comes by the dozen: looked at together. */
const REGISTERED = 'registrations.registered';

/** Which event makes which figure grow. */
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
  'recalls.certified': (tx, { recallId }) => recallAnswered(tx, recallId),
  'recalls.excused': (tx, { recallId }) => recallAnswered(tx, recallId),
  'recalls.overdue': (tx, { recallId }) => recallAnswered(tx, recallId),
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
    private readonly counts: KeepCounts,
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
    if (occurrences.length > 0) await this.counts.add(tx, occurrences, quarterOf(tx.now));
  }
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

/** Once for each recall: what is late stays late, whatever the partner sends afterwards. */
async function recallAnswered(tx: Transaction, recallId: string | undefined): Promise<Occurrence[]> {
  const [recall] = await tx.sql<{ dossierId: DossierId; of: KindOf<'recalls-confirmed'> }>(
    `INSERT INTO report_milestones (dossier_id, milestone)
     SELECT d.id, 'recall ' || r.id FROM recalls r JOIN dossiers d ON d.id = r.dossier_id WHERE r.id = $1
     ON CONFLICT DO NOTHING
     RETURNING dossier_id AS "dossierId", (SELECT CASE WHEN certified_at <= due_at THEN 'in-time' WHEN state = 'excused' AND due_at > $2
       THEN 'excused' ELSE 'late' END FROM recalls WHERE id = $1) AS of`,
    [recallId, tx.now],
  );
  return recall ? [{ indicator: 'recalls-confirmed', ...recall }] : [];
}
