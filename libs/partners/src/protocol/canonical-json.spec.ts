import fc from 'fast-check';
import { canonicalJson, readCanonicalJson, type Json } from './canonical-json.js';

describe('canonical JSON', () => {
  it('is written as in the example of RFC 8785, section 3.2', () => {
    const example = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts names by their UTF-16 code units, as in section 3.2.3', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const sorted = Object.keys(JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [name, 0])))) as object);
    // A number as a name always comes first in ECMAScript, whatever the text says.
    expect(canonicalJson({ b: 0, '\r': 0, '10': 0, '9': 0 })).toBe('{"\\r":0,"10":0,"9":0,"b":0}');
    expect(sorted.filter((name) => name !== '1')).toEqual([
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
  });

  it.each([NaN, Infinity, '\ud800', { a: undefined as unknown as Json }])('cannot say %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const whole = value as Json;
        const text = canonicalJson(whole);
        expect(canonicalJson(readCanonicalJson(Buffer.from(text)) as Json)).toBe(text);
      }),
    );
  });

  it.each([
    ['white space', '{"a": 1}'],
    ['another order', '{"b":1,"a":2}'],
    ['a name twice', '{"a":1,"a":2}'],
    ['another way to write a sign', '{"a":"\\u0041"}'],
    ['another way to write a number', '{"a":1.0}'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['something after the end', '{"a":1}\n'],
    ['no JSON', '{"a":'],
    ['a cave', '['.repeat(17) + ']'.repeat(17)],
  ])('does not read %s', (_, text) => {
    expect(readCanonicalJson(Buffer.from(text))).toBeUndefined();
  });

  it('does not read bytes that are no UTF-8', () => {
    expect(readCanonicalJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toBeUndefined();
  });
});
