import type { ContactInput } from '#libs/people';
import type { PersonId } from '#libs/kernel';

export const TELL = ['tell', 'do-not-tell'] as const;
export type Tell = (typeof TELL)[number];

export const CONTACT_WISHES = ['give', 'pass-messages', 'none'] as const;
export type ContactWish = (typeof CONTACT_WISHES)[number];

export const TO_WHOM = ['all-enquirers', 'these'] as const;
export type ToWhom = (typeof TO_WHOM)[number];

/**
 * What a located person wants those who ask to learn: three answers, each on its own, to whom, and until when. Where two
 * answers contradict each other (the place, but not that they live), the narrower one holds.
 */
export interface Wishes {
  fate: Tell;
  place: Tell;
  contact: ContactWish;
  toWhom: ToWhom;
  /** The enquirers meant by `these`. */
  enquirers: readonly PersonId[];
  /** The last day on which it may be told, `YYYY-MM-DD`. */
  until?: string;
}

export type ContactToGive = Pick<ContactInput, 'kind' | 'value'>;

/** What could be told at most; what may be told follows from the wishes. */
export interface Knowledge {
  place?: string;
  contacts?: readonly ContactToGive[];
}

/** What is known of one sought person: nothing, that they live and what they wish, or that they died. */
export type Found = { kind: 'not-located' } | { kind: 'alive'; wishes: Wishes; known: Knowledge } | { kind: 'died' };

/** For whom and when a result is made. */
export interface Occasion {
  enquirerId: PersonId;
  /** `YYYY-MM-DD`. */
  today: string;
}

/** What one enquirer may learn on one day. The place and the contacts are there only where they may be told. */
export type Allowed =
  | { fate: 'not-told' }
  | { fate: 'alive'; place?: string; contact?: { give: readonly ContactToGive[] } | 'pass-messages' };

/** The one place where wishes become permission. Pure. */
export function allowedBy({ wishes, known }: Extract<Found, { kind: 'alive' }>, occasion: Occasion): Allowed {
  if (wishes.fate !== 'tell' || !meant(wishes, occasion)) return { fate: 'not-told' };
  const place = wishes.place === 'tell' && known.place ? known.place : undefined;
  const contact = contactAllowed(wishes, known);
  return { fate: 'alive', ...(place && { place }), ...(contact && { contact }) };
}

function meant({ toWhom, enquirers, until }: Wishes, { enquirerId, today }: Occasion): boolean {
  return (toWhom === 'all-enquirers' || enquirers.includes(enquirerId)) && (!until || until >= today);
}

function contactAllowed(
  { contact, place }: Wishes,
  { contacts = [] }: Knowledge,
): { give: readonly ContactToGive[] } | 'pass-messages' | undefined {
  if (contact === 'pass-messages') return 'pass-messages';
  if (contact === 'none') return undefined;
  // An address by post tells the place.
  const give = contacts.filter(({ kind }) => kind !== 'post' || place === 'tell');
  return give.length > 0 ? { give: give.map(({ kind, value }) => ({ kind, value })) } : undefined;
}
