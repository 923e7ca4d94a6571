import { Totp } from './totp.js';

/** The key of RFC 6238, appendix B, "12345678901234567890" in base32; its codes there, cut to six digits. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const RFC_CODES: [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
];
const at = (seconds: number) => new Date(seconds * 1000);

describe('one-time codes', () => {
  it.each(RFC_CODES)('at %i seconds are those of RFC 6238, and say which step they belong to', (seconds, code) => {
    const totp = new Totp(RFC_SECRET);
    expect(totp.code(at(seconds))).toBe(code);
    expect(totp.verify(code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [-60, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, false],
  ])('read by a clock that is %i seconds off: accepted %s, and always with their own step', (offset, accepted) => {
    const totp = new Totp(RFC_SECRET);
    const code = totp.code(at(1_234_567_890));
    expect(totp.verify(code, at(1_234_567_890 + offset))).toBe(accepted ? 41_152_263 : undefined);
  });

  it('may be typed with a space in the middle', () => {
    expect(new Totp(RFC_SECRET).verify('005 924', at(1_234_567_890))).toBe(41_152_263);
  });

  it.each(['', '005923', '05924', '0059240', 'abcdef', '-05924', '٠٠٥٩٢٤'])('refuse %p', (code) => {
    expect(new Totp(RFC_SECRET).verify(code, at(1_234_567_890))).toBeUndefined();
  });

  it('come from a secret of 160 bits that an app can scan', () => {
    const totp = Totp.create();
    expect(totp.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(Totp.create().secret).not.toBe(totp.secret);
    const uri = new URL(totp.uri('Relink', 'amal@redcross.example'));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(totp.secret);
    expect(uri.searchParams.get('issuer')).toBe('Relink');
    expect([uri.searchParams.get('digits'), uri.searchParams.get('period')]).toEqual(['6', '30']);
  });
});
