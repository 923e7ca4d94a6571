import { randomInt } from 'node:crypto';

/** Letters of one script that a random word is made of. */
const ALPHABETS = {
  latin: 'bcdfghjkmnpqrtvwxz',
  cyrillic: 'бвгджзклмнпрстфхцчш',
  arabic: 'بتثجحخدرزسشصضطظعغفقكلمنه',
  ethiopic: 'ሀለሐመሠረሰቀበተነአከወዘየደገጠፈ',
  han: '安白陈戴冯高韩江康李马南欧潘秦任孙唐吴徐杨张',
  digits: '0123456789',
} as const;
type Script = keyof typeof ALPHABETS;

/**
 * Values that must not be found where they do not belong. Each holds one random word of its script, the same in all
 * values of a run: whoever looks for the few words looks for every value.
 */
export class Canaries {
  private readonly words: Record<Script, string>;
  private readonly scripts = Object.keys(ALPHABETS) as Script[];
  /** Where each value was put. */
  readonly told: string[] = [];

  constructor() {
    this.words = Object.fromEntries(
      this.scripts.map((script) => [script, Array.from({ length: 9 }, () => pick(ALPHABETS[script])).join('')]),
    ) as Record<Script, string>;
  }

  /** A new value for a place, in one script after the other. @param most characters that fit */
  tell(place: string, most = 200): string {
    const script = this.scripts[this.told.length % this.scripts.length]!;
    this.told.push(place);
    return `${this.words[script]} ${this.told.length}`.slice(0, most);
  }

  /** The words as a search, a hash or a comparison might write them too. */
  get spellings(): string[] {
    return [...new Set(Object.values(this.words).flatMap((word) => [word, word.toUpperCase()]))];
  }

  /** The words found in the bytes, in any of the forms in which a text may be written. */
  foundIn(bytes: Buffer): string[] {
    return formsOf(this.spellings).flatMap(({ name, form }) => (bytes.includes(form) ? [name] : []));
  }
}

/** Each word as UTF-8, UTF-16, hexadecimal digits and base64. */
export function formsOf(words: readonly string[]): { name: string; form: Buffer }[] {
  return words.flatMap((word) => {
    const utf8 = Buffer.from(word, 'utf8');
    const utf16 = Buffer.from(word, 'utf16le');
    const forms = {
      'UTF-8': utf8,
      'UTF-16LE': utf16,
      'UTF-16BE': Buffer.from(utf16).swap16(),
      hex: Buffer.from(utf8.toString('hex')),
      HEX: Buffer.from(utf8.toString('hex').toUpperCase()),
      escaped: Buffer.from(escaped(word)),
      ...Object.fromEntries([0, 1, 2].map((offset) => [`base64+${offset}`, base64At(utf8, offset)])),
    };
    return Object.entries(forms).map(([form, bytes]) => ({ name: `${word} as ${form}`, form: bytes }));
  });
}

/** As JSON may write it: \u0431 for each character outside ASCII. */
function escaped(word: string): string {
  return word.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What base64 makes of the bytes wherever they stand in a longer text: without the characters that their neighbours decide. */
function base64At(bytes: Buffer, offset: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const [first, last] = [Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)];
  return Buffer.from(text.slice(first, last));
}

function pick(letters: string): string {
  const all = [...letters];
  return all[randomInt(all.length)]!;
}
