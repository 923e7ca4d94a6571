import { InvalidInput, type PersonId } from '#libs/kernel';
import type { DataCategory } from './categories.js';
import type { LegalBasis, Purpose } from './purposes.js';
import { RECIPIENT_CODE } from './recipients.js';

export const GIVEN_BY = ['self', 'guardian', 'representative', 'not-asked'] as const;
export type GivenBy = (typeof GIVEN_BY)[number];
export const GIVEN_HOW = ['spoken', 'signed', 'thumbprint', 'witnessed', 'none'] as const;
export type GivenHow = (typeof GIVEN_HOW)[number];
export const NOTICE_CHANNELS = ['spoken', 'paper', 'message', 'video', 'web'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];
/** What a child says to what is agreed for them; `cannot-say` where they are too young to be asked. */
export const OWN_VIEWS = ['agrees', 'disagrees', 'cannot-say'] as const;
export type OwnView = (typeof OWN_VIEWS)[number];

/** On what one person's data is used, for which purposes, and how that was agreed. */
export interface BasisInput {
  legalBasis: LegalBasis;
  purposes: Purpose[];
  givenBy: GivenBy;
  how: GivenHow;
  noticeVersion?: string;
  noticeLanguage?: string;
  noticeChannel?: NoticeChannel;
  /** `YYYY-MM-DD`: the day the notice was given. */
  noticeOn?: string;
  rationale?: string;
  /** Where none are named, all but the sensitive ones. */
  categories?: DataCategory[];
  /** Classes or single receivers, such as `partner` or `partner:KEN`. */
  recipients?: string[];
  /** Codes (`not-to-authorities`) and, where no code says it, the person's own words. */
  restrictions?: string[];
  /** The guardian or representative, a person of the same dossier. */
  guardianId?: PersonId;
  ownView?: OwnView;
  /** What the child said. */
  ownViewWords?: string;
  /** ISO 8601 day or instant; from now on where it is left out. */
  validFrom?: string;
  /** ISO 8601 day or instant. */
  validUntil?: string;
}

/** Which notice was given is kept in plain, so it is a code and can hold nothing else. */
export const NOTICE_CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/;

/**
 * Consent is something a person gives: who was not asked has not given it, and who gave it did so in some way.
 * @throws InvalidInput
 */
export function checkBasis(basis: BasisInput, path: string): void {
  const { legalBasis, givenBy, how, noticeVersion, noticeLanguage, recipients = [] } = basis;
  for (const [field, code] of Object.entries({ noticeVersion, noticeLanguage })) {
    if (code === undefined || NOTICE_CODE.test(code)) continue;
    throw refusal(
      `${path}.${field}`,
      'basis.notice-no-code',
      'Give the code of the notice or language, such as 2026-1 or ar.',
    );
  }
  if (!recipients.every((code) => RECIPIENT_CODE.test(code)))
    throw refusal(
      `${path}.recipients`,
      'basis.recipient-no-code',
      'Name receivers by their class, or by class and code, such as partner or partner:KEN.',
    );
  if (legalBasis === 'consent' && (givenBy === 'not-asked' || how === 'none'))
    throw refusal(
      `${path}.legalBasis`,
      'basis.consent-not-given',
      'Consent needs the person who gave it and how. For someone who was not asked, choose another basis, such as public interest.',
    );
  const [from, until] = [dayIn(basis, 'validFrom', path), dayIn(basis, 'validUntil', path)];
  if (from && until && until <= from)
    throw refusal(`${path}.validUntil`, 'basis.ends-before-it-begins', 'Choose an end after the beginning.');
}

/** A sought person has not been asked yet: their basis is never consent. @throws InvalidInput */
export function checkBasisOfSought(basis: BasisInput, path: string): void {
  if (basis.legalBasis === 'consent' || basis.givenBy !== 'not-asked')
    throw refusal(
      `${path}.legalBasis`,
      'basis.sought-not-asked',
      'The sought person has not been asked yet. Choose "not asked" and a basis such as public interest or vital interest.',
    );
  checkBasis(basis, path);
}

/** For a child, a guardian or a representative agrees. @throws InvalidInput */
export function checkGiver({ legalBasis, givenBy }: BasisInput, mayBeChild: boolean, path: string): void {
  if (!mayBeChild || legalBasis !== 'consent' || givenBy !== 'self') return;
  throw refusal(
    `${path}.givenBy`,
    'basis.child-needs-guardian',
    'For a child, the guardian or a representative agrees. Record who that is, and what the child says.',
  );
}

/**
 * What stands behind a guardian's consent: who they are, and what the child itself says. A child's no is never passed
 * over in silence.
 * @throws InvalidInput
 */
export function checkGuardian(basis: BasisInput, mayBeChild: boolean, path: string): void {
  const { legalBasis, givenBy, guardianId, ownView, ownViewWords } = basis;
  if (legalBasis !== 'consent' || (givenBy !== 'guardian' && givenBy !== 'representative')) return;
  if (!guardianId)
    throw refusal(`${path}.guardianId`, 'basis.guardian-missing', 'Name the person who agreed for them.');
  if (mayBeChild && !ownView)
    throw refusal(
      `${path}.ownView`,
      'basis.own-view-missing',
      'Ask what the child says, and record it. Where they are too young to say, choose that.',
    );
  if (ownView === 'disagrees' && !ownViewWords?.trim())
    throw refusal(
      `${path}.ownViewWords`,
      'basis.own-view-words-missing',
      'Write down what the child said against it, so that whoever decides can weigh it.',
    );
}

function dayIn(basis: BasisInput, field: 'validFrom' | 'validUntil', path: string): Date | undefined {
  const text = basis[field];
  if (text === undefined) return undefined;
  const at = new Date(text);
  // Date takes the 31st of February for a day in March.
  if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, 10))) return at;
  throw refusal(`${path}.${field}`, 'date.does-not-exist', 'There is no such day. Check day, month and year.');
}

export function refusal(path: string, code: string, message: string): InvalidInput {
  return new InvalidInput([{ path, code, message }]);
}
