import { openDossier } from '#libs/access';
import type { Transaction } from '#libs/database';
import { newId, type AccountId, type BranchId, type DossierId } from '#libs/kernel';
import type { PartnerId } from '../registry/partner.entity.js';
import { bindCase } from '../traffic/exchange-cases.js';

/**
 * A dossier for what a partner brings that belongs to no case of ours. Only who is assigned sees it: the liaison officers, and
 * whoever they give it to.
 */
export async function openPartnerDossier(tx: Transaction, partnerId: PartnerId, handle: string): Promise<DossierId> {
  const id = newId<'dossier'>();
  const { first, all } = await liaisonsOf(tx);
  const dossier = await openDossier(tx, first, { id, kind: 'partner-enquiry', sensitivity: 'protected' });
  await tx.sql('UPDATE dossiers SET assigned = $2 WHERE id = $1', [dossier.id, all]);
  await bindCase(tx, partnerId, handle, id);
  return id;
}

/** In whose branch it lies, and who sees it: where there is no liaison officer, the first branch, and its supervisors. */
async function liaisonsOf(
  tx: Transaction,
): Promise<{ first: { accountId: AccountId; branchId: BranchId }; all: AccountId[] }> {
  const liaisons = await tx.sql<{ id: AccountId; branch_id: BranchId }>(
    `SELECT id, branch_id FROM accounts WHERE role = 'liaison' AND state = 'active' ORDER BY id`,
  );
  const [first] = liaisons;
  if (first) return { first: { accountId: first.id, branchId: first.branch_id }, all: liaisons.map(({ id }) => id) };
  const [branch] = await tx.sql<{ id: BranchId }>('SELECT id FROM branches ORDER BY created_at, id LIMIT 1');
  return { first: { accountId: newId<'account'>(), branchId: branch!.id }, all: [] };
}
