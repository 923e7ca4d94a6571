import type { ProtectionFlag } from '#libs/people';
import { coversCategories, type DataCategory } from './categories.js';
import type { PermitRefusal } from './consent.errors.js';
import { heldBack, type Release } from './protection.js';
import { PURPOSE_RULES, type LegalBasis, type Purpose } from './purposes.js';
import { coversRecipient, outside, type Recipient } from './recipients.js';
import { forbids } from './restrictions.js';

/** What the decision wants to know of the newest version of a basis. */
export interface BasisFacts {
  legalBasis: LegalBasis;
  purposes: readonly Purpose[];
  /** `null`: none are named. */
  categories: readonly DataCategory[] | null;
  recipients: readonly string[] | null;
  restrictions: readonly string[];
  /** There are restrictions in the person's own words, which no code can read. */
  restrictedInWords: boolean;
  validFrom: Date;
  validUntil: Date | null;
  /** When it was given, or given again. */
  givenAt: Date;
  withdrawnAt: Date | null;
  /** Purposes taken back one by one, and when (ISO 8601). */
  narrowed: Partial<Record<Purpose, string>>;
}

/** One concrete use of one person's data. */
export interface Use {
  purpose: Purpose;
  at: Date;
  /** The purpose's own receiver where it is left out. */
  recipient?: Recipient;
  categories?: readonly DataCategory[];
  /** Whoever sends has read the restrictions in words and found that none stands against it. */
  restrictionsRead?: boolean;
}

/** What the decision wants to know of the person. */
export interface PersonFacts {
  flags: readonly ProtectionFlag[];
  /** Countries the person comes from. */
  origins: readonly string[];
  releases: readonly Release[];
}

/** A no of the person does not reach these: nobody is asked whether their life is saved or the law is kept. */
export const NOT_ASKED_FOR: ReadonlySet<LegalBasis> = new Set(['vital-interest', 'legal-obligation']);

/** What a person's own no is on each ground. */
export type OwnNo = 'take-back' | 'object' | 'none';

/**
 * Only what somebody agreed to can be taken back. To what others hold to be right a person objects (GDPR article 21), and to
 * that we listen as much: it stops at once. Where a life or the law is at stake their no is a request by right, which the
 * steward answers.
 */
export const OWN_NO: Record<LegalBasis, OwnNo> = {
  consent: 'take-back',
  contract: 'take-back',
  'public-interest': 'object',
  'legitimate-interest': 'object',
  'vital-interest': 'none',
  'legal-obligation': 'none',
};

/** From a basis that is far off to one that almost covers: the refusal told is the nearest. */
const NEARNESS: readonly PermitRefusal[] = [
  'no-basis',
  'purpose-not-covered',
  'withdrawn',
  'expired',
  'needs-own-consent',
  'recipient-not-covered',
  'category-not-covered',
];

/**
 * Is this use covered, and by which basis? Pure.
 *
 * A person's restrictions hold for all their bases, and whoever takes a purpose back is not overruled by a basis from
 * before: only one that was given later, a vital interest or a legal obligation still covers it.
 * @param bases the newest version of each basis the person has, withdrawn ones included
 */
export function decide<Basis extends BasisFacts>(
  bases: readonly Basis[],
  use: Use,
  person: PersonFacts,
): Basis | PermitRefusal {
  const { purpose, at } = use;
  if (bases.length === 0) return 'no-basis';
  if (heldBack(person.flags, purpose, person.releases, at)) return 'protection-flag';
  const takenBack = lastTakenBack(bases, purpose);
  const refusals = bases.map((basis) => refusalOf(basis, use, takenBack));
  const covering = bases[refusals.indexOf(undefined)];
  if (!covering) return nearest(refusals as PermitRefusal[]);
  const to = receiverOf(use);
  if (bases.some(({ restrictions }) => restrictions.some((one) => forbids(one, to, person.origins))))
    return 'restricted';
  if (outside(to) && !use.restrictionsRead && bases.some(({ restrictedInWords }) => restrictedInWords))
    return 'restricted-in-words';
  return covering;
}

export function receiverOf({ purpose, recipient }: Use): Recipient {
  return recipient ?? { class: PURPOSE_RULES[purpose].recipients[0]! };
}

function refusalOf(basis: BasisFacts, use: Use, takenBack: number): PermitRefusal | undefined {
  const { purpose, at, categories = [] } = use;
  const rule = PURPOSE_RULES[purpose];
  if (!basis.purposes.includes(purpose)) return basis.narrowed[purpose] ? 'withdrawn' : 'purpose-not-covered';
  if (basis.withdrawnAt) return 'withdrawn';
  if (basis.givenAt.getTime() <= takenBack && !NOT_ASKED_FOR.has(basis.legalBasis)) return 'withdrawn';
  if (basis.validFrom > at || (basis.validUntil && basis.validUntil <= at)) return 'expired';
  if (rule.only && !rule.only.includes(basis.legalBasis)) return 'needs-own-consent';
  const to = receiverOf(use);
  if (!rule.recipients.includes(to.class) || !coversRecipient(basis.recipients, to, rule.named ?? false))
    return 'recipient-not-covered';
  return coversCategories(basis.categories, categories) ? undefined : 'category-not-covered';
}

/** When the person last said no to this purpose, in milliseconds; long ago where they never did. */
function lastTakenBack(bases: readonly BasisFacts[], purpose: Purpose): number {
  const noes = bases.flatMap(({ purposes, withdrawnAt, narrowed }) => [
    ...(withdrawnAt && purposes.includes(purpose) ? [withdrawnAt.getTime()] : []),
    ...(narrowed[purpose] ? [Date.parse(narrowed[purpose])] : []),
  ]);
  return Math.max(-Infinity, ...noes);
}

function nearest(refusals: readonly PermitRefusal[]): PermitRefusal {
  return refusals.reduce((best, one) => (NEARNESS.indexOf(one) > NEARNESS.indexOf(best) ? one : best));
}
