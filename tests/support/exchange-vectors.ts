import { importJWK, type CryptoKey } from 'jose';
import { createHash } from 'node:crypto';
import {
  contentDigest,
  requestFor,
  sealMessage,
  signCapability,
  signReceipt,
  MESSAGES,
  type Capability,
  type FixedRandomness,
  type MessageName,
  type Unpadded,
} from '#libs/partners';
import {
  anEnquiry,
  aSociety,
  ENQUIRY_ID,
  fixedKey,
  MESSAGES_AT,
  NOON,
  privateJwk,
  sealingKeyOf,
  type Society,
} from './two-societies.js';

const alpha = aSociety('ALPHA', 1);
const beta = aSociety('BETA', 1);

/** A file of one part. */
const LETTER = Buffer.from('%PDF-1.7\n% Dear sister\n%%EOF\n');

/** Every message there is, from ALPHA to BETA, with nothing left to chance: the same bytes whenever it is run. */
export async function exchangeVectors(): Promise<Record<string, string>> {
  const messages = await Promise.all(Object.entries(examples()).map(([name, message]) => messageVector(name, message)));
  const receipt = {
    v: 1,
    iss: 'BETA',
    aud: 'ALPHA',
    message: ENQUIRY_ID,
    digest: contentDigest(Buffer.from(messages[0]!.request.body)),
    iat: NOON + 1,
    decision: 'received',
    audit: 17,
  } as const;
  const capability: Capability = {
    v: 1,
    iss: 'BETA',
    iat: NOON,
    messages: MESSAGES_AT,
    types: Object.keys(MESSAGES) as MessageName[],
    largestBody: 524_288,
    keys: [...beta.keys],
  };
  return files({
    keys: { about: 'For tests only: everybody has them.', now: NOON, ALPHA: keysOf(alpha), BETA: keysOf(beta) },
    ...Object.fromEntries(messages.map((message) => [message.name, message])),
    receipt: { receipt, jws: await signReceipt(receipt, beta.signing) },
    capability: {
      capability,
      jws: await signCapability(capability, beta.signing),
    },
  });
}

async function messageVector(name: string, message: Unpadded) {
  const sealed = await sealMessage(message, alpha.signing, sealingKeyOf(beta), await fixed(name));
  const nonce = createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url');
  const about = { jti: message.jti, targetUri: MESSAGES_AT, now: NOON, nonce };
  return { name, message, request: requestFor(sealed, about, alpha.signing) };
}

async function fixed(name: string): Promise<FixedRandomness> {
  const jwk = fixedKey(`${name} once`, 'seal').export({ format: 'jwk' });
  const epk = (await importJWK(jwk as never, 'ECDH-ES', { extractable: true })) as CryptoKey;
  return { epk, iv: createHash('sha256').update(`${name} iv`).digest().subarray(0, 12) };
}

function keysOf({ signing, opening, keys }: Society) {
  return { public: keys, private: { sign: privateJwk(signing), seal: privateJwk(opening) } };
}

function files(vectors: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(vectors).map(([name, vector]) => [`${name}.json`, `${JSON.stringify(vector, null, 2)}\n`]),
  );
}

function examples(): Record<MessageName, Unpadded> {
  const enquiry = anEnquiry();
  const {
    type: _,
    body: { person },
    ...claims
  } = enquiry;
  const withFiles: typeof claims.envelope = { ...claims.envelope, fields: [...claims.envelope.fields, 'files'] };
  const file = {
    id: '019504d2-7c00-7000-8000-0000000000f1',
    kind: 'letter',
    sha256: createHash('sha256').update(LETTER).digest('base64url'),
    bytes: LETTER.length,
    mediaType: 'application/pdf',
  } as const;
  const carriesNothing = { ...claims.envelope, fields: [] };
  const at = (seq: number) => ({ ...claims, seq, jti: ENQUIRY_ID.replace(/1$/, seq.toString(16)) });
  const message = at(3).jti;
  const silent = (seq: number) => ({ ...at(seq), envelope: carriesNothing });
  const notice = { type: 'notice' } as const;
  return {
    enquiry,
    answer: {
      ...silent(2),
      type: 'answer',
      body: { about: ENQUIRY_ID, answer: 'need-more', wanted: ['birth', 'places'] },
    },
    disclosure: {
      ...at(3),
      envelope: withFiles,
      type: 'disclosure',
      body: { about: ENQUIRY_ID, person: { ...person, files: [file] } },
    },
    'file-part': {
      ...at(10),
      envelope: withFiles,
      type: 'file-part',
      body: { about: message, file: file.id, part: 1, bytes: LETTER.toString('base64url') },
    },
    decision: { ...silent(4), type: 'decision', body: { receipt: `e30.e30.${'A'.repeat(86)}` } },
    correction: {
      ...at(5),
      ...notice,
      events: { 'urn:relink:exchange:correction': { message, person: { sex: 'male' } } },
    },
    withdrawal: {
      ...silent(6),
      ...notice,
      events: { 'urn:relink:exchange:withdrawal': { message, purposes: ['share-with-partner'], by: NOON + 86_400 } },
    },
    recall: {
      ...silent(7),
      ...notice,
      events: { 'urn:relink:exchange:recall': { message, cause: 'consent-withdrawn', by: NOON + 72 * 3_600 } },
    },
    'deletion-certificate': {
      ...silent(8),
      ...notice,
      events: {
        'urn:relink:exchange:deletion-certificate': {
          message,
          at: NOON,
          digests: [createHash('sha256').update('the record').digest('base64url')],
          stores: ['records', 'search', 'queues'],
          backupsGone: '2026-04-01',
          exceptions: [],
        },
      },
    },
    'key-revocation': {
      ...silent(9),
      ...notice,
      events: { 'urn:relink:exchange:key-revocation': { key: alpha.signing.kid, since: NOON } },
    },
  };
}
