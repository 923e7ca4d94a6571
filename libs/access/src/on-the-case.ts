import type { DossierFacts, Transaction } from '#libs/database';
import type { Actor, Role } from '#libs/kernel';
import type { Account } from './account.entity.js';
import type { Dossier } from './dossier.entity.js';

/** Roles that do casework, and can be in charge of a case. */
export const CASEWORK: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/**
 * Does casework on this very case: assigned to it, or a supervisor of its branch. What a located person said is for them
 * alone; that there is a case, and in which state, may be known to more.
 */
export function isOnTheCase(actor: Actor, { assigned, branchId }: DossierFacts): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff' || !CASEWORK.includes(actor.role)) return false;
  return assigned.includes(actor.accountId) || (actor.role === 'supervisor' && branchId === actor.branchId);
}

/**
 * Whether somebody can do their part of a case: they are there, and the policies let them work on it.
 * @param by the roles whose work it is
 */
export function worksOn(
  tx: Transaction,
  { id: accountId, state, role, branchId }: Account,
  dossier: Dossier,
  by: readonly Role[] = CASEWORK,
): boolean {
  return (
    state === 'active' && tx.wouldAllow({ kind: 'staff', accountId, role, branchId }, 'work', dossier.facts, { by })
  );
}
