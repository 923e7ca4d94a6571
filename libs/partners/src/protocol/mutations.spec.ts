import fc from 'fast-check';
import {
  aReceiver,
  asPartner,
  aSociety,
  ENQUIRY_ID,
  anEnquiry,
  MESSAGES_AT,
  NOON,
  sealingKeyOf,
} from '../../../../tests/support/two-societies.js';
import type { Json } from './canonical-json.js';
import { ExchangeRefused, REFUSAL_REASONS } from './refusal.js';
import { receive, requestFor, type IncomingRequest, type OutgoingRequest } from './request.js';
import { fillUp, sealMessage, sealText, signText, SIZE_CLASSES, type Unpadded } from './sealed-message.js';

const alpha = aSociety('ALPHA');
const beta = aSociety('BETA');

let sealed: string;
let jws: string;

beforeAll(async () => {
  sealed = await sealMessage(anEnquiry(), alpha.signing, sealingKeyOf(beta));
  jws = await signed(anEnquiry());
});

type Tree = Record<string, Json>;

/** Signs whatever it is given, as a partner without our code would. */
function signed(payload: Tree): Promise<string> {
  return signText(fillUp({ ...payload, padding: '' }, SIZE_CLASSES), 'relink-message+jwt', alpha.signing);
}

function sealedFor(text: string): Promise<string> {
  return sealText(text, { from: 'ALPHA', to: 'BETA' }, sealingKeyOf(beta));
}

function delivering(body: string): OutgoingRequest {
  const about = { jti: ENQUIRY_ID, targetUri: MESSAGES_AT, now: NOON, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' };
  return requestFor(body, about, alpha.signing);
}

function arriving({ method, headers, body }: OutgoingRequest): IncomingRequest {
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { method, headers: lists, body: Buffer.from(body, 'latin1') };
}

/** What comes of it at BETA: the reason for its own log, or that it was taken. */
async function outcome(request: IncomingRequest, at = MESSAGES_AT): Promise<string> {
  try {
    await receive(request, aReceiver(beta, asPartner(alpha), { targetUri: at }));
    return 'taken';
  } catch (error) {
    if (!(error instanceof ExchangeRefused)) throw error;
    return error.reason;
  }
}

const REFUSED = expect.stringMatching(new RegExp(`^(${REFUSAL_REASONS.join('|')})$`)) as string;

/** A text with one change in it: a sign replaced, taken out, put in, or the end cut off. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  how: fc.constantFrom('replace', 'remove', 'insert', 'cut', 'double'),
  sign: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(text: string, { at, how, sign }: Change): string {
  const place = Math.floor(at * text.length);
  const [before, here, after] = [text.slice(0, place), text.slice(place, place + 1), text.slice(place + 1)];
  switch (how) {
    case 'replace':
      return before + sign + after;
    case 'remove':
      return before + after;
    case 'insert':
      return before + sign + here + after;
    case 'cut':
      return before;
    case 'double':
      return text + text;
  }
}

it('what is not changed is taken', async () => {
  await expect(outcome(arriving(delivering(sealed)))).resolves.toBe('taken');
  await expect(outcome(arriving(delivering(await sealedFor(jws))))).resolves.toBe('taken');
});

describe('refused is', () => {
  it('a request with any change in a header, the method, the address or the body', async () => {
    const request = delivering(sealed);
    const parts = [...Object.keys(request.headers), 'method', 'address', 'body'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), change, async (part, how) => {
        const incoming = arriving(request);
        const is = part === 'address' ? MESSAGES_AT : part === 'method' ? 'POST' : (request.headers[part] ?? sealed);
        const becomes = changed(is, how);
        fc.pre(becomes !== is);
        if (part === 'address') return expect(await outcome(incoming, becomes)).toEqual(REFUSED);
        if (part === 'method') return expect(await outcome({ ...incoming, method: becomes })).toEqual(REFUSED);
        if (part === 'body') return expect(await outcome({ ...incoming, body: Buffer.from(becomes) })).toEqual(REFUSED);
        return expect(await outcome({ ...incoming, headers: { ...incoming.headers, [part]: [becomes] } })).toEqual(
          REFUSED,
        );
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['missing', () => undefined],
    ['there twice', (value: string) => [value, value]],
    ['there without a value', () => []],
  ])('a request in which a header is %s', async (_, becomes) => {
    const request = delivering(sealed);
    for (const [name, value] of Object.entries(request.headers)) {
      const incoming = arriving(request);
      expect(await outcome({ ...incoming, headers: { ...incoming.headers, [name]: becomes(value) } })).toEqual(REFUSED);
    }
  });

  it('a sealed body with any change in any of its parts, delivered as it should be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 4 }), change, async (part, how) => {
        const parts = sealed.split('.');
        parts[part] = changed(parts[part]!, how);
        const becomes = parts.join('.');
        fc.pre(becomes !== sealed);
        expect(await outcome(arriving(delivering(becomes)))).toEqual(REFUSED);
      }),
      { numRuns: 250 },
    );
  });

  it('a signed text with any change in any of its parts, sealed and delivered as it should be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 }), change, async (part, how) => {
        const parts = jws.split('.');
        parts[part] = changed(parts[part]!, how);
        const becomes = parts.join('.');
        fc.pre(becomes !== jws);
        expect(await outcome(arriving(delivering(await sealedFor(becomes))))).toEqual(REFUSED);
      }),
      { numRuns: 150 },
    );
  });

  it('a payload in which a member is missing, of another kind, or too many, however well it is signed', async () => {
    const payload = anEnquiry() as unknown as Tree;
    const places = placesIn(payload);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom('missing', 'stranger', 'null', 'list', 'number', 'text', 'object', 'negative'),
        async (path, how) => {
          const becomes = structuredClone(payload);
          fc.pre(misshape(becomes, path, how));
          expect(await outcome(arriving(delivering(await sealedFor(await signed(becomes)))))).toEqual(REFUSED);
        },
      ),
      { numRuns: 250 },
    );
  });

  it.each<[string, string, (message: ReturnType<typeof anEnquiry>) => unknown]>([
    ['passed on', 'hops', ({ envelope }) => Object.assign(envelope, { hops: 1 })],
    ['free to be passed on', 'payload-form', ({ envelope }) => Object.assign(envelope, { onward: 'allowed' })],
    ['with more than its envelope names', 'fields', ({ body }) => Object.assign(body.person, { marks: 'a scar' })],
    ['without a permit', 'fields', ({ envelope }) => delete envelope.permit],
    ['whose envelope has expired', 'expired', ({ envelope }) => (envelope.expires = NOON)],
    ['for a purpose not agreed upon', 'purpose', ({ envelope }) => (envelope.purpose = 'refer')],
    ['more sensitive than agreed upon', 'sensitivity', ({ envelope }) => (envelope.sensitivity = 'protected')],
    ['for somebody else', 'audience', (message) => (message.aud = 'GAMMA')],
    ['from somebody else', 'audience', (message) => (message.iss = 'GAMMA')],
    ['under another name', 'idempotency-key', (message) => (message.jti = ENQUIRY_ID.replace('1', '2'))],
    ['of tomorrow', 'payload-time', (message) => (message.iat = NOON + 121)],
    ['of last month', 'payload-time', (message) => Object.assign(message, { iat: NOON - 9 * 86_400, exp: NOON - 120 })],
    ['that never ends', 'payload-time', (message) => (message.exp = NOON + 9 * 86_400)],
    ['of another version', 'payload-form', (message) => Object.assign(message, { v: 2 })],
    ['of another type', 'payload-form', (message) => Object.assign(message, { type: 'answer' })],
  ])('a well-signed message %s (%s)', async (_, reason, spoil) => {
    const message = anEnquiry();
    spoil(message);
    const body = await sealedFor(await signed(message));
    await expect(outcome(arriving(delivering(body)))).resolves.toBe(reason);
  });

  it.each<[string, string, Parameters<typeof asPartner>[1]]>([
    ['of a partner that is not paired', 'partner-not-paired', { paired: false }],
    [
      'with a key that is no longer valid',
      'key-not-valid',
      { keys: alpha.keys.map((key) => ({ ...key, until: NOON })) },
    ],
    [
      'with a key that is not valid yet',
      'key-not-valid',
      { keys: alpha.keys.map((key) => ({ ...key, from: NOON + 1 })) },
    ],
    ['of somebody unknown', 'unknown-key', { keys: [] }],
    ['with a key pinned for sealing', 'unknown-key', { keys: alpha.keys.map((key) => ({ ...key, use: 'seal' })) }],
  ])('a message %s (%s)', async (_, reason, pinned) => {
    const attempt = receive(arriving(delivering(sealed)), aReceiver(beta, asPartner(alpha, pinned)));
    await expect(attempt).rejects.toMatchObject({ reason, message: 'The message was refused.' });
  });

  it('a request that comes a second time, but not the message signed anew', async () => {
    const receiver = aReceiver(beta, asPartner(alpha));
    const first = arriving(delivering(sealed));
    const about = { jti: ENQUIRY_ID, targetUri: MESSAGES_AT, now: NOON, nonce: 'BBBBBBBBBBBBBBBBBBBBBA' };
    const { digest } = await receive(first, receiver);
    await expect(receive(first, receiver)).rejects.toMatchObject({ reason: 'replay' });
    await expect(receive(arriving(requestFor(sealed, about, alpha.signing)), receiver)).resolves.toMatchObject({
      digest,
    });
  });

  it('a message sealed to a key we no longer have, and one that is too large', async () => {
    const gamma = aSociety('GAMMA');
    const other = await sealMessage(anEnquiry(), alpha.signing, sealingKeyOf(gamma));
    await expect(outcome(arriving(delivering(other)))).resolves.toBe('sealing');
    await expect(outcome(arriving(delivering('a'.repeat(524_289))))).resolves.toBe('too-large');
  });
});

it('a message is not sealed where it is none, or larger than the largest class', async () => {
  const wrong = { ...anEnquiry(), seq: 0 };
  await expect(sealMessage(wrong, alpha.signing, sealingKeyOf(beta))).rejects.toThrow(TypeError);
  expect(() => fillUp({ padding: 'x'.repeat(262_144) }, SIZE_CLASSES)).toThrow(RangeError);
});

it('two messages of unlike length look alike', async () => {
  const short: Unpadded = { ...anEnquiry(), body: { person: { names: [{ text: 'A', kind: 'usual' }] } } };
  const one = await sealMessage(short, alpha.signing, sealingKeyOf(beta));
  expect(one).toHaveLength(sealed.length);
});

function placesIn(tree: Json, path: readonly string[] = []): string[][] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, value]) => [[...path, name], ...placesIn(value, [...path, name])]);
}

/** Members that may be missing, or hold any words or number of their kind. */
const OPTIONAL = /^(body\.person\.[a-z]+|.*\.(language|said))$/;
const ANY_TEXT = /\.(text|said)$/;

/** @returns false where the tree would still be a message */
function misshape(tree: Tree, path: readonly string[], how: string): boolean {
  const parent = path.slice(0, -1).reduce((at, name) => at[name] as Tree, tree);
  const name = path.at(-1)!;
  const is = parent[name]!;
  const inList = Array.isArray(parent);
  const whole = path.join('.');
  if (how === 'missing') {
    if (OPTIONAL.test(whole) || inList) return false;
    delete parent[name];
  } else if (how === 'stranger') {
    if (typeof is !== 'object' || Array.isArray(is)) return false;
    (is as Tree)['stranger'] = 1;
  } else if (how === 'text' && ANY_TEXT.test(whole)) return false;
  else {
    const kinds: Tree = { null: null, list: [[]], number: 0.5, text: '~', object: {}, negative: -1 };
    // An empty person is a person of whom nothing is said.
    if (how === 'object' && whole === 'body.person') return false;
    parent[name] = kinds[how]!;
  }
  return true;
}
