import type { ContactInput } from '#libs/people';

export const ATTEMPT_OUTCOMES = ['reached', 'no-answer', 'not-in-service', 'wrong-person', 'message-left'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** Who has not been reached for so long may be lost: the commonest way in which a search fails. */
export const CONTACT_FRESH_DAYS = 180;

/** One attempt to reach the enquirer. Without a contact it was made in another way, such as a visit. */
export interface Attempt {
  at: Date;
  outcome: AttemptOutcome;
  contact?: Pick<ContactInput, 'kind' | 'value'>;
}

/** What counts towards "cannot be reached": everything since they were last reached. */
export interface Unreached {
  attempts: number;
  days: number;
  /** Positions of known contacts that nobody has tried. */
  untried: number[];
}

/** Three attempts, on two days at least (UTC), by every contact that is known now. Pure. */
export function unreached(attempts: readonly Attempt[], contacts: readonly ContactInput[]): Unreached {
  const lastReached = Math.max(0, ...attempts.filter(({ outcome }) => outcome === 'reached').map(({ at }) => +at));
  const since = attempts.filter(({ at, outcome }) => outcome !== 'reached' && +at > lastReached);
  const tried = new Set(since.flatMap(({ contact }) => (contact ? [keyOf(contact)] : [])));
  return {
    attempts: since.length,
    days: new Set(since.map(({ at }) => at.toISOString().slice(0, 10))).size,
    untried: contacts.flatMap((contact, index) => (tried.has(keyOf(contact)) ? [] : [index])),
  };
}

export function triedEnough({ attempts, days }: Unreached): boolean {
  return attempts >= 3 && days >= 2;
}

/** What the table of requests asks before an enquirer counts as lost. Pure. */
export function factsOfLosing(known: Unreached) {
  return { 'three-attempts-on-two-days': triedEnough(known), 'every-contact-tried': known.untried.length === 0 };
}

/** When each of the contacts last worked, in their order. Pure. */
export function lastWorked(attempts: readonly Attempt[], contacts: readonly ContactInput[]): (Date | undefined)[] {
  return contacts.map((contact) => {
    const worked = attempts
      .filter(
        (attempt) => attempt.outcome === 'reached' && attempt.contact && keyOf(attempt.contact) === keyOf(contact),
      )
      .map(({ at }) => +at);
    return worked.length > 0 ? new Date(Math.max(...worked)) : undefined;
  });
}

/** A number stays the same however its digits are grouped. */
function keyOf({ kind, value }: Pick<ContactInput, 'kind' | 'value'>): string {
  return `${kind} ${value.toLowerCase().replace(/[\s().-]/g, '')}`;
}
