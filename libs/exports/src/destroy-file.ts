import type { Transaction } from '#libs/database';
import type { Export } from './export.entity.js';

/** The file and the key that opened it are gone, also from every copy of the database. Leaves saving to the caller. */
export async function destroyFile(tx: Transaction, one: Export): Promise<void> {
  if (one.contentSubject) await tx.vault.destroy(one.contentSubject);
  Object.assign(one, { contentSubject: null, content: null, key: null });
}
