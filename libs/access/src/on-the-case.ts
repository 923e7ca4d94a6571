import type { DossierFacts } from '#libs/database';
import type { Actor, Role } from '#libs/kernel';

const CASEWORK: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/**
 * Does casework on this very case: assigned to it, or a supervisor of its branch. What a located person said is for them
 * alone; that there is a case, and in which state, may be known to more.
 */
export function isOnTheCase(actor: Actor, { assigned, branchId }: DossierFacts): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff' || !CASEWORK.includes(actor.role)) return false;
  return assigned.includes(actor.accountId) || (actor.role === 'supervisor' && branchId === actor.branchId);
}
