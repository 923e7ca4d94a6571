import type { Transaction } from '#libs/database';
import type { AccountId, BranchId, DossierId, Role } from '#libs/kernel';
import type { TaskKind } from './task-kinds.js';
import type { Tasks } from './tasks.js';

/** What a schedule reminds of, for every record that its query finds. */
export interface Reminder {
  kind: TaskKind;
  /**
   * SQL that answers `id` (the record it is about), `dossier_id`, `due` (a day that stays the same while nothing changes),
   * and who has to do it: `owner_id`, `for_role`, `branch_id`. Its parameters begin at $1.
   */
  query: string;
  parameters: readonly unknown[];
  /** What the query no longer finds needs nobody any more: its open task ends. */
  endsByItself?: boolean;
}

interface Found {
  id: string;
  dossier_id: DossierId;
  due: string;
  owner_id: AccountId | null;
  for_role: Role | null;
  branch_id: BranchId | null;
}

const PAGE = 200;

/**
 * One page of reminders. A record is reminded of once for a day it is due: whoever has ended the task has seen it, and
 * is not asked again until that day changes.
 * @returns where the next page begins
 */
export async function remind(
  tx: Transaction,
  tasks: Tasks,
  { kind, query, parameters, endsByItself = false }: Reminder,
  after?: string,
): Promise<string | undefined> {
  const next = parameters.length + 1;
  if (endsByItself && after === undefined)
    await tx.sql(
      `UPDATE tasks SET state = 'done', done_at = $${next}, version = version + 1
       WHERE kind = $${next + 1} AND state = 'open' AND about NOT IN (SELECT found.id FROM (${query}) AS found)`,
      [...parameters, tx.now, kind],
    );
  const rows = await tx.sql<Found>(
    `SELECT found.id, found.dossier_id, found.due::text AS due, found.owner_id, found.for_role, found.branch_id
     FROM (${query}) AS found WHERE ($${next}::uuid IS NULL OR found.id > $${next})
       AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.kind = $${next + 1} AND tasks.about = found.id
         AND (tasks.state = 'open' OR tasks.due = found.due))
     ORDER BY found.id LIMIT ${PAGE}`,
    [...parameters, after ?? null, kind],
  );
  for (const { id, dossier_id: dossierId, due, owner_id: owner, for_role: role, branch_id: branch } of rows)
    await tasks.open(tx, {
      kind,
      dossierId,
      about: id,
      due,
      ...(owner && { owner }),
      ...(role && { role }),
      ...(branch && { branch }),
    });
  return rows.length === PAGE ? rows.at(-1)!.id : undefined;
}
