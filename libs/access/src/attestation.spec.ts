import { describe, expect, it } from '@jest/globals';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { bringsCertificates } from './attestation.js';

function attested(format: string, statement: [string, Uint8Array[]][] = []): string {
  const attestation = new Map<string, unknown>([
    ['fmt', format],
    ['attStmt', new Map(statement)],
    ['authData', new Uint8Array(37)],
  ]);
  return Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url');
}

const CERTIFICATES: [string, Uint8Array[]] = ['x5c', [new Uint8Array([0x30])]];

describe('what is said of a device', () => {
  it.each([
    ['nothing', attested('none'), false],
    ['its own signature', attested('packed'), false],
    ['a certificate', attested('packed', [CERTIFICATES]), true],
    ['a certificate of Apple', attested('apple', [CERTIFICATES]), true],
    ['the word of Google', attested('android-safetynet'), true],
    ['something yet to come', attested('tomorrow'), true],
  ])('%s', (_, attestation, brings) => {
    expect(bringsCertificates(attestation)).toBe(brings);
  });

  it('that is none at all cannot be read', () => {
    expect(() => bringsCertificates('AAAA')).toThrow();
  });
});
