import { InvalidInput } from '#libs/kernel';

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

export const LEGAL_BASES = [
  'consent',
  'vital-interest',
  'public-interest',
  'legitimate-interest',
  'legal-obligation',
  'contract',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];
export const GIVEN_BY = ['self', 'guardian', 'representative', 'not-asked'] as const;
export const GIVEN_HOW = ['spoken', 'signed', 'thumbprint', 'witnessed', 'none'] as const;

/** On what one person's data is used, for which purposes, and how that was agreed. */
export interface BasisInput {
  legalBasis: LegalBasis;
  purposes: Purpose[];
  givenBy: (typeof GIVEN_BY)[number];
  how: (typeof GIVEN_HOW)[number];
  noticeVersion?: string;
  noticeLanguage?: string;
  rationale?: string;
  restrictions?: string[];
  /** ISO 8601 day or instant. */
  validUntil?: string;
}

/** Which notice was given is kept in plain, so it is a code and can hold nothing else. */
export const NOTICE_CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/;

/**
 * Consent is something a person gives: who was not asked has not given it, and who gave it did so in some way.
 * @throws InvalidInput
 */
export function checkBasis(
  { legalBasis, givenBy, how, noticeVersion, noticeLanguage }: BasisInput,
  path: string,
): void {
  for (const [field, code] of Object.entries({ noticeVersion, noticeLanguage })) {
    if (code === undefined || NOTICE_CODE.test(code)) continue;
    throw new InvalidInput([
      {
        path: `${path}.${field}`,
        code: 'basis.notice-no-code',
        message: 'Give the code of the notice or language, such as 2026-1 or ar.',
      },
    ]);
  }
  if (legalBasis === 'consent' && (givenBy === 'not-asked' || how === 'none')) {
    throw new InvalidInput([
      {
        path: `${path}.legalBasis`,
        code: 'basis.consent-not-given',
        message:
          'Consent needs the person who gave it and how. For someone who was not asked, choose another basis, such as public interest.',
      },
    ]);
  }
}

/** A sought person has not been asked yet: their basis is never consent. @throws InvalidInput */
export function checkBasisOfSought(basis: BasisInput, path: string): void {
  if (basis.legalBasis === 'consent' || basis.givenBy !== 'not-asked') {
    throw new InvalidInput([
      {
        path: `${path}.legalBasis`,
        code: 'basis.sought-not-asked',
        message:
          'The sought person has not been asked yet. Choose "not asked" and a basis such as public interest or vital interest.',
      },
    ]);
  }
  checkBasis(basis, path);
}
