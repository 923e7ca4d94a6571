import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import type { Purpose } from '#libs/consent';

/** One reading of what is kept about a person. */
export interface Reading {
  at: Date;
  role: string;
  by: string;
}

/** Something of the person was given to somebody, or used for something. */
export interface Receiving {
  at: Date;
  purpose: Purpose;
  /** A class, or class and code. */
  recipient: string;
}

const MOST = 1_000;

/** Who read about the person, the last first, by name: for the steward. */
export function readingsOf(tx: Transaction, person: { id: PersonId; dossierId: DossierId }): Promise<Reading[]> {
  // An entry that names persons is about those alone; one that names none is about all of the record.
  return tx.sql<Reading>(
    `SELECT e.at, e.actor_role AS role, coalesce(a.name, e.actor_id) AS by
     FROM audit.entries e LEFT JOIN relink.accounts a ON a.id::text = e.actor_id
     WHERE e.object_type = 'dossier' AND e.object_id = $1 AND e.actor_kind = 'staff' AND e.action ~ '[.-](read|listed|copied)$'
       AND (e.details NOT LIKE '%"persons"%' OR e.details LIKE '%' || $2 || '%')
     ORDER BY e.at DESC, e.seq DESC LIMIT ${MOST}`,
    [person.dossierId, person.id],
  );
}

/** What was done with the person's data, by permits, the last first. */
export function receivingsOf(tx: Transaction, personId: PersonId): Promise<Receiving[]> {
  return tx.sql<Receiving>(
    `SELECT granted_at AS at, purpose, coalesce(recipient, 'own-society') AS recipient FROM permits WHERE person_id = $1
     ORDER BY granted_at DESC, id DESC LIMIT ${MOST}`,
    [personId],
  );
}

/** For the person: roles and days, no names of staff. */
export interface ReadingDay {
  day: string;
  role: string;
}

export function byDay(readings: readonly Reading[]): ReadingDay[] {
  const days = new Map(readings.map(({ at, role }) => [`${at.toISOString().slice(0, 10)} ${role}`, role]));
  return [...days].map(([key, role]) => ({ day: key.slice(0, 10), role }));
}
