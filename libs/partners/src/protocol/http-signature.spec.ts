import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { contentDigest, isDigestOf } from './content-digest.js';
import {
  checkSignature,
  checkSignatureTime,
  readSignature,
  signatureBase,
  signRequest,
  type SignedRequest,
} from './http-signature.js';
import { fingerprint, thumbprint } from './keys.js';

// test-key-ed25519 of RFC 9421, appendix B.1.4
const key = createPrivateKey(
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n',
);
const publicKey = createPublicKey(
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n',
);

describe('the signature base', () => {
  it('is that of RFC 9421, appendix B.2.6, and gives the signature printed there', () => {
    const base = signatureBase(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    const printed = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
    expect(sign(null, Buffer.from(base), key).toString('base64')).toBe(printed);
    expect(verify(null, Buffer.from(base), publicKey, Buffer.from(printed, 'base64'))).toBe(true);
  });
});

describe('the digest of a body', () => {
  it('is that of RFC 9530', () => {
    const body = Buffer.from('{"hello": "world"}');
    expect(contentDigest(body)).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
    expect(isDigestOf(contentDigest(body), body)).toBe(true);
  });

  it('is no other algorithm, no list, and not written in another way', () => {
    const body = Buffer.from('{"hello": "world"}');
    const digest = contentDigest(body);
    for (const other of ['', digest.toUpperCase(), `${digest}, sha-512=:AA==:`, ` ${digest}`, 'sha-256=:AA==:'])
      expect(isDigestOf(other, body)).toBe(false);
  });
});

describe('the name of a key', () => {
  const rfc8037 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

  it('is its thumbprint, as in RFC 8037, appendix A.3', () => {
    expect(thumbprint(rfc8037)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('is read aloud in six groups of five letters and digits', () => {
    expect(fingerprint(thumbprint(rfc8037))).toMatch(/^([A-Z2-7]{5} ){5}[A-Z2-7]{5}$/);
    expect(fingerprint('A'.repeat(43))).toBe('AAAAA AAAAA AAAAA AAAAA AAAAA AAAAA');
  });
});

const request: SignedRequest = {
  '@method': 'POST',
  '@target-uri': 'https://relink.beta.example/exchange/v1/messages',
  'content-digest': contentDigest(Buffer.from('sealed')),
  'content-type': 'application/jose',
  'idempotency-key': '019504d2-7c00-7000-8000-000000000001',
};
const parameters = { created: 1_000, expires: 1_300, nonce: 'AAAAAAAAAAAAAAAAAAAAAA', keyid: 'B'.repeat(42) + 'A' };
const signed = signRequest(request, parameters, key);

describe('a signed request', () => {
  it('says what it covers, from when to when, once, and with which key', () => {
    expect(signed['signature-input']).toBe(
      `relink=("@method" "@target-uri" "content-digest" "content-type" "idempotency-key");created=1000;expires=1300;nonce="AAAAAAAAAAAAAAAAAAAAAA";keyid="${parameters.keyid}";alg="ed25519";tag="relink-exchange"`,
    );
    expect(readSignature(signed['signature-input'], signed.signature)).toMatchObject(parameters);
  });

  it('is verified over everything it covers', () => {
    const read = readSignature(signed['signature-input'], signed.signature);
    expect(() => checkSignature(request, read, publicKey)).not.toThrow();
    for (const name of Object.keys(request) as (keyof SignedRequest)[])
      expect(() => checkSignature({ ...request, [name]: `${request[name]}x` }, read, publicKey)).toThrow(
        expect.objectContaining({ reason: 'signature' }),
      );
  });

  it.each([
    ['a second signature', (input: string) => `${input}, other=("@method");created=1`],
    ['another name', (input: string) => input.replace('relink=', 'sig1=')],
    ['fewer components', (input: string) => input.replace(' "content-type"', '')],
    ['other parameters', (input: string) => `${input};x=1`],
    ['another order', (input: string) => input.replace('created=1000;expires=1300', 'expires=1300;created=1000')],
    ['another algorithm', (input: string) => input.replace('ed25519', 'hmac-sha256')],
    ['another tag', (input: string) => input.replace('relink-exchange', 'other')],
    ['no nonce', (input: string) => input.replace(/nonce="[^"]*";/, '')],
    ['blanks', (input: string) => input.replace(';created', '; created')],
    ['a time with a sign', (input: string) => input.replace('=1000', '=+1000')],
  ])('is refused unread with %s', (_, change) => {
    expect(() => readSignature(change(signed['signature-input']), signed.signature)).toThrow(
      expect.objectContaining({ reason: 'signature-form' }),
    );
  });

  it.each([
    [879, false],
    [880, true],
    [1_000, true],
    [1_300, true],
    [1_419, true],
    [1_420, false],
  ])('made at 1000 for 300 seconds is taken at %i: %p', (now, taken) => {
    const check = () => checkSignatureTime(parameters, now);
    if (taken) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ reason: 'signature-time' }));
  });

  it.each([0, -1, 301])('may not live for %i seconds', (life) => {
    expect(() => checkSignatureTime({ ...parameters, expires: 1_000 + life }, 1_000)).toThrow(
      expect.objectContaining({ reason: 'signature-time' }),
    );
  });
});
