import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exchangeVectors } from '../../../../tests/support/exchange-vectors.js';
import { aReceiver, asPartner, aSociety } from '../../../../tests/support/two-societies.js';
import { verifyCapability } from './capability.js';
import { describeExchange } from './describe-exchange.js';
import { keyObject } from './keys.js';
import { MESSAGES, nameOf, type Message, type MessageName } from './messages.js';
import { verifyReceipt } from './receipt.js';
import { receive, type OutgoingRequest } from './request.js';

const DOCS = fileURLToPath(new URL('../../../../docs/', import.meta.url));
const VECTORS = `${DOCS}exchange/vectors/`;

interface MessageVector {
  message: Omit<Message, 'padding'>;
  request: OutgoingRequest;
}

const read = <T>(name: string) => JSON.parse(readFileSync(`${VECTORS}${name}.json`, 'utf8')) as T;
const beta = aSociety('BETA');
const byBeta = (kid: string) => (kid === beta.signing.kid ? keyObject(beta.keys[0]) : undefined);

// Set RELINK_WRITE_VECTORS to write them anew after the protocol was changed on purpose.
beforeAll(async () => {
  if (!process.env['RELINK_WRITE_VECTORS']) return;
  mkdirSync(VECTORS, { recursive: true });
  for (const [name, text] of Object.entries(await exchangeVectors())) writeFileSync(`${VECTORS}${name}`, text);
});

describe('the test vectors', () => {
  it('are those this code makes, byte for byte', async () => {
    const made = await exchangeVectors();
    expect(
      Object.fromEntries(readdirSync(VECTORS).map((name) => [name, readFileSync(`${VECTORS}${name}`, 'utf8')])),
    ).toEqual(made);
  });

  it.each(Object.keys(MESSAGES) as MessageName[])(
    'hold a message "%s" that is taken as it is delivered',
    async (name) => {
      const { message, request } = read<MessageVector>(name);
      const headers = Object.fromEntries(Object.entries(request.headers).map(([header, value]) => [header, [value]]));
      const incoming = { method: request.method, headers, body: Buffer.from(request.body) };
      const received = await receive(incoming, aReceiver(beta, asPartner(aSociety('ALPHA'))));
      expect({ ...received.message, padding: undefined }).toEqual({ ...message, padding: undefined });
      expect(nameOf(received.message)).toBe(name);
    },
  );

  it('hold a receipt for the enquiry and a capability document', async () => {
    const { request } = read<MessageVector>('enquiry');
    const sent = {
      from: 'ALPHA',
      to: 'BETA',
      message: request.headers['idempotency-key']!,
      digest: request.headers['content-digest']!,
    };
    await expect(verifyReceipt(read<{ jws: string }>('receipt').jws, byBeta, sent)).resolves.toMatchObject({
      audit: 17,
    });
    const document = read<{ jws: string; capability: object }>('capability');
    const known = await verifyCapability(document.jws, byBeta, { society: 'BETA', last: 0 });
    expect(known).toEqual(document.capability);
  });
});

describe('the schemas', () => {
  it('are those messages are checked by', () => {
    for (const [path, text] of Object.entries(describeExchange()))
      expect(readFileSync(`${DOCS}${path}`, 'utf8')).toBe(text);
  });
});
