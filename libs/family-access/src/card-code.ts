import { randomBytes } from 'node:crypto';

/** Digits and capital letters without I, L, O and U, which are easily taken for others (after Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Sixteen signs of five bits: 80 bits of chance. The seventeenth only checks the others. */
const SIGNS = 16;
const SIMILAR: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' };

/** What is printed on a card, without its gaps: sixteen signs and one that checks them. */
export type CardCode = string & { readonly __cardCode: true };

/** @param chance ten random bytes */
export function newCardCode(chance: Buffer = randomBytes(10)): CardCode {
  let bits = BigInt(`0x${chance.toString('hex')}`);
  const values: number[] = [];
  for (let sign = 0; sign < SIGNS; sign++) {
    values.unshift(Number(bits & 31n));
    bits >>= 5n;
  }
  return [...values, checkOf(values)].map((value) => ALPHABET[value]).join('') as CardCode;
}

/** In fours, as it stands on the card. */
export function showCardCode(code: CardCode): string {
  return code.match(/.{1,4}/g)!.join('-');
}

/**
 * A code as somebody typed it: in small letters, with any gaps, with digits of Arabic or Persian keyboards, with letters that
 * look alike. Nothing where it is none, or where a sign is wrong or two have changed places.
 */
export function readCardCode(text: string): CardCode | undefined {
  const signs = [...text.normalize('NFKC').toUpperCase()]
    .filter((sign) => !/[\s\p{Pd}._·]/u.test(sign))
    .map((sign) => SIMILAR[sign] ?? westernDigit(sign));
  const values = signs.map((sign) => ALPHABET.indexOf(sign));
  if (values.length !== SIGNS + 1 || values.includes(-1)) return undefined;
  return checkOf(values.slice(0, SIGNS)) === values[SIGNS] ? (signs.join('') as CardCode) : undefined;
}

/** Arabic-Indic and Persian digits. */
function westernDigit(sign: string): string {
  const point = sign.codePointAt(0)!;
  const digit = point >= 0x6f0 ? point - 0x6f0 : point - 0x660;
  return digit >= 0 && digit <= 9 ? String(digit) : sign;
}

/**
 * A sum over GF(32) in which every place has another weight (the powers of a generator): any single wrong sign and any two
 * that changed places make it another one.
 */
function checkOf(values: readonly number[]): number {
  let weight = 1;
  let sum = 0;
  for (const value of values) {
    weight = times(weight, 2);
    sum ^= times(value, weight);
  }
  return sum;
}

/** Multiplication in GF(32) with x⁵ + x² + 1, of which x is a generator. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if ((b >> bit) & 1) product ^= a << bit;
  for (let bit = 9; bit >= 5; bit--) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  return product;
}
