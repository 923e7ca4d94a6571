import type { Sql, Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { PersonCarriesDossier } from './stewardship.errors.js';

/** A reference from one table to another, as the database knows it. */
interface Reference {
  child: string;
  parent: string;
  child_columns: string[];
  parent_columns: string[];
  nullable: boolean;
  /** The child says which dossier its row belongs to. */
  of_dossier: boolean;
}

/** Records that cannot do without the person they are about: whoever is erased there takes the dossier along. */
const CARRIED: readonly { table: string; column: string }[] = [
  { table: 'tracing_requests', column: 'enquirer_id' },
  { table: 'registrations', column: 'person_id' },
  { table: 'red_cross_messages', column: 'writer_id' },
];

/** Is there a record that cannot do without this person? */
export async function carries({ sql }: Transaction, personId: PersonId): Promise<boolean> {
  for (const { table, column } of CARRIED) {
    const carried = await sql(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [personId]);
    if (carried.length > 0) return true;
  }
  return false;
}

/**
 * Deletes a person's row and every row that points at it, however far away. The references are read from the database,
 * so that a table of tomorrow is not forgotten.
 * @throws PersonCarriesDossier
 */
export async function erasePersonRows(tx: Transaction, dossierId: DossierId, personId: PersonId): Promise<void> {
  if (await carries(tx, personId)) throw new PersonCarriesDossier();
  await eraseFrom(tx.sql, await referencesOf(tx.sql), 'persons', `id = '${personId}'`, dossierId, []);
}

/** Deletes a dossier with everybody and everything in it. */
export async function eraseDossierRows(tx: Transaction, dossierId: DossierId): Promise<void> {
  await eraseFrom(tx.sql, await referencesOf(tx.sql), 'dossiers', `id = '${dossierId}'`, dossierId, []);
}

/**
 * Children first. A row of another dossier that merely points here loses the pointer where it can do without.
 * @param condition which rows of the table; made of ids that are known to be ids
 */
async function eraseFrom(
  sql: Sql,
  references: readonly Reference[],
  table: string,
  condition: string,
  dossierId: DossierId,
  above: readonly string[],
): Promise<void> {
  for (const { child, child_columns, parent_columns, nullable, of_dossier } of references.filter(
    ({ parent }) => parent === table,
  )) {
    if (child === table || above.includes(child)) continue;
    const pointing = `(${child_columns.join(', ')}) IN (SELECT ${parent_columns.join(', ')} FROM ${table} WHERE ${condition})`;
    if (nullable && of_dossier) {
      const cleared = child_columns.map((column) => `${column} = NULL`).join(', ');
      await sql(`UPDATE ${child} SET ${cleared} WHERE ${pointing} AND dossier_id <> '${dossierId}'`);
    }
    await eraseFrom(sql, references, child, pointing, dossierId, [...above, table]);
  }
  await sql(`DELETE FROM ${table} WHERE ${condition}`);
}

function referencesOf(sql: Sql): Promise<Reference[]> {
  return sql<Reference>(
    `SELECT child.relname AS child, parent.relname AS parent,
       (SELECT array_agg(quote_ident(a.attname)::text ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY AS k(num, n)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS child_columns,
       (SELECT array_agg(quote_ident(a.attname)::text ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY AS k(num, n)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) AS parent_columns,
       NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attnotnull) AS nullable,
       EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'dossier_id') AS of_dossier
     FROM pg_constraint c JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
     WHERE c.contype = 'f' AND child.relnamespace = 'relink'::regnamespace AND parent.relnamespace = 'relink'::regnamespace
     ORDER BY child.relname, c.conname`,
  );
}
