import type { ScriptCode } from '#libs/kernel';
import type { Random } from '../random.js';

/** Letters taken for each other: neighbours on the keyboard, or alike to the eye. */
const LOOKALIKES: Partial<Record<ScriptCode, Readonly<Record<string, string>>>> = {
  Latn: { a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'ki', m: 'n', n: 'mb', o: 'ip', p: 'o', q: 'wa', r: 'et', s: 'ad', t: 'ry', u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'xs' },
  Arab: { ب: 'تي', ت: 'بث', ث: 'تن', ج: 'حخ', ح: 'جخ', خ: 'حج', د: 'ذ', ذ: 'د', ر: 'زو', ز: 'ر', س: 'ش', ش: 'س', ص: 'ض', ض: 'ص', ط: 'ظ', ظ: 'ط', ع: 'غ', غ: 'ع', ف: 'ق', ق: 'ف', ن: 'ت', ي: 'ب', ک: 'گ', گ: 'ک' },
  Hebr: { ב: 'כ', כ: 'ב', ד: 'ר', ר: 'ד', ה: 'ח', ח: 'ה', ו: 'ז', ז: 'ו', ט: 'מ', נ: 'ג', ג: 'נ', ע: 'צ' },
  Cyrl: { а: 'пв', в: 'аы', е: 'нк', и: 'тм', к: 'уе', н: 'ге', о: 'рл', п: 'ра', р: 'по', с: 'чм', т: 'иь', л: 'од', м: 'си' },
}; // prettier-ignore

const SOUNDALIKES: Partial<Record<ScriptCode, readonly string[]>> = {
  Latn: ['p/b', 'b/p', 'd/t', 't/d', 'k/g', 'g/k', 'v/f', 'f/v', 's/z', 'z/s', 'o/u', 'u/o', 'e/i', 'i/e', 'm/n', 'n/m', 'r/l'],
  Arab: ['ق/ك', 'ك/ق', 'ص/س', 'س/ص', 'ط/ت', 'ت/ط', 'ذ/ز', 'ض/ظ', 'ح/ه', 'ه/ح', 'غ/ق', 'ع/ا', 'ب/ف', 'د/ت', 'ک/ق', 'ی/ا'],
  Cyrl: ['о/а', 'а/о', 'е/и', 'и/е', 'б/п', 'п/б', 'д/т', 'т/д', 'г/х', 'х/г', 'з/с', 'с/з', 'ж/ш'],
  Hebr: ['ט/ת', 'ת/ט', 'ק/כ', 'כ/ק', 'ע/א', 'א/ע', 'ס/ש', 'ח/כ', 'ב/ו'],
  Grek: ['τ/θ', 'κ/χ', 'π/φ', 'ο/ου', 'ι/ε', 'ε/ι', 'σ/ζ'],
  Ethi: ['ጸ/ሰ', 'ቀ/ከ', 'ጠ/ተ', 'ቅ/ክ', 'ት/ድ', 'ብ/ፍ', 'በ/ፈ', 'ዚ/ሲ'],
  Armn: ['բ/պ', 'պ/բ', 'գ/կ', 'կ/գ', 'դ/տ', 'տ/դ', 'ր/ռ', 'ց/ծ', 'թ/տ', 'ք/կ'],
  Geor: ['ფ/პ', 'პ/ფ', 'თ/ტ', 'ტ/თ', 'ქ/კ', 'კ/ქ', 'ყ/ხ', 'ც/წ', 'ჩ/ჭ'],
  Beng: ['শ/স', 'স/শ', 'জ/য', 'ন/ণ', 'র/ড়', 'ি/ী', 'ু/ূ', 'ট/ত'],
  Mymr: ['သ/တ', 'ထ/တ', 'ခ/က', 'ဖ/ပ', 'ဇ/စ', 'ိ/ီ', 'ု/ူ'],
}; // prettier-ignore

const FIRST_LETTER_SPARED = 0.9;

/** One letter wrong; a word of one letter stays. */
export function mistyped(word: string, script: ScriptCode, random: Random): string {
  const letters = Array.from(word);
  if (letters.length < 2) return word;
  const first = letters.length > 2 && random.chance(FIRST_LETTER_SPARED) ? 1 : 0;
  const at = random.between(first, letters.length - 1);
  const letter = letters[at]!;
  const others = LOOKALIKES[script]?.[letter.toLowerCase()];
  const slip = random.below(10);
  if (slip < 3 && others) letters[at] = inCaseOf(letter, random.pick(Array.from(others)));
  else if (slip < 6) letters.splice(at, 1);
  else if (slip < 8) letters.splice(at, 0, letter.toLowerCase());
  else {
    const next = at + 1 < letters.length ? at + 1 : at - 1;
    [letters[at], letters[next]] = [letters[next]!, letter];
  }
  const slipped = letters.join('').trim();
  // two equal letters swapped are no slip
  return slipped === word || slipped === '' ? letters.slice(0, -1).join('').trim() || word : slipped;
}

/** One sound for another; where the word has none of them, it stays. */
export function misheard(word: string, script: ScriptCode, random: Random): string {
  const possible = (SOUNDALIKES[script] ?? [])
    .map((pair) => pair.split('/') as [string, string])
    .filter(([heard]) => word.toLowerCase().includes(heard));
  if (possible.length === 0) return word;
  const [said, heard] = random.pick(possible);
  const at = word.toLowerCase().indexOf(said);
  return word.slice(0, at) + inCaseOf(word.charAt(at), heard) + word.slice(at + said.length);
}

function inCaseOf(model: string, letter: string): string {
  return model !== model.toLowerCase() ? letter.toUpperCase() : letter;
}

/** One digit becomes another. */
export function digitWrong(number: string, random: Random): string {
  const places = Array.from(number).flatMap((char, at) => (/\d/.test(char) ? [at] : []));
  if (places.length === 0) return number;
  const at = random.pick(places);
  const digit = (Number(number.charAt(at)) + random.between(1, 9)) % 10;
  return number.slice(0, at) + String(digit) + number.slice(at + 1);
}
