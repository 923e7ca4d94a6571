import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { newKitKeys, runConformance, type KitKeys } from '#libs/partners';
import { OtherSociety, type TheirKey } from '../independent/other-society.js';
import { Deployment } from '../support/deployment.js';
import { aPdf } from '../support/some-files.js';
import { nowInSeconds, pairWith } from '../support/partner-society.js';

let relink: Deployment;
let keys: KitKeys;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false, exchange: true });
  keys = newKitKeys('KIT', nowInSeconds());
  await pairWith(relink, { society: 'KIT', baseUrl: 'https://kit.example.org', keys: keys.told });
});
afterAll(() => relink.stop());

describe('The conformance kit', () => {
  it('finds that Relink takes what is right and refuses everything else alike', async () => {
    const { society, outcomes } = await runConformance(relink.settings.exchangeOrigin, keys);
    expect(society).toBe(relink.settings.society);
    expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(40);
  });

  it('finds out somebody who takes everything', async () => {
    const careless = await aCarelessSociety();
    const { outcomes } = await runConformance(careless.origin, keys);
    const failed = outcomes.filter(({ passed }) => !passed).map(({ check }) => check);
    expect(failed).toEqual(
      expect.arrayContaining([
        'another message under the same id',
        'the very same request twice (replay)',
        'a digest of something else',
        'a message that was passed on (one hop)',
        'more fields than the envelope names',
        'a key that nobody pinned',
      ]),
    );
    expect(outcomes.find(({ check }) => check === 'a message as it should be')).toMatchObject({ passed: true });
    careless.server.close();
  });
});

describe('Somebody with the page for engineers and nothing of ours', () => {
  let other: OtherSociety;
  let theirs: TheirKey[];
  let messages: string;

  beforeAll(async () => {
    other = new OtherSociety('OTHER');
    await pairWith(relink, { society: 'OTHER', baseUrl: 'https://other.example.org', keys: other.publicKeys });
    theirs = relink.exchangeKeys.told(nowInSeconds());
    const told = await fetch(`${relink.settings.exchangeOrigin}/.well-known/relink-exchange`);
    ({ messages } = other.readCapability(await told.text(), theirs));
  });

  const enquiry = () => ({
    v: 1,
    type: 'enquiry',
    iss: 'OTHER',
    aud: relink.settings.society,
    jti: crypto.randomUUID(),
    iat: nowInSeconds(),
    exp: nowInSeconds() + 86_400,
    seq: 1,
    envelope: {
      case: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url'),
      purpose: 'share-with-partner',
      basis: 'consent',
      permit: crypto.randomUUID(),
      fields: ['names', 'relation'],
      sensitivity: 'open',
      expires: nowInSeconds() + 30 * 86_400,
      hops: 0,
      onward: 'forbidden',
    },
    body: { person: { names: [{ text: 'ሰላም ሃይለ', kind: 'usual' }], relation: 'sibling' } },
  });

  it('sends a message and verifies the receipt', async () => {
    const message = enquiry();
    const request = other.request(other.seal(message, theirs), message.jti, messages);
    const answer = await fetch(request.url, request);
    expect(answer.status).toBe(202);
    const receipt = other.readReceipt(await answer.text(), request, theirs);
    expect(receipt.decision).toBe('received');
    const rows = await relink.database.sql('SELECT 1 FROM relink.exchange_inbox WHERE message_id = $1', [message.jti]);
    expect(rows).toHaveLength(1);
  });

  it('sends a file of several parts after the disclosure that announces it', async () => {
    const content = aPdf({ body: `% ${'of somebody else '.repeat(15_000)}` });
    const sha256 = createHash('sha256').update(content).digest('base64url');
    const file = { id: crypto.randomUUID(), sha256, bytes: content.length };
    const told = enquiry();
    const envelope = { ...told.envelope, fields: ['names', 'files'] };
    const announced = { ...file, kind: 'letter', mediaType: 'application/pdf' };
    const person = { names: [{ text: 'ሰላም ሃይለ', kind: 'usual' }], files: [announced] };
    const disclosure = { ...told, type: 'disclosure', envelope, body: { person } };
    const parts = other.fileParts(disclosure, file, content);
    expect(parts).toHaveLength(2);
    for (const message of [disclosure, ...parts]) {
      const request = other.request(other.seal(message, theirs), message.jti, messages);
      const answer = await fetch(request.url, request);
      expect(other.readReceipt(await answer.text(), request, theirs).decision).toBe('received');
    }
    const liaison = await relink.signIn('liaison');
    await relink.startWorker();
    const id = await eventually(async () => {
      const [row] = await relink.database.sql<{ id: string }>(
        `SELECT f.id FROM relink.files f JOIN relink.partner_files p ON p.id = f.id WHERE p.told_id = $1 AND f.state = 'ready'`,
        [file.id],
      );
      if (!row) throw new Error('not there yet');
      return row.id;
    });
    expect((await liaison.download(`/partner-files/${id}/content`)).equals(content)).toBe(true);
    await relink.stopWorker();
  });

  it('is refused like everybody where a letter is wrong', async () => {
    const message = { ...enquiry(), envelope: { ...enquiry().envelope, hops: 1 } };
    const request = other.request(other.seal(message, theirs), message.jti, messages);
    expect((await fetch(request.url, request)).status).toBe(400);
  });
});

/** Gives a valid receipt for whatever comes: nothing is checked. */
async function aCarelessSociety(): Promise<{ origin: string; server: Server }> {
  const society = new OtherSociety('CARELESS');
  // Whoever is slow is cut off, so that the kit need not wait for that here.
  const limits = { requestTimeout: 2_000, headersTimeout: 1_000, connectionsCheckingInterval: 500 };
  const server = createServer(limits, (request, response) => {
    request.resume().on('end', () => {
      if (request.method === 'GET') return response.end(society.capability(`${origin}/exchange/v1/messages`));
      const { 'content-digest': digest, 'idempotency-key': jti } = request.headers as Record<string, string>;
      response.writeHead(202, { 'content-type': 'application/jose' });
      return response.end(society.receipt({ jti: jti!, type: 'enquiry', iss: 'KIT' }, digest!, 1));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, server };
}
