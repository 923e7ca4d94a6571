import { randomBytes } from 'node:crypto';
import type { Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import type { PartnerId } from '../registry/partner.entity.js';
import { ExchangeCase } from './traffic.entities.js';

/** The name that we and this partner use for the case; made when it is first needed. */
export async function caseHandle(tx: Transaction, partnerId: PartnerId, dossierId: DossierId): Promise<string> {
  const known = await tx.of(ExchangeCase).find({ partnerId, dossierId });
  if (known) return known.handle;
  await tx.sql(
    'INSERT INTO exchange_cases (partner_id, handle, dossier_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [partnerId, newHandle(), dossierId],
  );
  // Somebody else may have been quicker: theirs counts.
  return (await tx.of(ExchangeCase).findOrFail({ partnerId, dossierId })).handle;
}

/**
 * From now on what the partner calls so belongs to this dossier of ours. Binding it again to the same one changes nothing.
 * @throws Error where the name belongs to another dossier, or the dossier has another name with this partner
 */
export async function bindCase(
  tx: Transaction,
  partnerId: PartnerId,
  handle: string,
  dossierId: DossierId,
): Promise<void> {
  const bound = await tx.sql(
    `INSERT INTO exchange_cases AS c (partner_id, handle, dossier_id) VALUES ($1, $2, $3)
     ON CONFLICT (partner_id, handle) DO UPDATE SET dossier_id = excluded.dossier_id
       WHERE c.dossier_id IS NULL OR c.dossier_id = excluded.dossier_id RETURNING handle`,
    [partnerId, handle, dossierId],
  );
  if (bound.length === 0) throw new Error('This case of the partner belongs to another dossier.');
}

/** A name for what two Societies settle between themselves, about nobody's case. */
export async function ownAffairs(tx: Transaction, partnerId: PartnerId): Promise<string> {
  const handle = newHandle();
  await tx.sql('INSERT INTO exchange_cases (partner_id, handle) VALUES ($1, $2)', [partnerId, handle]);
  return handle;
}

/** 128 random bits: a name that says nothing. */
function newHandle(): string {
  return randomBytes(16).toString('base64url');
}
