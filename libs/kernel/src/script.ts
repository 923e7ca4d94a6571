/** The scripts Relink tells apart; names by ISO 15924 (Arab, Latn …). */
const SCRIPTS = [
  ['Latn', /\p{Script=Latin}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Ethi', /\p{Script=Ethiopic}/gu],
  ['Mymr', /\p{Script=Myanmar}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
  ['Beng', /\p{Script=Bengali}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Geor', /\p{Script=Georgian}/gu],
  ['Hani', /\p{Script=Han}/gu],
  ['Hang', /\p{Script=Hangul}/gu],
] as const;

export type ScriptCode = (typeof SCRIPTS)[number][0] | 'Zyyy';

const ANY_ARABIC = /\p{Script=Arabic}/u;

/** The script most of the text's letters are in; `Zyyy` (undetermined) where it has none we know. */
export function scriptOf(text: string): ScriptCode {
  const plain = scriptOfPlain(text);
  if (plain) return plain;
  let best: ScriptCode = 'Zyyy';
  let most = 0;
  for (const [code, letters] of SCRIPTS) {
    const count = text.match(letters)?.length ?? 0;
    if (count > most) [best, most] = [code, count];
  }
  return best;
}

/** Most names are in plain Latin letters or in Arabic ones alone: those are told without counting script by script. */
function scriptOfPlain(text: string): ScriptCode | undefined {
  let latin = false;
  let arabic = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x600 && code <= 0x6ff) arabic = true;
    else if (code >= 0x80) return undefined;
    else if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) latin = true;
  }
  if (arabic) return latin ? undefined : ANY_ARABIC.test(text) ? 'Arab' : 'Zyyy';
  return latin ? 'Latn' : 'Zyyy';
}
