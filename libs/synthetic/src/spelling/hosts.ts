import type { ScriptCode } from '#libs/kernel';
import type { Random } from '../random.js';
import { capitalised, rewriter, withoutMarks, type Letters } from './scheme.js';

/** Foreign names as clerks of other scripts write what they hear or read in a Latin document. */
const ARABIC: Letters = {
  sh: 'ش', ch: ['تش', 'ش'], kh: 'خ', gh: 'غ', th: 'ث', dh: 'ذ', ou: 'و', oo: 'و', ee: 'ي', aa: 'ا', ai: 'اي', ay: 'اي', aw: 'او', au: 'او',
  '#a': 'ا', '#e': 'ا', '#i': 'اي', '#o': 'او', '#u': 'او', 'a#': ['ا', 'ه'], a: ['ا', ''], e: ['ي', ''], i: 'ي', o: 'و', u: 'و', y: 'ي', w: 'و',
  b: 'ب', p: 'ب', t: 'ت', j: 'ج', d: 'د', r: 'ر', z: 'ز', s: 'س', f: 'ف', v: 'ف', q: 'ق', k: 'ك', c: 'ك', g: ['غ', 'ج'], l: 'ل', m: 'م', n: 'ن', h: 'ه',
  x: 'كس', "'": '', '-': ' ',
  bb: 'ب', dd: 'د', ff: 'ف', kk: 'ك', ll: 'ل', mm: 'م', nn: 'ن', pp: 'ب', rr: 'ر', ss: 'س', tt: 'ت', zz: 'ز', yy: 'ي', gg: 'غ',
}; // prettier-ignore
const CYRILLIC: Letters = {
  sh: 'ш', ch: 'ч', kh: 'х', gh: 'г', th: 'т', dh: 'д', ou: 'у', oo: 'у', ee: 'и', ya: 'я', yu: 'ю', ye: 'е', yo: 'ё', zh: 'ж', ts: 'ц', ay: 'ай', ey: 'ей',
  ai: 'ай', iy: 'ий', a: 'а', b: 'б', c: 'к', d: 'д', e: 'е', '#e': 'э', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'дж', k: 'к', l: 'л', m: 'м', n: 'н', o: 'о',
  p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в', w: 'в', x: 'кс', y: 'й', z: 'з', "'": '',
}; // prettier-ignore
const GREEK: Letters = {
  sh: 'σ', ch: 'τσ', kh: 'χ', gh: 'γ', th: 'θ', dh: 'δ', ou: 'ου', oo: 'ου', ee: 'ι', a: 'α', b: 'μπ', c: 'κ', d: 'ντ', e: 'ε', f: 'φ', g: 'γκ', h: 'χ',
  i: 'ι', j: 'τζ', k: 'κ', l: 'λ', m: 'μ', n: 'ν', o: 'ο', p: 'π', q: 'κ', r: 'ρ', s: 'σ', 's#': 'ς', 'sh#': 'ς', t: 'τ', u: 'ου', v: 'β', w: 'ου', x: 'ξ',
  y: 'γι', z: 'ζ', "'": '',
}; // prettier-ignore
const HEBREW: Letters = {
  sh: 'ש', ch: "צ'", kh: 'ח', gh: 'ג', th: 'ת', dh: 'ד', ou: 'ו', oo: 'ו', ee: 'י', ai: 'יי', ay: 'יי', '#a': 'א', '#e': 'א', '#i': 'אי', '#o': 'או', '#u': 'או',
  'a#': 'ה', a: '', e: '', i: 'י', o: 'ו', u: 'ו', b: 'ב', c: 'ק', d: 'ד', f: 'פ', 'f#': 'ף', g: 'ג', h: 'ה', j: "ג'", k: 'ק', l: 'ל', m: 'מ', 'm#': 'ם', n: 'נ',
  'n#': 'ן', p: 'פ', q: 'ק', r: 'ר', s: 'ס', t: 'ט', v: 'ו', w: 'ו', x: 'קס', y: 'י', z: 'ז', "'": '', '-': ' ',
}; // prettier-ignore

const INTO = {
  Arab: rewriter(ARABIC),
  Cyrl: rewriter(CYRILLIC),
  Grek: rewriter(GREEK),
  Hebr: rewriter(HEBREW),
} as const;
export type HostScript = keyof typeof INTO;

export function isHostScript(script: ScriptCode): script is HostScript {
  return script in INTO;
}

/** These scripts do not write a consonant twice where Latin does. */
const DOUBLED = /([bcdfgjklmnpqrstvwxyz])\1/g;

/** A Latin spelling in the script of the country that registers. */
export function intoScript(latin: string, script: HostScript, random: Random): string {
  const plain = withoutMarks(latin).toLowerCase().replace(/[.ʼ’]/g, '');
  const text = capitalised(INTO[script](script === 'Cyrl' ? plain : plain.replace(DOUBLED, '$1'), random));
  return text.trim() || latin;
}

/** Letters that clerks of one script put for each other, and letters of a neighbour's alphabet their own has not. */
const SAME_SCRIPT: Partial<Record<ScriptCode, Letters>> = {
  Arab: { أ: ['أ', 'ا'], إ: ['ا', 'إ'], آ: 'ا', ة: ['ة', 'ه'], ى: ['ى', 'ي'], ی: ['ی', 'ي'], ک: ['ک', 'ك'], گ: ['گ', 'ك'], پ: ['پ', 'ب'], چ: ['چ', 'ج'], ژ: ['ژ', 'ز'], ټ: 'ت', ډ: 'د', ړ: 'ر', ښ: 'ش', ځ: 'ز', ې: 'ي', ۍ: 'ی', ٹ: 'ت', ڈ: 'د', ڑ: 'ر', ے: ['ے', 'ی'], ں: ['ں', 'ن'], ھ: ['ھ', 'ه'] },
  Cyrl: { ё: ['е', 'ё'], і: ['и', 'і'], ї: ['и', 'ї'], є: ['е', 'є'], ґ: 'г', І: 'И', Ї: 'И', Є: 'Е' },
  Ethi: { ሰ: ['ሰ', 'ሠ'], ሥ: ['ሥ', 'ስ'], ኃ: ['ኃ', 'ሃ'], ሐ: ['ሐ', 'ሀ'], ጸ: ['ጸ', 'ፀ'], ጽ: ['ጽ', 'ፅ'], አ: ['አ', 'ዓ'], ዓ: ['ዓ', 'አ'], ዮ: 'ዮ' },
  Hebr: { יי: ['יי', 'י'], וו: ['וו', 'ו'] },
}; // prettier-ignore
const respell = Object.fromEntries(
  Object.entries(SAME_SCRIPT).map(([script, table]) => [script, rewriter(table)]),
) as Partial<Record<ScriptCode, ReturnType<typeof rewriter>>>;

/** The same script in another hand; text of a script without such letters stays. */
export function respelled(text: string, script: ScriptCode, random: Random): string {
  return respell[script]?.(text, random) ?? text;
}
