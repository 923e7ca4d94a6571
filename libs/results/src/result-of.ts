import type { Purpose } from '#libs/consent';
import type { SlotsOf } from '#libs/wording';
import { allowedBy, type ContactToGive, type Found, type Occasion } from './wishes.js';

export const TEMPLATES = [
  'result.no-news',
  'result.fate',
  'result.fate-messages',
  'result.fate-contact',
  'result.fate-place',
  'result.fate-place-messages',
  'result.fate-place-contact',
  'result.death',
] as const;
export type Template = (typeof TEMPLATES)[number];

/** One sentence of a result: its template, and in the slots nothing that the template has no place for. */
export type Sentence = { [T in Template]: { template: T; slots: SlotsOf<T> } }[Template];

/** What the result says of one sought person, with what has to be permitted for saying it. */
export interface Finding {
  sentence: Sentence;
  purposes: readonly Purpose[];
}

/**
 * What an enquirer is told of one sought person. By rule and by nothing else: whoever does not want to be found and whoever
 * was not found give the same sentence.
 * @param sought the name as the enquirer gave it
 */
export function resultOf(found: Found, occasion: Occasion, sought: string): Finding {
  switch (found.kind) {
    case 'not-located':
      return noNews(sought);
    case 'died':
      return { sentence: { template: 'result.death', slots: { sought } }, purposes: ['tell-fate'] };
    case 'alive': {
      const allowed = allowedBy(found, occasion);
      if (allowed.fate === 'not-told') return noNews(sought);
      const purposes: Purpose[] = ['tell-fate'];
      if (allowed.place) purposes.push('tell-place');
      if (allowed.contact) purposes.push(allowed.contact === 'pass-messages' ? 'pass-message' : 'give-contact');
      return { sentence: sentenceFor(sought, allowed.place, allowed.contact), purposes };
    }
  }
}

function noNews(sought: string): Finding {
  return { sentence: { template: 'result.no-news', slots: { sought } }, purposes: [] };
}

function sentenceFor(
  sought: string,
  place: string | undefined,
  contact: { give: readonly ContactToGive[] } | 'pass-messages' | undefined,
): Sentence {
  const contacts = contact && contact !== 'pass-messages' ? contact.give.map(({ value }) => value).join(', ') : '';
  if (place === undefined) {
    if (!contact) return { template: 'result.fate', slots: { sought } };
    if (contact === 'pass-messages') return { template: 'result.fate-messages', slots: { sought } };
    return { template: 'result.fate-contact', slots: { sought, contacts } };
  }
  if (!contact) return { template: 'result.fate-place', slots: { sought, place } };
  if (contact === 'pass-messages') return { template: 'result.fate-place-messages', slots: { sought, place } };
  return { template: 'result.fate-place-contact', slots: { sought, place, contacts } };
}

/**
 * When a result is told. One that says nothing goes with the regular contacts, as for somebody who was not located: an
 * extra call would give it away.
 */
export const TIMINGS = ['promptly', 'with-regular-contact'] as const;
export type Timing = (typeof TIMINGS)[number];

export function timingOf(sentences: readonly Sentence[]): Timing {
  return sentences.every(({ template }) => template === 'result.no-news') ? 'with-regular-contact' : 'promptly';
}

/** News of death: in person only, by somebody trained for it. */
export function isNewsOfDeath(sentences: readonly Sentence[]): boolean {
  return sentences.some(({ template }) => template === 'result.death');
}
