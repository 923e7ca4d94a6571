import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { newId } from '#libs/kernel';
import {
  fillUp,
  keyObject,
  LARGEST_BODY,
  LARGEST_FILE,
  PART_BYTES,
  requestFor,
  sealText,
  signText,
  SIZE_CLASSES,
  thumbprint,
  WITHDRAWAL,
  type Capability,
  type Json,
  type OutgoingRequest,
  type PrivateKey,
} from '../protocol/index.js';
import { kitKey, type KitKeys } from './kit-keys.js';

/** What the deployment under test has to do with a request. */
export type Expected = 'taken' | 'the same receipt' | 'conflict' | 'refused';

export interface Check {
  name: string;
  expected: Expected;
  /** The requests of the check, in order: what is expected is said of the last, and those before it are taken. */
  requests: () => Promise<OutgoingRequest[]>;
}

type Tree = Record<string, Json> & { jti: string; envelope: Record<string, Json> };
/** Changes a message that was right until then. */
type Spoil = (message: Tree) => void;

const DAY = 86_400;

const A_PDF = Buffer.from('%PDF-1.7\n% Conformance Kit\n%%EOF\n');

/** What a correct and a hostile partner send. `purpose` has to be agreed with the kit, and `refer` not. */
export function conformanceChecks(keys: KitKeys, under: Capability, now: () => number): Check[] {
  const signing = () => kitKey(keys, 'valid', now());
  const recipient = under.keys.find(({ use, from, until }) => use === 'seal' && from <= now() && now() < until)!;
  const sealTo = { kid: recipient.kid, key: keyObject(recipient) };

  const enquiry = (): Tree => ({
    v: 1,
    type: 'enquiry',
    iss: keys.society,
    aud: under.iss,
    jti: newId(),
    iat: now(),
    exp: now() + DAY,
    seq: 1,
    envelope: {
      case: nonce(),
      purpose: 'share-with-partner',
      basis: 'consent',
      permit: newId(),
      fields: ['names'],
      sensitivity: 'open',
      expires: now() + 30 * DAY,
      hops: 0,
      onward: 'forbidden',
    },
    body: { person: { names: [{ text: 'Conformance Kit', kind: 'usual' }] } },
  });
  const signed = (message: Tree, key: PrivateKey = signing(), typ = 'relink-message+jwt') =>
    signText(fillUp({ ...message, padding: '' }, SIZE_CLASSES), typ, key);
  const sealed = async (message: Tree, key?: PrivateKey, typ?: string) =>
    sealText(await signed(message, key, typ), { from: keys.society, to: under.iss }, sealTo);
  const deliver = (body: string, jti: string, at = now(), key = signing(), targetUri = under.messages) =>
    requestFor(body, { jti, targetUri, now: at, nonce: nonce() }, key);

  /** One request with a message that was spoiled before it was signed and sealed as it should be. */
  const message = (name: string, spoil: Spoil): Check => ({
    name,
    expected: 'refused',
    requests: async () => {
      const spoiled = enquiry();
      const { jti } = spoiled;
      spoil(spoiled);
      return [deliver(await sealed(spoiled), jti)];
    },
  });
  /** One request that was spoiled after it was signed. */
  const request = (name: string, spoil: (request: OutgoingRequest) => OutgoingRequest): Check => ({
    name,
    expected: 'refused',
    requests: async () => {
      const right = enquiry();
      return [spoil(deliver(await sealed(right), right.jti))];
    },
  });
  const changed = (name: string, value: string) => (one: OutgoingRequest) => ({
    ...one,
    headers: { ...one.headers, [name]: value },
  });
  const without = (name: string) => (one: OutgoingRequest) => {
    const { [name]: _, ...headers } = one.headers;
    return { ...one, headers };
  };
  const one = (name: string, build: (right: Tree) => Promise<OutgoingRequest>): Check => ({
    name,
    expected: 'refused',
    requests: async () => [await build(enquiry())],
  });

  /** A disclosure that announces a file, and the message that brings it. */
  const withFile = () => {
    const right = enquiry();
    const envelope = { ...right.envelope, fields: ['names', 'files'] };
    const file: Record<string, Json> = {
      id: newId(),
      kind: 'document',
      sha256: createHash('sha256').update(A_PDF).digest('base64url'),
      bytes: A_PDF.length,
      mediaType: 'application/pdf',
    };
    const person = { names: [{ text: 'Conformance Kit', kind: 'usual' }], files: [file] };
    const disclosure: Tree = { ...right, type: 'disclosure', envelope, body: { person } };
    const body: Record<string, Json> = {
      ...{ about: right.jti, file: file['id']!, part: 1 },
      bytes: A_PDF.toString('base64url'),
    };
    const part: Tree = { ...right, type: 'file-part', jti: newId(), seq: 2, envelope, body };
    return { disclosure, file, person, part, body };
  };
  type WithFile = ReturnType<typeof withFile>;
  const announced = (name: string, expected: Expected, spoil: (all: WithFile) => unknown): Check => ({
    name,
    expected,
    requests: async () => {
      const all = withFile();
      spoil(all);
      return [deliver(await sealed(all.disclosure), all.disclosure.jti), deliver(await sealed(all.part), all.part.jti)];
    },
  });
  const notAnnounced = (name: string, spoil: (all: WithFile) => unknown): Check => ({
    name,
    expected: 'refused',
    requests: async () => {
      const all = withFile();
      spoil(all);
      return [deliver(await sealed(all.disclosure), all.disclosure.jti)];
    },
  });

  return [
    announced('a disclosure with a file, and the file', 'taken', () => undefined),
    announced('a part of a file that nobody announced: its receipt tells nothing', 'taken', ({ body }) => {
      body['file'] = newId();
    }),
    announced('a file of other bytes than were announced: its receipt tells nothing', 'taken', ({ body }) => {
      body['bytes'] = Buffer.from(A_PDF).reverse().toString('base64url');
    }),
    announced('a part more than the file has: its receipt tells nothing', 'taken', ({ body }) => (body['part'] = 2)),
    announced('a part with the number 0', 'refused', ({ body }) => (body['part'] = 0)),
    announced('a part beyond the largest file', 'refused', ({ body }) => (body['part'] = 110)),
    announced('a part larger than a part may be', 'refused', ({ body }) => {
      body['bytes'] = Buffer.alloc(PART_BYTES + 3).toString('base64url');
    }),
    announced('a part in an envelope that names no files', 'refused', ({ part }) => {
      part.envelope = { ...part.envelope, fields: ['names'] };
    }),
    announced('a part without a permit', 'refused', ({ part }) => {
      const { permit: _, ...bare } = part.envelope;
      part.envelope = bare;
    }),
    notAnnounced('a file larger than a file may be', ({ file }) => (file['bytes'] = LARGEST_FILE + 1)),
    notAnnounced('a file of a type that nobody takes', ({ file }) => (file['mediaType'] = 'text/html')),
    notAnnounced('two files of one name', ({ file, person }) => person.files.push({ ...file, kind: 'letter' })),
    notAnnounced('a file with an enquiry', ({ disclosure }) => (disclosure['type'] = 'enquiry')),
    {
      name: 'a message as it should be',
      expected: 'taken',
      requests: async () => {
        const right = enquiry();
        return [deliver(await sealed(right), right.jti)];
      },
    },
    {
      name: 'the same message delivered again, signed anew',
      expected: 'the same receipt',
      requests: async () => {
        const right = enquiry();
        const body = await sealed(right);
        return [deliver(body, right.jti), deliver(body, right.jti)];
      },
    },
    {
      name: 'another message under the same id',
      expected: 'conflict',
      requests: async () => {
        const right = enquiry();
        return [deliver(await sealed(right), right.jti), deliver(await sealed(right), right.jti)];
      },
    },
    {
      name: 'agreement taken back: a withdrawal about an earlier message',
      expected: 'taken',
      requests: async () => {
        const right = enquiry();
        const { body: _, ...rest } = enquiry();
        const withdrawal: Tree = {
          ...rest,
          type: 'notice',
          seq: 2,
          envelope: { ...right.envelope, fields: [] },
          events: {
            [WITHDRAWAL]: {
              message: right.jti,
              purposes: ['share-with-partner'],
              by: now() + 7 * DAY,
            },
          },
        };
        return [
          deliver(await sealed(right), right.jti),
          deliver(await sealed(withdrawal, undefined, 'secevent+jwt'), withdrawal.jti),
        ];
      },
    },
    {
      name: 'the very same request twice (replay)',
      expected: 'refused',
      requests: async () => {
        const right = enquiry();
        const sent = deliver(await sealed(right), right.jti);
        return [sent, sent];
      },
    },
    request('a digest of something else', changed('content-digest', `sha-256=:${randomBytes(32).toString('base64')}:`)),
    request('a body changed on the way', (sent) => ({
      ...sent,
      body: `${sent.body.slice(0, -1)}${sent.body.endsWith('A') ? 'B' : 'A'}`,
    })),
    request('another type of content', changed('content-type', 'application/json')),
    ...['content-digest', 'idempotency-key', 'signature-input', 'signature'].map((name) =>
      request(`no header ${name}`, without(name)),
    ),
    request('another id than the one that was signed', changed('idempotency-key', newId())),
    request('no body', (sent) => ({ ...sent, body: '' })),
    one('a signature for another address', async (right) => ({
      ...deliver(await sealed(right), right.jti, now(), signing(), `${under.messages}/elsewhere`),
      url: under.messages,
    })),
    one('a signature of an hour ago', async (right) => deliver(await sealed(right), right.jti, now() - 3_600)),
    one('a signature of in an hour', async (right) => deliver(await sealed(right), right.jti, now() + 3_600)),
    one('a key that nobody pinned', async (right) => deliver(await sealed(right), right.jti, now(), strangersKey())),
    one('a pinned key that has ended', async (right) =>
      deliver(await sealed(right), right.jti, now(), kitKey(keys, 'ended', now())),
    ),
    one('a message signed by a stranger in a request signed by us', async (right) =>
      deliver(await sealed(right, strangersKey()), right.jti),
    ),
    one('a message sealed to somebody else', async (right) => {
      const { publicKey } = generateKeyPairSync('x25519');
      const elsewhere = { kid: thumbprint(publicKey.export({ format: 'jwk' }) as never), key: publicKey };
      const body = await sealText(await signed(right), { from: keys.society, to: under.iss }, elsewhere);
      return deliver(body, right.jti);
    }),
    one('a message that is not sealed', async (right) => deliver(await signed(right), right.jti)),
    one('a message for somebody else', async (right) =>
      deliver(await sealed({ ...right, aud: 'SOMEBODY-ELSE' }), right.jti),
    ),
    one('a payload that is not filled up to a size class', async (right) => {
      const jws = await signText(JSON.stringify(right), 'relink-message+jwt', signing());
      return deliver(await sealText(jws, { from: keys.society, to: under.iss }, sealTo), right.jti);
    }),
    one('more than the largest body', (right) => Promise.resolve(deliver('A'.repeat(LARGEST_BODY + 1), right.jti))),
    message('a message in the name of somebody else', (right) => (right['iss'] = 'SOMEBODY-ELSE')),
    message('a message that was passed on (one hop)', ({ envelope }) => (envelope['hops'] = 1)),
    message('leave to pass it on', ({ envelope }) => (envelope['onward'] = 'allowed')),
    message('more fields than the envelope names', (right) => {
      right['body'] = { person: { names: [{ text: 'Conformance Kit', kind: 'usual' }], marks: 'a scar' } };
    }),
    message('fields without a permit', ({ envelope }) => delete envelope['permit']),
    message('a purpose that was not agreed', ({ envelope }) => (envelope['purpose'] = 'refer')),
    message('more sensitive than was agreed', ({ envelope }) => (envelope['sensitivity'] = 'protected')),
    message('an envelope that has expired', ({ envelope }) => (envelope['expires'] = now() - 1)),
    message('a message of last month', (right) =>
      Object.assign(right, { iat: now() - 30 * DAY, exp: now() - 22 * DAY }),
    ),
    message('a message that lives for a year', (right) => (right['exp'] = now() + 365 * DAY)),
    message('another version', (right) => (right['v'] = 2)),
    message('a member that no schema names', (right) => (right['score'] = 97)),
    message('another id inside than outside', (right) => (right.jti = newId())),
  ];
}

function strangersKey(): PrivateKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { kid: thumbprint(publicKey.export({ format: 'jwk' }) as never), key: privateKey };
}

function nonce(): string {
  return randomBytes(16).toString('base64url');
}
