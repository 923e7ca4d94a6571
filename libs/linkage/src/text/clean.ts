/** No name, place or number is longer than this in earnest; what lies beyond is not read, so that work stays bounded. */
const LONGEST = 240;

/** Controls, bidi marks, joiners, soft hyphens and variation selectors: invisible, and pasted in by every other program. */
const INVISIBLE = /[\p{Cc}\p{Cf}\uFE00-\uFE0F]/gu;

/** One spelling per text: well-formed, NFKC, no invisible characters, single spaces. Case is kept. */
export function clean(raw: string): string {
  return raw
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\t\n\r\u00A0]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Letters that do not fall apart into a base letter and marks. */
const LATIN_LETTERS: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h', ŋ: 'ng', ə: 'a', ɛ: 'e', ɔ: 'o',
  ɓ: 'b', ɗ: 'd', ɖ: 'd', ƙ: 'k', ƴ: 'y', ŧ: 't', ĸ: 'k', ſ: 's', ʃ: 'sh', ƒ: 'f', ɣ: 'g', ɲ: 'ny', ʒ: 'zh', ƶ: 'z', ɨ: 'i', ʉ: 'u',
}; // prettier-ignore

const PLAIN = /^[a-z]*$/;

/** Lower case a–z only: the form two Latin spellings are compared in. Empty where nothing Latin is left. */
export function foldLatin(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  let out = '';
  for (const char of lower.normalize('NFD')) {
    if (char >= 'a' && char <= 'z') out += char;
    else out += LATIN_LETTERS[char] ?? '';
  }
  return out;
}
