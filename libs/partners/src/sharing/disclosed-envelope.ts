import { Basis } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { Draft } from '../traffic/composes.js';
import type { Disclosure } from './sharing.entities.js';

/** On what the permit rests, and how long that holds. */
export async function basisOf(tx: Transaction, permitId: string) {
  const [row] = await tx.sql<{ basis_id: string; basis_version: number }>(
    'SELECT basis_id, basis_version FROM permits WHERE id = $1',
    [permitId],
  );
  const basis = await tx.of(Basis).findOrFail({ id: row!.basis_id as Basis['id'], basisVersion: row!.basis_version });
  return { legalBasis: basis.legalBasis, until: basis.validUntil };
}

/** How the partner has to handle what a disclosure carries, and whatever follows with it. */
export function envelopeOf(
  { purpose, permitId, fields, sensitivity, expiresAt }: Disclosure,
  basis: Basis['legalBasis'],
): Draft['envelope'] {
  return {
    purpose,
    basis,
    permit: permitId!,
    fields: [...fields],
    sensitivity,
    expires: Math.floor(expiresAt.getTime() / 1_000),
    hops: 0,
    onward: 'forbidden',
  };
}
