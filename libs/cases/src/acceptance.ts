import type { RelationKind } from '#libs/people';
import type { Cause, Circumstances } from './interview.js';

/** What a Society takes on, as data: the document that `RELINK_ACCEPTANCE_RULES` names, or the one shipped with Relink. */
export interface AcceptanceRules {
  /** How contact was lost. */
  causes: readonly Cause[];
  /** How distant a relative may be, in steps over parents, children and spouses: sibling 2, cousin 4. */
  mostDegrees: number;
  /** Taken on whatever the degree: caregivers by custom, companions. */
  alsoRelations: readonly RelationKind[];
  /** Days without contact before the search begins. For a child it begins at once. */
  leastDaysSinceLoss: number;
  /** What the Society leaves to others, each with the words for the supervisor. */
  exclusions: readonly Exclusion[];
}

/** Applies where every condition that is given holds. */
export interface Exclusion {
  causes?: readonly Cause[];
  relations?: readonly RelationKind[];
  /** Contact was lost at least so many years ago, for all we know. */
  yearsSinceLoss?: number;
  message: string;
}

/** One sought person as the rules see them. */
export interface Asked {
  relation: RelationKind;
  circumstances: Circumstances;
  /** For a child nobody waits. */
  mayBeChild: boolean;
}

/** Why a request is not taken on, with what to do. */
export interface Unmet {
  code: string;
  message: string;
}

const DEGREES: Readonly<Partial<Record<RelationKind, number>>> = {
  mother: 1,
  father: 1,
  child: 1,
  spouse: 1,
  sibling: 2,
  grandparent: 2,
  'aunt-or-uncle': 3,
  cousin: 4,
};

/** Everything the rules have against a request; nothing where it is taken on. Pure. */
export function unmetAcceptanceRules(rules: AcceptanceRules, sought: readonly Asked[], now: Date): Unmet[] {
  if (sought.length === 0)
    return [{ code: 'acceptance.nobody-sought', message: 'Nobody is sought in this request yet. Ask for more.' }];
  const found = sought.flatMap((asked) => unmetBy(rules, asked, now));
  return found.filter(({ message }, index) => found.findIndex((other) => other.message === message) === index);
}

function unmetBy(rules: AcceptanceRules, asked: Asked, now: Date): Unmet[] {
  const unmet: Unmet[] = [];
  const { cause } = asked.circumstances;
  if (!cause)
    unmet.push({
      code: 'acceptance.cause-unknown',
      message: 'Ask how contact was lost: the interview does not say it.',
    });
  else if (!rules.causes.includes(cause))
    unmet.push({
      code: 'acceptance.cause',
      message: `Contact lost through "${words(cause)}" is not taken on here. Refuse with a referral.`,
    });
  if (!relationTaken(rules, asked.relation))
    unmet.push({
      code: 'acceptance.relation',
      message: `"${words(asked.relation)}" is too distant to be searched for here. Refuse with a referral.`,
    });
  if (!asked.mayBeChild && lostTooRecently(rules, asked.circumstances, now))
    unmet.push({
      code: 'acceptance.lost-recently',
      message: `Contact was lost less than ${rules.leastDaysSinceLoss} days ago. Ask the enquirer to go on trying until then.`,
    });
  for (const exclusion of rules.exclusions)
    if (excluded(exclusion, asked, now)) unmet.push({ code: 'acceptance.excluded', message: exclusion.message });
  return unmet;
}

function relationTaken({ mostDegrees, alsoRelations }: AcceptanceRules, relation: RelationKind): boolean {
  return alsoRelations.includes(relation) || (DEGREES[relation] ?? Infinity) <= mostDegrees;
}

/** A day that is not known is never held against anybody: even the earliest possible one would have to be too near. */
function lostTooRecently(
  { leastDaysSinceLoss }: AcceptanceRules,
  { lostContactDate }: Circumstances,
  now: Date,
): boolean {
  return lostContactDate !== undefined && daysSince(lostContactDate.earliest, now) < leastDaysSinceLoss;
}

function excluded({ causes, relations, yearsSinceLoss }: Exclusion, asked: Asked, now: Date): boolean {
  const { cause, lostContactDate } = asked.circumstances;
  if (causes && !(cause && causes.includes(cause))) return false;
  if (relations && !relations.includes(asked.relation)) return false;
  if (yearsSinceLoss === undefined) return true;
  return lostContactDate !== undefined && daysSince(lostContactDate.latest, now) >= yearsSinceLoss * 365.25;
}

function daysSince(day: string, now: Date): number {
  return (now.getTime() - new Date(`${day}T00:00:00Z`).getTime()) / 86_400_000;
}

function words(code: string): string {
  return code.replaceAll('-', ' ');
}
