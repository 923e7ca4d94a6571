import { alternatives, type Lattice } from './lattice.js';

/**
 * Latin letters read as the many languages that use them do. Each rule: letters, sounds (likeliest first), and where it holds.
 * Rules are tried longest first, then in the order of the table.
 */
interface Rule {
  letters: string;
  sounds: readonly string[];
  /** Only before one of these letters (`$` is the end of the word). */
  before?: string;
  /** Only after one of these letters (`^` is the start of the word). */
  after?: string;
}

const RULES: readonly Rule[] = [
  // clusters
  rule('dge', 'J|dge'), rule('dg', 'J|dg'), rule('dž', 'J'), rule('tsj', 'C'), rule('skj', 'S|sk'), rule('sj', 'S|sy'), rule('nge', 'nJ|nge|n', '$'), rule('ng', 'nJ|ng', 'eiy'), rule('nb', 'nb|mb'), rule('nm', 'nm|m'), rule('np', 'np|mp'), rule('cs', 'C|ks|S'), rule('cae', 'tse|ke|se'), rule('coe', 'ko|tse|se'), rule('cj', 'ts|k'), rule('ica', 'ika|itsa', '$'),
  rule('cv', 'tsv|kv'), rule('vch', 'vC'), rule('vc', 'vts|vk'), rule('oj', 'oi|oJ', '$'), rule('aj', 'ai|aJ|aZ', '$'), rule('ej', 'ei|eJ', '$'), rule('uj', 'ui|uJ', '$'), rule('lj', 'l|li', '$'), rule('ija', 'ia|iJa', '$'), rule('tc', 'C|ts'), rule('ly', 'li|i', '$'), rule('yl', 'il|yl|l', undefined, '^'), rule('yl', 'yl|l'),   rule('tsch', 'C|tS'), rule('dsch', 'J|dS'), rule('shch', 'S|SC'), rule('sch', 'S|sk|s'), rule('tch', 'C'), rule('dzh', 'J'), rule('tsh', 'C|ts'), rule('eault', 'o|alt', '$'), rule('eau', 'o'), rule('ough', 'o|u|of|ug'), rule('augh', 'o|a|of|ag'),
  rule('zh', 'Z|J|z'), rule('kh', 'X|k|h'), rule('gh', 'G|'), rule('sh', 'S|s'), rule('ch', 'C|k|X|S'), rule('th', 'T|t|s|f'), rule('dh', 'D|d|z'), rule('ph', 'f|p'), rule('rh', 'r'), rule('wh', 'w|h'),
  rule('bh', 'b'), rule('dj', 'J|dy'), rule('tj', 'C|t'), rule('gy', 'J|gy|d', 'aeiouáéóöőúü'), rule('gj', 'gy|y', 'aeiouäöå'), rule('ny', 'ny|n', 'aeiou'), rule('gn', 'n|gn', 'aeiouy'), rule('gl', 'l|gl', 'i'), rule('ck', 'k|tsk', 'iayoíý'), rule('ck', 'k'), rule('cz', 'C|S|z'), rule('sz', 'S|s'),
  rule('rzh', 'rZ'), rule('rz', 'Z|rZ|rz|S'), rule('ts', 'ts|s|C'), rule('tz', 'ts|s'), rule('dz', 'dz|z|J'), rule('zs', 'Z'), rule('ss', 's|S'), rule('sc', 's|S|sk', 'eiy'), rule('cch', 'k'), rule('cc', 'C|ks', 'eiy'), rule('gg', 'J|g', 'eiy'), rule('qu', 'kw|k|C|gu'), rule('lj', 'l|y', undefined, '^'), rule('lj', 'l'), rule('nj', 'n|nJ'),
  rule('gu', 'g|gw', 'eiy'), rule('ti', 'ti|tsi|Si', 'aeou'), rule('ci', 'C|S|si', 'aou'), rule('gi', 'J|gi', 'aou'), rule('jj', 'J'), rule('ll', 'l|y', 'aeiou'), rule('lh', 'l', 'aeio'), rule('nh', 'n', 'aeio'),
  rule('ng', 'ng'), rule('kn', 'n|kn', undefined, '^'), rule('wr', 'r|vr', undefined, '^'), rule('ps', 'ps|s', undefined, '^'), rule('mb', 'm|mb', '$'),
  // endings that French, and those who heard it, leave silent
  rule('ault', 'o|alt', '$'), rule('aux', 'o|auks', '$'), rule('oux', 'u|uks', '$'), rule('eux', 'e|o|euks', '$'), rule('ier', 'ier|ie', '$'), rule('er', 'er|e', '$'), rule('ez', 'es|e|ets', '$'), rule('rd', 'rd|r', '$'), rule('ld', 'ld|l', '$'), rule('nt', 'nt|n', '$'), rule('nd', 'nd|n', '$'), rule('rt', 'rt|r', '$'),
  rule('es', 'es|S||e', '$'), rule('cius', 'sius|si|ki|kius|tsi', '$'), rule('ius', 'ius|i|', '$'), rule('ias', 'ias|i', '$'), rule('us', 'us||uS|u', '$'), rule('os', 'os|oS||o', '$'), rule('tx', 'C|tks'), rule('x', 'ks|S|X|', '$'), rule('aud', 'aud|o', '$'), rule('oud', 'ud|u', '$'), rule('gh', 'G|', '$'),
  // vowels
  rule('ou', 'u|ow|o'), rule('oo', 'u|o'), rule('ee', 'i|e'), rule('ea', 'i|ea|e'), rule('ie', 'i|ie'), rule('ei', 'ei|i|ai'), rule('ey', 'ei|i'), rule('ay', 'ai|e'), rule('ai', 'ai|e'), rule('au', 'au|o|av'), rule('aw', 'au|o|av'),
  rule('ow', 'ou|ov|au'), rule('ew', 'yu|ev|u'), rule('oe', 'oe|o|oi', '$'), rule('ae', 'ae|ai', '$'), rule('ue', 'ue|ui|u', '$'), rule('oe', 'o|oe|e'), rule('ae', 'e|ae|a'), rule('ue', 'u|ue'), rule('ui', 'i|ui'), rule('eu', 'eu|oi|ev'), rule('iy', 'i'), rule('ij', 'iJ|i|ai'), rule('yi', 'i|yi'), rule('ii', 'i'),
  rule('aa', 'a'), rule('uu', 'u'), rule('ão', 'au|an'), rule('ã', 'a|an'), rule('ę', 'e|en|em'), rule('ą', 'o|on|om'), rule('oi', 'oi|ua'), rule('oy', 'oi|ua'),
  // single letters
  rule('a', 'a'), rule('b', 'b'), rule('c', 's|C|k|ts|J', 'eiyı'), rule('c', 'k|ts|C', '$'), rule('c', 'ts|k', 'ł'), rule('c', 'k|ts|J', 'aou', 'nljr'), rule('c', 'k'), rule('d', 'd'), rule('e', 'e|', '$'), rule('e', 'e'), rule('f', 'f'), rule('g', 'J|g|X', 'eiy'), rule('g', 'g'), rule('h', 'h|', undefined, '^'), rule('h', 'h|'),
  rule('i', 'i'), rule('j', 'y|J|Z', '$'), rule('j', 'J|y|X|Z'), rule('k', 'k'), rule('l', 'l'), rule('m', 'm'), rule('n', 'n'), rule('o', 'o'), rule('p', 'p'), rule('q', 'k|C', 'i'), rule('q', 'k|g'), rule('r', 'r'), rule('s', 's|S|', '$'), rule('s', 's|S', 'tp', '^'), rule('s', 's'),
  rule('dt', 't|d|dt'), rule('t', 't||d', '$'), rule('t', 't'), rule('u', 'u'), rule('v', 'v'), rule('w', 'w|v'), rule('x', 's|S|ks|X|h', undefined, '^'), rule('x', 'ks|S|X|h'), rule('y', 'y|i', 'aeiou'), rule('y', 'i'), rule('z', 'z|s|ts'),
  rule('č', 'C'), rule('ć', 'C'), rule('š', 'S|s'), rule('ś', 'S|s'), rule('ş', 'S|s'), rule('ș', 'S|s'), rule('ž', 'Z|z'), rule('ż', 'Z|z'), rule('ź', 'Z|z'), rule('ç', 's|C'), rule('ğ', 'G|'), rule('ģ', 'J|g'), rule('ķ', 'k|C'),
  rule('ł', 'l|w'), rule('ñ', 'ny|n'), rule('ń', 'n'), rule('ň', 'n'), rule('ţ', 'ts'), rule('ț', 'ts'), rule('ř', 'rZ|r'), rule('đ', 'J|d'), rule('ð', 'd|D'), rule('þ', 'T|t'), rule('ß', 's'), rule('ö', 'o|e'), rule('ø', 'o|e'),
  rule('ő', 'o|e'), rule('ü', 'u|yu|i'), rule('ű', 'u|yu'), rule('ä', 'e|a'), rule('æ', 'e|a'), rule('å', 'o|a'), rule('ı', 'i'), rule('ě', 'ye|e'), rule('ə', 'a|e'), rule('ḥ', 'h'), rule('ḫ', 'X'), rule('ṣ', 's|ts'), rule('ṭ', 't'),
  rule('ẓ', 'z'), rule('ḍ', 'd'), rule('ḏ', 'D|z'), rule('ṯ', 'T'), rule('ġ', 'G'), rule('ǧ', 'J'), rule('ẖ', 'X'),
]; // prettier-ignore

function rule(letters: string, sounds: string, before?: string, after?: string): Rule {
  return { letters, sounds: alternatives(sounds), before, after };
}

const BY_FIRST = new Map<string, Rule[]>();
for (const entry of [...RULES].sort((a, b) => b.letters.length - a.letters.length)) {
  const first = entry.letters[0]!;
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), entry]);
}

/** The Arabic article grown onto its word, also where its l became the next letter: Alomari, Assaidi, Ennafati. */
const ARTICLE = /^(?:[ae]l(?=[^aeiou])|[ae](?=([dnrstz])\1))/;

const KNOWN = new Set(RULES.filter(({ letters }) => letters.length === 1).map(({ letters }) => letters)).add('ã');

/**
 * Somali writes long vowels twice, the sound of ع with c and that of ح with x (Caasha, Faarax, Cabdiqaadir). Other orthographies
 * have no c or x beside such vowels, and Somali has no p, v and z.
 */
const SOMALI = /^(?=.*(?:aa|ii|uu|ee|oo))(?=.*[cx])(?!.*(?:[pvz]|c[hk]))|^cabd[iu]/;
const IN_SOMALI: Readonly<Record<string, readonly string[]>> = { c: alternatives('|k'), x: alternatives('h|X') };

/** Reads a word in lower case. Letters with marks that no rule names are read without their marks. */
export function readLatin(word: string): Lattice {
  const letters = plain(word);
  const lattice: (readonly string[])[] = [];
  const somali = SOMALI.test(letters) ? IN_SOMALI : undefined;
  const article = letters.length >= 6 ? ARTICLE.exec(letters)?.[0] : undefined;
  if (article) lattice.push([article, '']);
  for (let at = article?.length ?? 0; at < letters.length;) {
    const sounds = somali?.[letters[at]!];
    if (sounds) {
      lattice.push(sounds);
      at++;
      continue;
    }
    const found = BY_FIRST.get(letters[at]!)?.find((entry) => holds(entry, letters, at));
    if (found) lattice.push(found.sounds);
    at += found?.letters.length ?? 1;
  }
  return lattice;
}

function holds({ letters, before, after }: Rule, word: string, at: number): boolean {
  if (!word.startsWith(letters, at)) return false;
  if (before && !before.includes(word[at + letters.length] ?? '$')) return false;
  return !after || after.includes(word[at - 1] ?? '^');
}

function plain(word: string): string {
  let out = '';
  for (const char of word.normalize('NFC')) {
    if (KNOWN.has(char)) out += char;
    else out += [...char.normalize('NFD')].filter((part) => KNOWN.has(part)).join('');
  }
  return out;
}
