import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import type { Model } from '../model/weights.js';
import { withinOneSlip } from '../names/distance.js';
import { clean } from '../text/clean.js';
import { found, unknown, type Finding } from './finding.js';

/** Digits of any script as 0–9: Arabic-Indic, Persian, Devanagari, Bengali, Burmese. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    // every block of decimal digits starts at a multiple of 16 or 6 past one
    for (let zero = code; zero > code - 10; zero--)
      if (!/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) return String(code - zero);
    return String(code & 15);
  });
}

/**
 * A phone number in E.164 where it can be told, else its digits. Numbers of different form are compared by their last nine digits:
 * families leave out the country, or write 00 for +.
 */
export function readPhone(raw: string, country?: string): string | undefined {
  const text = asciiDigits(clean(raw)).replace(/^00/, '+');
  const parsed = parsePhoneNumber(text, { ...(country && { defaultCountry: country as CountryCode }) }, metadata);
  if (parsed?.isPossible()) return parsed.number;
  const digits = text.replace(/\D/g, '');
  return digits.length >= 6 && digits.length <= 20 ? digits : undefined;
}

/** The part of a number that stays the same however it is dialled. */
export function phoneTail(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^0+/, '');
  return digits.slice(-9);
}

/** A document or case number: letters and digits only, upper case. Too short to tell anyone apart: `undefined`. */
export function readDocument(raw: string): string | undefined {
  const text = asciiDigits(clean(raw))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return text.length >= 4 && !/^(.)\1+$/u.test(text) ? text : undefined;
}

export function comparePhones(left: readonly string[], right: readonly string[], model: Model): Finding {
  if (left.length === 0 || right.length === 0) return unknown('phone', 'phone-unknown', left[0], right[0]);
  for (const a of left) {
    for (const b of right) {
      if (a === b) return found('phone', 'exact', 'phone-same', model.phone.same, a, b);
      const tail = phoneTail(a);
      if (tail.length >= 7 && tail === phoneTail(b))
        return found('phone', 'close', 'phone-same', model.phone.same - 2, a, b);
    }
  }
  return found('phone', 'different', 'phone-different', model.phone.different, left[0]!, right[0]!);
}

export function compareDocuments(left: readonly string[], right: readonly string[], model: Model): Finding {
  if (left.length === 0 || right.length === 0) return unknown('document', 'document-unknown', left[0], right[0]);
  for (const a of left)
    for (const b of right) if (a === b) return found('document', 'exact', 'document-same', model.document.same, a, b);
  for (const a of left)
    for (const b of right)
      if (Math.min(a.length, b.length) >= 6 && withinOneSlip(a, b))
        return found('document', 'close', 'document-one-character-differs', model.document.oneDigit, a, b);
  return found('document', 'different', 'document-different', model.document.different, left[0]!, right[0]!);
}
