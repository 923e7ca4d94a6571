import { Consent, type Purpose, type UseOptions } from '#libs/consent';
import { UnitOfWork } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import type { Deployment } from './deployment.js';
import type { Staff } from './staff.js';

/** The answer to a use as whatever acts gets it, in a transaction of its own. */
export async function permitFor(
  relink: Deployment,
  { account }: Staff,
  id: PersonId,
  purpose: Purpose,
  options: UseOptions = {},
): Promise<string> {
  const [row] = await relink.database.sql<{ dossier_id: DossierId }>(
    'SELECT dossier_id FROM relink.persons WHERE id = $1',
    [id],
  );
  const { id: accountId, role, branchId } = account;
  return relink.app
    .get(UnitOfWork)
    .run({ kind: 'staff', accountId, role, branchId }, (tx) =>
      relink.app.get(Consent).permit(tx, { id, dossierId: row!.dossier_id }, purpose, options),
    )
    .then(
      () => 'permitted',
      (error: { code?: string }) => error.code ?? 'failed',
    );
}
