import { shareLockByName, type Transaction } from '#libs/database';
import type { AccountId, BranchId, DossierId } from '#libs/kernel';
import { OwnerUnsuitable } from './access.errors.js';
import { Account } from './account.entity.js';
import { Dossier } from './dossier.entity.js';
import { CASEWORK } from './on-the-case.js';

/** Held by whoever changes an account, and shared by those who give somebody work: nobody is given any while they are leaving. */
export const ACCOUNTS_CHANGE = 'accounts';

/** The one branch where somebody can be in charge of cases; none for whoever is gone or does other work. Pure. */
export function branchOfCharge({
  state,
  role,
  branchId,
}: Pick<Account, 'state' | 'role' | 'branchId'>): BranchId | undefined {
  return state === 'active' && CASEWORK.includes(role) ? branchId : undefined;
}

/** The branch of charge of an account as it is now. */
export async function branchInCharge(tx: Transaction, accountId: AccountId): Promise<BranchId | undefined> {
  const account = await tx.of(Account).find({ id: accountId });
  return account ? branchOfCharge(account) : undefined;
}

/**
 * Gives somebody of its branch work on a case, which lets them see it.
 * @throws OwnerUnsuitable
 */
export async function assignOwner(tx: Transaction, dossierId: DossierId, ownerId: AccountId): Promise<void> {
  const [dossier, , branchId] = await tx.together(
    tx.of(Dossier).lockOrFail({ id: dossierId }),
    shareLockByName(tx.sql, ACCOUNTS_CHANGE),
    branchInCharge(tx, ownerId),
  );
  if (branchId !== dossier.branchId) throw new OwnerUnsuitable();
  dossier.assign(ownerId);
  await tx.of(Dossier).save(dossier);
}
