import { Dossier, isOnTheCase } from '#libs/access';
import type { Transaction } from '#libs/database';
import { Forbidden, type DossierId } from '#libs/kernel';

/** The dossier, for those who do casework on this case. @throws NotFound, Forbidden */
export async function dossierOfTheirCase(tx: Transaction, id: DossierId): Promise<Dossier> {
  const dossier = await tx.of(Dossier).findOrFail({ id });
  tx.authorize('see', dossier.facts);
  if (!isOnTheCase(tx.actor, dossier.facts)) throw new Forbidden({ type: 'dossier', id });
  return dossier;
}
