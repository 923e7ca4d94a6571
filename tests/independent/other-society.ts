/**
 * The other side of the exchange, written from docs/exchange.md and its schemas alone: it uses nothing of ours, and no library
 * for JOSE or signatures. Where this file cannot talk to Relink, the page has forgotten something.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

export interface TheirKey {
  kty: 'OKP';
  crv: 'Ed25519' | 'X25519';
  x: string;
  kid: string;
  use: 'sign' | 'seal';
  from: number;
  until: number;
}

interface OwnKeys {
  sign: { kid: string; key: KeyObject };
  seal: { kid: string; key: KeyObject };
}

export interface Post {
  url: string;
  method: 'POST';
  headers: Record<string, string>;
  body: string;
}

export interface TheirFile {
  id: string;
  sha256: string;
  bytes: number;
}

export type Claims = Record<string, unknown> & { jti: string; type: string };

const SIZES = [2_048, 8_192, 32_768, 131_072, 262_144];
const RECEIPT_SIZE = 512;
const PART = 184_320;
const DAY = 86_400;

export class OtherSociety {
  readonly publicKeys: TheirKey[];
  private readonly own: OwnKeys;

  constructor(
    readonly code: string,
    /** Private keys as JWK; fresh ones where none are given. */
    keys?: Record<'sign' | 'seal', JsonWebKey>,
    private readonly now: () => number = () => Math.floor(Date.now() / 1_000),
  ) {
    const pair = (use: 'sign' | 'seal') => {
      const key = keys
        ? createPrivateKey({ key: keys[use], format: 'jwk' })
        : generateKeyPairSync(use === 'sign' ? 'ed25519' : ('x25519' as 'ed25519')).privateKey;
      const { crv, x } = createPublicKey(key).export({ format: 'jwk' }) as { crv: TheirKey['crv']; x: string };
      const told: TheirKey = {
        kty: 'OKP',
        crv,
        x,
        kid: base64url(sha256(canonical({ crv, kty: 'OKP', x }))),
        use,
        from: this.now() - DAY,
        until: this.now() + 365 * DAY,
      };
      return { told, own: { kid: told.kid, key } };
    };
    const [signing, sealing] = [pair('sign'), pair('seal')];
    this.publicKeys = [signing.told, sealing.told];
    this.own = { sign: signing.own, seal: sealing.own };
  }

  /** As it is read out on the telephone. */
  fingerprints(): string[] {
    return this.publicKeys.map(({ kid }) => {
      const bits = [...Buffer.from(kid, 'base64url')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      const letters = Array.from(
        { length: 30 },
        (_, at) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(bits.slice(5 * at, 5 * at + 5), 2)],
      );
      return letters.join('').replace(/.{5}(?=.)/g, '$& ');
    });
  }

  /** The capability document. */
  capability(messages: string): string {
    const types = ['enquiry', 'answer', 'disclosure', 'file-part', 'decision', 'correction', 'withdrawal', 'recall'];
    const document = {
      v: 1,
      iss: this.code,
      iat: this.now(),
      messages,
      types: [...types, 'deletion-certificate', 'key-revocation'],
      largestBody: 524_288,
      keys: this.publicKeys,
    };
    return this.signed(canonical(document), 'relink-capability+jwt');
  }

  /** Steps 1 to 3 of "One message". `message` has everything but the padding. */
  seal(message: Claims, theirs: readonly TheirKey[]): string {
    const text = filled(message, SIZES);
    const jws = this.signed(text, message.type === 'notice' ? 'secevent+jwt' : 'relink-message+jwt');
    const theirKey = keyFor(theirs, 'seal');
    const once = generateKeyPairSync('x25519');
    const { crv, x } = once.publicKey.export({ format: 'jwk' });
    const [apu, apv] = [this.code, String(message['aud'])];
    const header = base64url(
      JSON.stringify({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        cty: 'JWS',
        kid: theirKey.kid,
        epk: { kty: 'OKP', crv, x },
        apu: base64url(apu),
        apv: base64url(apv),
      }),
    );
    const key = agreed(diffieHellman({ privateKey: once.privateKey, publicKey: publicKey(theirKey) }), apu, apv);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(header));
    const sealed = Buffer.concat([cipher.update(jws), cipher.final()]);
    return [header, '', base64url(iv), base64url(sealed), base64url(cipher.getAuthTag())].join('.');
  }

  /** Step 4. Each attempt is signed anew, over the same bytes. */
  request(sealed: string, jti: string, url: string, created = this.now()): Post {
    const digest = `sha-256=:${sha256(sealed).toString('base64')}:`;
    const signed = { 'content-digest': digest, 'content-type': 'application/jose', 'idempotency-key': jti };
    const parameters =
      '("@method" "@target-uri" "content-digest" "content-type" "idempotency-key")' +
      `;created=${created};expires=${created + 300};nonce="${base64url(randomBytes(16))}"` +
      `;keyid="${this.own.sign.kid}";alg="ed25519";tag="relink-exchange"`;
    const base = signatureBase({ '@method': 'POST', '@target-uri': url, ...signed }, parameters);
    const signature = sign(null, Buffer.from(base), this.own.sign.key).toString('base64');
    return {
      url,
      method: 'POST',
      headers: { ...signed, 'signature-input': `relink=${parameters}`, signature: `relink=:${signature}:` },
      body: sealed,
    };
  }

  /** Takes a request of theirs. @throws Error where anything is wrong with it: the answer is one and the same */
  take(post: Omit<Post, 'method'>, theirs: readonly TheirKey[]): Claims {
    const header = (name: string) => post.headers[name] ?? fail(name);
    const digest = `sha-256=:${sha256(post.body).toString('base64')}:`;
    if (header('content-digest') !== digest) fail('digest');
    const parameters = header('signature-input').replace(/^relink=/, '');
    const [, created, expires, kid] =
      /;created=(\d+);expires=(\d+);nonce="[\w-]{22}";keyid="([\w-]{43})";alg="ed25519";tag="relink-exchange"$/.exec(
        parameters,
      ) ?? fail('signature-input');
    const now = this.now();
    if (Number(created) > now + 120 || Number(expires) < now - 120 || Number(expires) - Number(created) > 300)
      fail('time');
    const base = signatureBase(
      {
        '@method': 'POST',
        '@target-uri': post.url,
        'content-digest': digest,
        'content-type': header('content-type'),
        'idempotency-key': header('idempotency-key'),
      },
      parameters,
    );
    const signature = Buffer.from(header('signature').replace(/^relink=:|:$/g, ''), 'base64');
    if (!verify(null, Buffer.from(base), keyBy(theirs, kid!), signature)) fail('signature');
    const { typ, text } = this.verified(this.opened(post.body), theirs);
    const message = JSON.parse(text) as Claims;
    if (!SIZES.includes(Buffer.byteLength(text)) || canonical(message) !== text) fail('form');
    if (typ !== (message.type === 'notice' ? 'secevent+jwt' : 'relink-message+jwt')) fail('type');
    if (message['aud'] !== this.code || message.jti !== header('idempotency-key')) fail('audience');
    return message;
  }

  /** A receipt of the machine, or of a person where `decision` says so. */
  receipt(message: Claims, digest: string, audit: number, decision = 'received'): string {
    const receipt = {
      v: 1,
      iss: this.code,
      aud: message['iss'],
      message: message.jti,
      digest,
      iat: this.now(),
      decision,
      audit,
    };
    return this.signed(filled(receipt, [RECEIPT_SIZE]), 'relink-receipt+jwt');
  }

  /** @throws Error where it is not their receipt for this very request */
  readReceipt(jws: string, post: Post, theirs: readonly TheirKey[]): { decision: string; audit: number } {
    const { typ, text } = this.verified(jws, theirs);
    const receipt = JSON.parse(text) as Record<string, unknown>;
    if (typ !== 'relink-receipt+jwt' || Buffer.byteLength(text) !== RECEIPT_SIZE || canonical(receipt) !== text)
      fail('receipt');
    if (receipt['message'] !== post.headers['idempotency-key'] || receipt['digest'] !== post.headers['content-digest'])
      fail('another message');
    if (receipt['aud'] !== this.code) fail('audience');
    return { decision: String(receipt['decision']), audit: Number(receipt['audit']) };
  }

  /** @throws Error where it is not signed by one of these keys */
  readCapability(jws: string, theirs: readonly TheirKey[]): { messages: string; keys: TheirKey[] } {
    const { typ, text } = this.verified(jws, theirs);
    if (typ !== 'relink-capability+jwt') fail('type');
    return JSON.parse(text) as { messages: string; keys: TheirKey[] };
  }

  /** The messages that bring a file which the disclosure announces, numbered after it. */
  fileParts(disclosure: Claims, file: TheirFile, content: Buffer): Claims[] {
    const parts = Array.from({ length: Math.ceil(content.length / PART) }, (_, at) => ({
      ...disclosure,
      type: 'file-part',
      jti: randomUUID(),
      seq: Number(disclosure['seq']) + at + 1,
      body: {
        ...{ about: disclosure.jti, file: file.id, part: at + 1 },
        bytes: base64url(content.subarray(at * PART, (at + 1) * PART)),
      },
    }));
    return parts;
  }

  /** The file out of its parts. @throws Error where it is not the one that was announced */
  fileFrom(file: TheirFile, parts: readonly Claims[]): Buffer {
    const bodies = parts.map(({ body }) => body as { file: string; part: number; bytes: string });
    const own = bodies.filter((body) => body.file === file.id).sort((one, other) => one.part - other.part);
    if (own.some(({ part }, at) => part !== at + 1)) fail('a part is missing');
    const content = Buffer.concat(own.map((body) => bytes(body.bytes)));
    if (content.length !== file.bytes || base64url(sha256(content)) !== file.sha256) fail('another file');
    return content;
  }

  private signed(text: string, typ: string): string {
    const start = `${base64url(JSON.stringify({ alg: 'EdDSA', kid: this.own.sign.kid, typ }))}.${base64url(text)}`;
    return `${start}.${base64url(sign(null, Buffer.from(start), this.own.sign.key))}`;
  }

  private opened(sealed: string): string {
    const [header, , iv, text, tag] = sealed.split('.') as [string, string, string, string, string];
    const { alg, enc, kid, epk, apu, apv } = JSON.parse(bytes(header).toString()) as Record<string, string> & {
      epk: JsonWebKey;
    };
    if (alg !== 'ECDH-ES' || enc !== 'A256GCM' || kid !== this.own.seal.kid) fail('sealed to somebody else');
    const once = createPublicKey({ key: epk, format: 'jwk' });
    const secret = diffieHellman({ privateKey: this.own.seal.key, publicKey: once });
    const key = agreed(secret, bytes(apu!).toString(), bytes(apv!).toString());
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv)).setAAD(Buffer.from(header));
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(text)), decipher.final()]).toString();
  }

  private verified(jws: string, theirs: readonly TheirKey[]): { typ: string; text: string } {
    const [header, text, signature] = jws.split('.') as [string, string, string];
    const { alg, kid, typ } = JSON.parse(bytes(header).toString()) as Record<string, string>;
    const good =
      alg === 'EdDSA' && verify(null, Buffer.from(`${header}.${text}`), keyBy(theirs, kid!), bytes(signature));
    if (!good) fail('inner signature');
    return { typ: typ!, text: bytes(text).toString() };
  }
}

/** RFC 8785, for the text, whole numbers, lists and records that messages are made of. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

function filled(message: object, sizes: readonly number[]): string {
  const bare = Buffer.byteLength(canonical({ ...message, padding: '' }));
  const size = sizes.find((one) => one >= bare) ?? fail('too large');
  return canonical({ ...message, padding: ' '.repeat(size - bare) });
}

/** The key derivation of ECDH-ES without key wrapping (RFC 7518, section 4.6.2): one round gives 256 bits. */
function agreed(secret: Buffer, apu: string, apv: string): Buffer {
  const number = (value: number) => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(value);
    return four;
  };
  const part = (text: string) => Buffer.concat([number(Buffer.byteLength(text)), Buffer.from(text)]);
  return sha256(Buffer.concat([number(1), secret, part('A256GCM'), part(apu), part(apv), number(256)]));
}

function signatureBase(components: Record<string, string>, parameters: string): string {
  const lines = Object.entries(components).map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

function keyFor(keys: readonly TheirKey[], use: TheirKey['use']): TheirKey {
  return keys.find((key) => key.use === use) ?? fail(`no key to ${use}`);
}

function keyBy(keys: readonly TheirKey[], kid: string): KeyObject {
  return publicKey(keys.find((key) => key.kid === kid && key.use === 'sign') ?? fail('unknown key'));
}

function publicKey({ kty, crv, x }: TheirKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
}

function sha256(of: string | Buffer): Buffer {
  return createHash('sha256').update(of).digest();
}

function base64url(of: string | Buffer): string {
  return Buffer.from(of as string).toString('base64url');
}

function bytes(of: string): Buffer {
  return Buffer.from(of, 'base64url');
}

function fail(why: string): never {
  throw new Error(why);
}
