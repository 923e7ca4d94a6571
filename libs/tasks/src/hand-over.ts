import { branchInCharge } from '#libs/access';
import type { Transaction } from '#libs/database';
import { daysAfter, type AccountId, type BranchId, type DossierId } from '#libs/kernel';
import { endTask, type Tasks } from './tasks.js';

/** So many days until somebody else is in charge of a case. */
const FOUND_WITHIN_DAYS = 3;

/** A case that is not over, and the branch it belongs to. */
export interface CaseInCharge {
  id: DossierId;
  branchId: BranchId;
}

/**
 * What somebody who is gone was in charge of waits for the supervisors of its branch, who find somebody else. Whoever is there and
 * may be in charge keeps theirs: they may have come back before anybody looked.
 * @param cases of this owner, locked by the caller, so that nobody is put in charge of them meanwhile
 */
export async function handOver(
  tx: Transaction,
  tasks: Tasks,
  ownerId: AccountId,
  cases: readonly CaseInCharge[],
): Promise<void> {
  if (cases.length === 0) return;
  const kept = await branchInCharge(tx, ownerId);
  const due = daysAfter(tx.now, FOUND_WITHIN_DAYS);
  for (const { id: dossierId, branchId: branch } of cases)
    if (branch !== kept) await tasks.open(tx, { kind: 'hand-over-case', dossierId, role: 'supervisor', branch, due });
}

/** Somebody is in charge of the case now: nobody has to be found, and what the one before still had to do in it is theirs. */
export function takeCharge(tx: Transaction, dossierId: DossierId, before: AccountId, now: AccountId): void {
  endHandOver(tx, dossierId);
  if (before === now) return;
  const statement = tx.sql(
    `UPDATE tasks SET owner_id = $3, version = version + 1 WHERE dossier_id = $1 AND owner_id = $2 AND state = 'open'`,
    [dossierId, before, now],
  );
  tx.meanwhile(statement);
}

/** There is nothing in the case to be in charge of any more. */
export function endHandOver(tx: Transaction, dossierId: DossierId): void {
  endTask(tx, { kind: 'hand-over-case', about: dossierId });
}
