import type { Transaction } from '#libs/database';
import type { DossierId, PersonId, Sensitivity } from '#libs/kernel';
import { displayName, type PersonDetails } from '#libs/people';
import { csvCell } from '#libs/registrations';
import type { Export, Exported } from './export.entity.js';

/** Somebody who would be in the file by what was asked for. */
export interface Candidate {
  personId: PersonId;
  dossierId: DossierId;
  reference: string;
  /** The day the record was opened. */
  day: string;
  sensitivity: Sensitivity;
}

/**
 * Whom a list is about. Of requests, everybody whom a request seeks that has not ended, whatever came of it: a list shows
 * nobody as found by leaving them out. Each ends in the same columns and takes the branch, the first and the last day.
 */
const CANDIDATES: Record<Exported, string> = {
  'tracing-requests': `SELECT s.id AS person_id, s.dossier_id, r.reference, (r.opened_at AT TIME ZONE 'UTC')::date AS day, d.sensitivity
    FROM sought_persons s JOIN tracing_requests r ON r.id = s.dossier_id JOIN dossiers d ON d.id = r.id
    WHERE r.state NOT IN ('pre-case', 'submitted', 'refused', 'closed') AND d.branch_id = $1
      AND (r.opened_at AT TIME ZONE 'UTC')::date BETWEEN coalesce($2::date, '-infinity') AND $3::date`,
  registrations: `SELECT p.person_id, r.id AS dossier_id, r.reference, r.registered_on AS day, d.sensitivity
    FROM registrations r JOIN dossiers d ON d.id = r.id
    CROSS JOIN LATERAL (SELECT r.person_id UNION SELECT m.person_id FROM household_members m WHERE m.dossier_id = r.id) p
    WHERE r.state = 'active' AND d.branch_id = $1 AND r.registered_on BETWEEN coalesce($2::date, '-infinity') AND $3::date`,
};

type Scope = Pick<Export, 'what' | 'branchId' | 'openedFrom' | 'openedTo'>;

/** How many the asker would get at most. */
export async function countCandidates(tx: Transaction, { what, branchId, openedFrom, openedTo }: Scope) {
  const [row] = await tx.sql<{ count: number }>(`SELECT count(*)::int AS count FROM (${CANDIDATES[what]}) AS found`, [
    branchId,
    openedFrom,
    openedTo,
  ]);
  return row!.count;
}

export function candidatesOf(tx: Transaction, { what, branchId, openedFrom, openedTo }: Scope, most: number) {
  return tx.sql<Candidate>(
    `SELECT found.person_id AS "personId", found.dossier_id AS "dossierId", found.reference, found.day::text AS day, found.sensitivity
     FROM (${CANDIDATES[what]}) AS found ORDER BY found.reference, found.person_id LIMIT ${most}`,
    [branchId, openedFrom, openedTo],
  );
}

/** Columns of the file. Who looks for somebody, and what became of them, is not among them. */
const COLUMNS: { title: string; value: (candidate: Candidate, person: PersonDetails) => string }[] = [
  { title: 'Reference', value: ({ reference }) => reference },
  { title: 'Opened', value: ({ day }) => day },
  { title: 'Name', value: (_, person) => displayName(person) },
  {
    title: 'Other names',
    value: (_, person) =>
      person.names
        .map(({ text }) => text)
        .filter((text) => text !== displayName(person))
        .join('; '),
  },
  { title: 'Sex', value: (_, { sex }) => sex ?? '' },
  { title: 'Born', value: (_, { birth }) => (birth ? born(birth.date) : '') },
  {
    title: 'Places',
    value: (_, { places = [] }) =>
      places.map(({ kind, text, country }) => `${kind}: ${[text, country].filter(Boolean).join(', ')}`).join('; '),
  },
];

/** What of a person is in the file; a permit is asked for these. */
export const CATEGORIES_IN_FILE = ['identity', 'places'] as const;

/** An interval of days after ISO 8601, or the day where it is known. */
function born({ earliest, latest }: { earliest: string; latest: string }): string {
  return earliest === latest ? earliest : `${earliest}/${latest}`;
}

/** Comma-separated text after RFC 4180, with a mark by which spreadsheets know that it is UTF-8. Pure. */
export function fileOf(rows: readonly { candidate: Candidate; person: PersonDetails }[]): Buffer {
  const lines = [
    COLUMNS.map(({ title }) => title),
    ...rows.map(({ candidate, person }) => COLUMNS.map(({ value }) => value(candidate, person))),
  ];
  return Buffer.from(`\ufeff${lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`);
}
