import type { Recipient } from '#libs/consent';
import type { Transaction } from '#libs/database';
import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import type { ExchangePurpose } from '../protocol/index.js';
import { Partner, type PartnerId } from '../registry/partner.entity.js';

/** The partner as a basis and a permit name it. */
export function recipientOf({ society, country }: Pick<Partner, 'society' | 'country'>): Recipient {
  return { class: 'partner', id: society, country };
}

/** What the registry says to a transfer. */
export function termsOf(
  { state, purposes, highest }: Partner,
  { purpose, sensitivity }: { purpose: ExchangePurpose; sensitivity: Sensitivity },
): { 'partner-paired': boolean; 'within-the-agreement': boolean } {
  return {
    'partner-paired': state === 'paired',
    'within-the-agreement':
      purposes.includes(purpose) && SENSITIVITIES.indexOf(sensitivity) <= SENSITIVITIES.indexOf(highest),
  };
}

/** @throws NotFound */
export function partnerOf(tx: Transaction, id: PartnerId): Promise<Partner> {
  return tx.of(Partner).findOrFail({ id });
}
