import fc from 'fast-check';
import { newCardCode, readCardCode, showCardCode, type CardCode } from './card-code.js';

const aCode = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((bytes) => newCardCode(Buffer.from(bytes)));
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('A card code', () => {
  it('has sixteen signs in fours, and one that checks them', () => {
    expect(showCardCode(newCardCode())).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$/);
  });

  it('carries all of its 80 bits', () => {
    const codes = new Set<string>();
    for (let bit = 0; bit < 80; bit++) {
      const chance = Buffer.alloc(10);
      chance[bit >> 3] = 1 << (bit & 7);
      codes.add(newCardCode(chance).slice(0, 16));
    }
    expect(codes.size).toBe(80);
  });

  it('is read however it was typed', () => {
    fc.assert(
      fc.property(aCode, (code) => {
        for (const typed of [code, showCardCode(code), code.toLowerCase(), ` ${code.match(/.{1,4}/g)!.join(' – ')} `])
          expect(readCardCode(typed)).toBe(code);
        expect(readCardCode(code.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('V', 'u'))).toBe(code);
        const persian = code.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
        const arabic = code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
        expect([readCardCode(persian), readCardCode(arabic)]).toEqual([code, code]);
      }),
    );
  });

  it('is none with any one sign wrong', () => {
    fc.assert(
      fc.property(aCode, fc.nat(16), fc.nat(31), (code, at, sign) => {
        fc.pre(code[at] !== ALPHABET[sign]);
        expect(readCardCode(code.slice(0, at) + ALPHABET[sign] + code.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('is none where any two signs have changed places', () => {
    fc.assert(
      fc.property(aCode, fc.nat(16), fc.nat(16), (code, one, other) => {
        fc.pre(code[one] !== code[other]);
        const signs = [...code];
        [signs[one], signs[other]] = [signs[other]!, signs[one]!];
        expect(readCardCode(signs.join('') as CardCode)).toBeUndefined();
      }),
    );
  });

  it.each(['', 'ABCD', 'ABCD-EFGH-JKMN-PQRS', '!'.repeat(17), 'ABCD-EFGH-JKMN-PQRS-TTT'])('is not %p', (text) => {
    expect(readCardCode(text)).toBeUndefined();
  });
});
