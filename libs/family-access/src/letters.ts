import { PURPOSES, type Purpose } from '#libs/consent';
import { CannotOpenSealed, openLetter } from '#libs/crypto';
import type { Id } from '#libs/kernel';
import type { FamilyCardId } from './family-card.entity.js';

export type LetterId = Id<'family-letter'>;

export const CONTACT_KINDS = ['phone', 'messaging', 'post', 'reach-through'] as const;
export const SAFE_TIMES = ['any', 'morning', 'afternoon', 'evening'] as const;
export const SAFE_DAYS = ['all-days', 'weekdays', 'weekend'] as const;
export const ASKED_RIGHTS = ['copy', 'correction', 'erasure'] as const;

/** When it is safe to call. */
export interface SafeHours {
  time: (typeof SAFE_TIMES)[number];
  days: (typeof SAFE_DAYS)[number];
}

/** What a family does on the portal. Sealed on the way; plain only where the worker puts it under the key of the case. */
export type FamilyLetter =
  | { kind: 'reachable' }
  | ({
      kind: 'contact';
      contact: (typeof CONTACT_KINDS)[number];
      value: string;
      old: 'keep' | 'stop';
      language: string;
    } & SafeHours)
  | ({ kind: 'call'; language: string } & SafeHours)
  | { kind: 'note'; text: string }
  | { kind: 'stop'; purpose: Purpose }
  | { kind: 'stop-all' }
  | { kind: 'rights'; right: (typeof ASKED_RIGHTS)[number]; text: string }
  | { kind: 'again'; text: string }
  | { kind: 'resume'; text: string }
  | { kind: 'in-touch'; text: string };

/** Of somebody without a card. Nothing of the person they look for. */
export type FirstContactLetter = { kind: 'first-contact'; name: string; phone: string; language: string } & SafeHours;

export type Letter = FamilyLetter | FirstContactLetter;

/** What a letter is bound to: nobody can move it to another card. */
export function aboutLetter(id: LetterId, cardId: FamilyCardId | null): readonly string[] {
  return ['family-letter', id, cardId ?? 'no-card'];
}

/** @throws CannotOpenSealed */
export function readLetter(key: Buffer, sealed: Buffer, id: LetterId, cardId: FamilyCardId | null): Letter {
  const letter = JSON.parse(openLetter(key, sealed, aboutLetter(id, cardId)).toString('utf8')) as Letter;
  // The portal is not believed more than it needs to be.
  if ((cardId === null) !== (letter.kind === 'first-contact')) throw new CannotOpenSealed();
  if (letter.kind === 'stop' && !PURPOSES.includes(letter.purpose)) throw new CannotOpenSealed();
  return letter;
}

/** In the words that notifications understand (`readHours`). */
export function hoursInWords({ time, days }: SafeHours): string {
  const when = time === 'any' ? (days === 'all-days' ? 'any time' : '') : time;
  const on = days === 'weekdays' ? 'on weekdays' : days === 'weekend' ? 'on weekends' : '';
  return `${when} ${on}`.trim();
}
