import type { Transaction } from '#libs/database';
import type { PeopleList } from './list.entity.js';

/** How far the last run is, in rows. */
export interface ListCounts {
  done: number;
  added: number;
  known: number;
  refused: number;
  /** With something left out or assumed. */
  warned: number;
}

export async function countsOf(tx: Transaction, { id, run }: PeopleList): Promise<ListCounts> {
  const [counts] = await tx.sql<ListCounts>(
    `SELECT coalesce(sum(rows), 0)::int AS done, coalesce(sum(added), 0)::int AS added, coalesce(sum(known), 0)::int AS known,
            coalesce(sum(refused), 0)::int AS refused, coalesce(sum(warned), 0)::int AS warned
     FROM list_pieces WHERE dossier_id = $1 AND run = $2 AND run > 0`,
    [id, run],
  );
  return counts!;
}
