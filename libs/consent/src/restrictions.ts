import { outside, type Recipient } from './recipients.js';

/** What people most often do not want. Kept in plain, so that every way out can be held back by them. */
export const RESTRICTIONS = [
  'not-to-authorities',
  'not-to-partners',
  'not-to-icrc',
  'not-to-services',
  'not-to-other-family',
  'not-to-country-of-origin',
  'not-across-borders',
  'no-publication',
] as const;
/** Not to this one: by its id or code, or by its country. */
const ABOUT_ONE = ['not-to-authority', 'not-to-partner', 'not-to-organisation', 'not-to-country'] as const;

const ID = '[A-Za-z0-9][A-Za-z0-9.-]{0,59}';
const CODE = new RegExp(`^(${RESTRICTIONS.join('|')}|(${ABOUT_ONE.join('|')}):${ID})$`);

/** Restrictions as people state them fall apart into codes, which are enforced, and words, which somebody has to read. */
export function readRestrictions(stated: readonly string[]): { codes: string[]; words: string[] } {
  const all = [...new Set(stated)];
  return { codes: all.filter((one) => CODE.test(one)), words: all.filter((one) => !CODE.test(one)) };
}

/** Does the restriction stand against this receiver? @param origins the countries the person comes from, as far as known */
export function forbids(restriction: string, to: Recipient, origins: readonly string[]): boolean {
  const [code, id] = restriction.split(':') as [string, string?];
  switch (code) {
    case 'not-to-authorities':
      return to.class === 'authority';
    case 'not-to-partners':
      return to.class === 'partner' || to.class === 'icrc';
    case 'not-to-icrc':
      return to.class === 'icrc';
    case 'not-to-services':
      return to.class === 'service';
    case 'not-to-other-family':
      return to.class === 'family';
    case 'no-publication':
      return to.class === 'public';
    case 'not-across-borders':
      return ['partner', 'icrc', 'public'].includes(to.class);
    case 'not-to-country-of-origin':
      // What is not known could be the very country.
      return outside(to) && (to.country === undefined || origins.length === 0 || origins.includes(to.country));
    case 'not-to-country':
      return outside(to) && (to.country === undefined || to.country === id);
    case 'not-to-authority':
      return to.class === 'authority' && (to.id === undefined || to.id === id);
    case 'not-to-partner':
      return to.class === 'partner' && (to.id === undefined || to.id === id);
    case 'not-to-organisation':
      return outside(to) && (to.id === undefined || to.id === id);
    default:
      // A code this version does not know was set by somebody who meant it.
      return outside(to);
  }
}
