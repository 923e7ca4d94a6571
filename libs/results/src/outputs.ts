import { say, sayToFamily, type Language, type Said } from '#libs/wording';
import { isNewsOfDeath, timingOf, type Sentence } from './result-of.js';
import { allowedBy, type ContactToGive, type Found, type Occasion } from './wishes.js';

// Everything that leaves with a result. Each function takes the sentences (or the wishes) and nothing else, so none of
// them can say more.

/** What the one who delivers says, sentence by sentence. */
export function spoken(sentences: readonly Sentence[], language: Language): string[] {
  return sentences.map(({ template, slots }) => say(language, template, slots as never));
}

/** What may be printed and handed over. News of death is told in person: on paper there is only the invitation to talk. */
export function letter(sentences: readonly Sentence[], language: Language): Said[] {
  const body = isNewsOfDeath(sentences)
    ? [sayToFamily(language, 'letter.invitation', {})]
    : sentences.map(({ template, slots }) => sayToFamily(language, template, slots as never));
  return [...body, sayToFamily(language, 'letter.closing', {})];
}

/** The notice that there is something to talk about: the same for every result; none where nothing is to be told. */
export function notice(sentences: readonly Sentence[], language: Language): Said | undefined {
  return timingOf(sentences) === 'promptly' ? sayToFamily(language, 'notice.message', {}) : undefined;
}

/** What a partner who is in contact with the enquirer may be sent. Without permission a field is not there at all. */
export interface SharedFields {
  fate?: 'alive';
  place?: string;
  contacts?: readonly ContactToGive[];
  passMessages?: true;
}

/**
 * The fields of a located person that an exchange may carry for this enquirer. News of death never travels as a field: it
 * is agreed between the liaisons and told in person.
 */
export function fieldsToShare(found: Found, occasion: Occasion): SharedFields {
  if (found.kind !== 'alive') return {};
  const allowed = allowedBy(found, occasion);
  if (allowed.fate === 'not-told') return {};
  const { place, contact } = allowed;
  return {
    fate: 'alive',
    ...(place && { place }),
    ...(contact === 'pass-messages' && { passMessages: true as const }),
    ...(contact && contact !== 'pass-messages' && { contacts: contact.give }),
  };
}
