import type { RecipientClass } from './recipients.js';

/**
 * Everything a person's data may be used for. The list is closed: a new purpose is a migration with a written
 * compatibility decision. Migration control is not on it and cannot be added.
 */
export const PURPOSES = [
  'trace',
  'match-within-society',
  'ask-partners-blindly',
  'share-with-partner',
  'share-with-icrc',
  'share-with-authority',
  'publish-enquirer-photo',
  'tell-fate',
  'tell-place',
  'give-contact',
  'pass-message',
  'reunite',
  'refer',
  'statistics',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a located person lets their family learn. Who agreed to which of them says what became of somebody. */
export const TELLING_PURPOSES: readonly Purpose[] = ['tell-fate', 'tell-place', 'give-contact', 'pass-message'];

export const LEGAL_BASES = [
  'consent',
  'vital-interest',
  'public-interest',
  'legitimate-interest',
  'legal-obligation',
  'contract',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** What a purpose asks for besides being agreed to. */
export interface PurposeRule {
  /** Whom the data may reach for this purpose; the first is meant where the caller does not say. */
  recipients: readonly RecipientClass[];
  /** The basis has to name the recipient, or say that every one of the class will do. */
  named?: true;
  /** The only legal bases that will do. */
  only?: readonly LegalBasis[];
}

/** Transfers to an authority rest on the person's own consent or a vital interest; a photo is published by consent alone. */
export const PURPOSE_RULES: Readonly<Record<Purpose, PurposeRule>> = {
  trace: { recipients: ['own-society'] },
  'match-within-society': { recipients: ['own-society'] },
  'ask-partners-blindly': { recipients: ['partner'] },
  'share-with-partner': { recipients: ['partner'], named: true },
  'share-with-icrc': { recipients: ['icrc'] },
  'share-with-authority': { recipients: ['authority'], named: true, only: ['consent', 'vital-interest'] },
  'publish-enquirer-photo': { recipients: ['public'], only: ['consent'] },
  'tell-fate': { recipients: ['enquirer', 'family'] },
  'tell-place': { recipients: ['enquirer', 'family'] },
  'give-contact': { recipients: ['enquirer', 'family'] },
  'pass-message': { recipients: ['family', 'enquirer'] },
  reunite: { recipients: ['family', 'enquirer'] },
  refer: { recipients: ['service', 'partner'], named: true },
  statistics: { recipients: ['own-society'] },
};
