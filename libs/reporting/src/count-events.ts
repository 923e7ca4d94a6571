import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { SoughtPerson, TracingRequest } from '#libs/cases';
import { Consent } from '#libs/consent';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { People, type PersonDetails } from '#libs/people';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Registration } from '#libs/registrations';
import { ageGroupOf, timeBandOf, type Indicator, type SexGroup } from './indicators.js';
import { quarterOf } from './quarter.js';

/** One figure that grows: about these persons, or about none of them, in the branch of the dossier. */
interface Occurrence {
  indicator: Indicator;
  of?: string;
  dossierId: DossierId;
  persons?: PersonId[];
}

type Payload = DomainEvent['payload'];
type Rule = (tx: Transaction, payload: Payload) => Promise<Occurrence[]>;

const DAY = 86_400_000;

/**
 * Which event makes which figure grow. Figures are kept as counts only: no row here leads back to a person or a case.
 * Sex and age group are read once, at that moment, and only where the person's basis covers statistics.
 */
const RULES: Record<string, Rule> = {
  'cases.request-accepted': (tx, { requestId }) => aboutSought(tx, requestId, 'requests-opened'),
  'cases.request-reopened': (tx, { requestId }) => aboutSought(tx, requestId, 'requests-reopened'),
  'cases.request-closed': closed,
  'cases.request-withdrawn': closed,
  'cases.enquirer-lost': (tx, { requestId }) => aboutSought(tx, requestId, 'enquirers-lost'),
  'cases.search-action-recorded': (tx, { requestId }) => timeTo(tx, requestId, 'time-to-first-action'),
  'cases.result-delivered': (tx, { requestId }) => timeTo(tx, requestId, 'time-to-result'),
  'registrations.registered': (tx, { registrationId }) => children(tx, [registrationId]),
  'registrations.batch-registered': (tx, { registrationIds }) => children(tx, registrationIds?.split(',') ?? []),
  'matching.match-confirmed': (tx, payload) => reviewed(tx, payload, 'confirmed'),
  'matching.match-rejected': (tx, payload) => reviewed(tx, payload, 'rejected'),
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
    for (const occurrence of await RULES[topic]!(tx, payload)) await this.count(tx, occurrence);
  }

  private async count(tx: Transaction, { indicator, of = '', dossierId, persons }: Occurrence): Promise<void> {
    const dossier = await tx.of(Dossier).find({ id: dossierId });
    if (!dossier) return;
    const { year, quarter } = quarterOf(tx.now);
    for (const { sex, age } of persons ? await this.groupsOf(tx, persons) : [NOBODY])
      await tx.sql(
        `INSERT INTO report_counts (year, quarter, branch_id, indicator, of, sex, age_group, count) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
         ON CONFLICT (year, quarter, branch_id, indicator, of, sex, age_group) DO UPDATE SET count = report_counts.count + 1`,
        [year, quarter, dossier.branchId, indicator, of, sex, age],
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

async function aboutSought(tx: Transaction, requestId: string | undefined, indicator: Indicator, of?: string) {
  const dossierId = requestId as DossierId;
  const sought = await tx.of(SoughtPerson).all({ dossierId });
  return [{ indicator, ...(of && { of }), dossierId, persons: sought.map(({ id }) => id) }];
}

async function closed(tx: Transaction, { requestId }: Payload): Promise<Occurrence[]> {
  const request = await tx.of(TracingRequest).find({ id: requestId as DossierId });
  return request?.outcome ? aboutSought(tx, requestId, 'requests-closed', request.outcome) : [];
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
  return aboutSought(tx, requestId, indicator, timeBandOf((tx.now.getTime() - request.openedAt.getTime()) / DAY));
}

async function children(tx: Transaction, ids: readonly (string | undefined)[]): Promise<Occurrence[]> {
  const registrations = await tx.of(Registration).all({
    id: In([...ids]),
    kind: In(['unaccompanied-child', 'separated-child']),
  });
  return registrations.map(({ id, kind, personId }) => ({
    indicator: 'children-registered',
    of: kind,
    dossierId: id,
    persons: [personId],
  }));
}

async function reviewed(tx: Transaction, { matchId }: Payload, of: 'confirmed' | 'rejected'): Promise<Occurrence[]> {
  const [match] = await tx.sql<{ dossierId: DossierId }>(
    'SELECT request_id AS "dossierId" FROM potential_matches WHERE id = $1 AND first_reviewer_id IS NOT NULL',
    [matchId],
  );
  return match ? [{ indicator: 'matches-reviewed', of, dossierId: match.dossierId }] : [];
}
