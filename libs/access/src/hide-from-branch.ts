import type { Transaction } from '#libs/database';
import type { AccountId, BranchId } from '#libs/kernel';
import { Account } from './account.entity.js';
import type { Dossier } from './dossier.entity.js';

/**
 * A case is shared with a branch no longer (rule 22): nobody there sees it any more, nor whoever was assigned to it meanwhile. The
 * caller saves the dossier.
 * @param lentTo those who go on seeing it for another reason, such as an offer to take it over
 */
export async function hideFromBranch(
  tx: Transaction,
  dossier: Dossier,
  branchId: BranchId,
  lentTo: readonly AccountId[] = [],
): Promise<void> {
  dossier.endSharing(branchId);
  const there = await tx.of(Account).all({ branchId });
  for (const { id } of there) if (!lentTo.includes(id)) dossier.unassign(id);
}
