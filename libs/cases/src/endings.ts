import { dayOf, type Day } from '#libs/kernel';
import type { SoughtPerson } from './sought-person.entity.js';

/** What a request ends with; the closed list of the field. */
export const OUTCOMES = [
  'contact-restored',
  'fate-told-only',
  'nothing-can-be-passed-on',
  'died',
  'in-detention-family-informed',
  'not-located',
  'enquirer-unreachable',
  'withdrawn',
  'outside-criteria',
  'duplicate',
  'resolved-by-family',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes that a supervisor chooses; withdrawing and merging have steps of their own. */
export const CLOSING_OUTCOMES = OUTCOMES.filter((outcome) => outcome !== 'withdrawn' && outcome !== 'duplicate');

export const KEEP_CATEGORIES = ['refused', 'withdrawn', 'duplicate', 'without-result', 'with-result'] as const;
export type KeepCategory = (typeof KEEP_CATEGORIES)[number];

/** Years a record is kept from its end, where the supervisor gives no other day. */
const KEEP_YEARS: Readonly<Record<KeepCategory, number>> = {
  refused: 1,
  withdrawn: 1,
  duplicate: 10,
  'without-result': 10,
  'with-result': 5,
};

/** Why the law keeps a record beyond its day. */
export const LEGAL_HOLDS = ['court-order', 'inquiry', 'claim', 'rights-request', 'archive-duty'] as const;
export type LegalHold = (typeof LEGAL_HOLDS)[number];

export function keepUntil(category: KeepCategory, closed: Date): Day {
  const until = new Date(closed);
  until.setUTCFullYear(until.getUTCFullYear() + KEEP_YEARS[category]);
  return dayOf(until);
}

/** Is the record still kept, so that it can be opened again? */
export function withinRetention(
  { keepUntil: until, legalHold }: { keepUntil: string | null; legalHold: string | null },
  now: Date,
): boolean {
  return legalHold !== null || (until !== null && until >= dayOf(now));
}

/** These say of everybody sought in the request that the search is over. */
const ENDS_FOR_ALL: ReadonlySet<Outcome> = new Set([
  'not-located',
  'enquirer-unreachable',
  'outside-criteria',
  'resolved-by-family',
  'withdrawn',
  'duplicate',
]);

/** A request of several persons does not end with good news of one while another is forgotten. */
export function nobodyLeftBehind(
  outcome: Outcome,
  sought: readonly Pick<SoughtPerson, 'located'>[],
  endsForMissing: boolean,
): boolean {
  return endsForMissing || ENDS_FOR_ALL.has(outcome) || sought.every(({ located }) => located);
}

/** Somebody is still missing, or was found while another one's result was on its way. */
export function someoneStillToFind(sought: readonly Pick<SoughtPerson, 'toldAt'>[]): boolean {
  return sought.some(({ toldAt }) => toldAt === null);
}
