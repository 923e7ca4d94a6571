import type { Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkpointFile, EXCHANGE_CHAIN, verifyAuditLog } from '#libs/audit';
import { AuditSigner } from '#libs/crypto';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';
import {
  CAPABILITY_PATH,
  CONFLICT,
  keyObject,
  MESSAGES_PATH,
  PARTNERS_ENTITIES,
  Refusals,
  UNIFORM_REFUSAL,
  verifyCapability,
  verifyReceipt,
  type OutgoingRequest,
  type PartnerId,
} from '#libs/partners';
import { aUnitOfWork } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { nowInSeconds, pairWith, PartnerSociety, post, withRegistry, type Answer } from '../support/partner-society.js';

let relink: Deployment;
let alpha: PartnerSociety;
let alphaId: PartnerId;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false, exchange: true, environment: { RELINK_SOCIETY: 'NOR' } });
  alpha = new PartnerSociety('ALPHA', relink);
  alphaId = await pair(alpha);
});
afterAll(() => relink.stop());

const pair = ({ society: { code, keys } }: PartnerSociety, other = {}) =>
  pairWith(relink, { society: code, baseUrl: `https://${code.toLowerCase()}.example.org`, keys, ...other });

const inbox = () =>
  relink.database.sql<{ message_id: string }>('SELECT message_id FROM relink.exchange_inbox ORDER BY received_at');

const REFUSED: Answer = {
  status: UNIFORM_REFUSAL.status,
  type: UNIFORM_REFUSAL.headers['content-type'],
  body: UNIFORM_REFUSAL.body,
};

function ours(kid: string) {
  const key = relink.exchangeKeys.told(nowInSeconds()).find((one) => one.kid === kid);
  return key && keyObject(key);
}

describe('a message of a partner', () => {
  it('gets a receipt of the machine that names the entry of the audit log, always of one size', async () => {
    const sizes = new Set<number>();
    for (const seq of [1, 900_000]) {
      const message = alpha.enquiry({ seq });
      const request = alpha.request(message.jti, await alpha.seal(message));
      const { status, type, body } = await post(request);
      expect([status, type]).toEqual([202, 'application/jose']);
      const sent = { from: 'ALPHA', to: 'NOR', message: message.jti, digest: request.headers['content-digest']! };
      const { audit, decision } = await verifyReceipt(body, ours, sent);
      expect(decision).toBe('received');
      const [entry] = await relink.database.sql(
        'SELECT action, object_id, details FROM audit.entries WHERE chain = $1 AND seq = $2',
        [EXCHANGE_CHAIN, audit],
      );
      expect(entry).toMatchObject({ action: 'exchange.received', object_id: message.jti });
      expect(JSON.parse(entry!['details'] as string)).toEqual({
        partner: alphaId,
        name: 'enquiry',
        digest: sent.digest,
      });
      sizes.add(body.length);
    }
    expect(sizes.size).toBe(1);
  });

  it('is kept once, and gets the same receipt as often as it comes', async () => {
    const message = alpha.enquiry();
    const sealed = await alpha.seal(message);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(alpha.request(message.jti, sealed))));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect((await inbox()).filter(({ message_id }) => message_id === message.jti)).toHaveLength(1);
  });

  it('with other bytes under the same id is a conflict, and changes nothing', async () => {
    const message = alpha.enquiry();
    expect((await alpha.send(message)).status).toBe(202);
    expect(await alpha.send(message)).toEqual({ ...REFUSED, status: 409, body: CONFLICT.body });
    expect((await inbox()).filter(({ message_id }) => message_id === message.jti)).toHaveLength(1);
  });

  it('is kept sealed, and nothing it says is in any table', async () => {
    await alpha.send(alpha.enquiry());
    const [dump] = await relink.database.sql<{ all: string }>(
      `SELECT string_agg(t::text, '') AS all FROM (SELECT i::text FROM relink.exchange_inbox i UNION ALL SELECT e::text FROM audit.entries e) t`,
    );
    expect(dump!.all).not.toMatch(/Amina|Yusuf/);
  });
});

describe('whatever is wrong', () => {
  let stranger: PartnerSociety;
  let suspended: PartnerSociety;
  beforeAll(async () => {
    stranger = new PartnerSociety('STRANGER', relink);
    suspended = new PartnerSociety('SUSPENDED', relink);
    const id = await pair(suspended);
    await withRegistry(relink, (registry, by) => registry.suspend(id, 'alarm', 2, by));
  });

  const good = async (of = alpha, changes = {}) => {
    const message = of.enquiry(changes);
    return of.request(message.jti, await of.seal(message));
  };
  const envelope = (changes: object) => ({ envelope: { ...alpha.enquiry().envelope, ...changes } });
  const WRONG: Record<string, [reason: string, make: () => Promise<OutgoingRequest>]> = {
    'a key nobody knows': ['unknown-key', () => good(stranger)],
    'a partner that is suspended': ['partner-not-paired', () => good(suspended)],
    'an altered body': ['digest', async () => ({ ...(await good()), body: (await good()).body })],
    'another address': [
      'signature',
      async () => {
        const request = await good();
        const [input, signature] = ['signature-input', 'signature'].map((name) => request.headers[name]!);
        return {
          ...request,
          headers: {
            ...request.headers,
            'signature-input': input!.replace(/nonce="./, 'nonce="A'),
            signature: signature!,
          },
        };
      },
    ],
    'a signature that is too old': [
      'signature-time',
      async () => {
        const message = alpha.enquiry();
        return alpha.request(message.jti, await alpha.seal(message), nowInSeconds() - 3_600);
      },
    ],
    'a type it does not have': [
      'content-type',
      async () => {
        const request = await good();
        return { ...request, headers: { ...request.headers, 'content-type': 'application/json' } };
      },
    ],
    'no signature at all': [
      'signature-form',
      async () => {
        const { headers, ...request } = await good();
        const { signature: _, ...others } = headers;
        return { ...request, headers: others };
      },
    ],
    'another receiver': ['audience', () => good(alpha, { aud: 'OTHER' })],
    'a message whose time is over': [
      'payload-time',
      () => good(alpha, { iat: nowInSeconds() - 9 * 86_400, exp: nowInSeconds() - 86_400 }),
    ],
    'a record whose time is over': ['expired', () => good(alpha, envelope({ expires: nowInSeconds() - 1 }))],
    'a field the envelope does not name': [
      'fields',
      () => good(alpha, envelope({ fields: ['names', 'sex', 'birth'] })),
    ],
    'a person without a permit': [
      'fields',
      () => {
        const { permit: _, ...unpermitted } = alpha.enquiry().envelope;
        return good(alpha, { envelope: unpermitted });
      },
    ],
    'a purpose that was not agreed': ['purpose', () => good(alpha, envelope({ purpose: 'share-with-icrc' }))],
    'more sensitivity than was agreed': ['sensitivity', () => good(alpha, envelope({ sensitivity: 'protected' }))],
    'a body that is too large': [
      'none',
      async () => {
        const request = await good();
        return { ...request, body: 'x'.repeat(600_000) };
      },
    ],
    'a body that is packed': [
      'none',
      async () => {
        const request = await good();
        return { ...request, headers: { ...request.headers, 'content-encoding': 'gzip' } };
      },
    ],
  };

  it.each(Object.keys(WRONG))('%s: gets the one answer, to the byte', async (name) => {
    const before = (await inbox()).length;
    const [reason, make] = WRONG[name]!;
    const request = await make();
    expect(await post(request)).toEqual(REFUSED);
    expect((await inbox()).length).toBe(before);
    await relink.exchangeApp.get(Refusals).flush();
    if (reason === 'none') return;
    const [last] = await relink.database.sql(
      'SELECT reason, count FROM relink.exchange_refusals ORDER BY at DESC, id DESC LIMIT 1',
    );
    expect(last).toMatchObject({ reason });
  });

  it('a request that comes a second time, to the byte, does too', async () => {
    const request = await good();
    expect((await post(request)).status).toBe(202);
    expect(await post(request)).toEqual(REFUSED);
  });

  it('is counted for the partner only where its signature proves that it was the partner', async () => {
    await relink.exchangeApp.get(Refusals).flush();
    const counted = await relink.database.sql<{ reason: string; partner_id: string | null }>(
      'SELECT DISTINCT reason, partner_id FROM relink.exchange_refusals ORDER BY 1',
    );
    const byPartner = counted.filter(({ partner_id }) => partner_id === alphaId).map(({ reason }) => reason);
    const byAnybody = counted.filter(({ partner_id }) => partner_id === null).map(({ reason }) => reason);
    expect(byPartner).toEqual([
      'audience',
      'expired',
      'fields',
      'payload-time',
      'purpose',
      'replay',
      'sensitivity',
      'signature-time',
    ]);
    expect(byAnybody).toEqual(['content-type', 'digest', 'signature', 'signature-form', 'unknown-key']);
  });
});

describe('the gateway', () => {
  it('tells what it can do, signed, with the keys that partners pinned', async () => {
    const response = await fetch(`${relink.settings.exchangeOrigin}${CAPABILITY_PATH}`);
    const capability = await verifyCapability(await response.text(), ours, { society: 'NOR', last: 0 });
    expect(capability).toMatchObject({
      messages: `${relink.settings.exchangeOrigin}${MESSAGES_PATH}`,
      largestBody: 524_288,
    });
    expect(capability.keys.map(({ use }) => use)).toEqual(['sign', 'seal']);
  });

  it('answers health questions, and knows no other address', async () => {
    const at = (path: string) => fetch(`${relink.settings.exchangeOrigin}${path}`);
    expect((await at('/health/ready')).status).toBe(200);
    for (const path of ['/', '/api/v1/work', '/exchange/v1', '/exchange/v1/messages']) {
      const response = await at(path);
      expect([404, 400]).toContain(response.status);
      expect(await response.text()).not.toMatch(/Nest|Cannot|stack/);
    }
  });

  it('gives a request twenty seconds, its headers ten, and looks every second', () => {
    expect(relink.exchangeApp.getHttpServer() as Server).toMatchObject({
      requestTimeout: 20_000,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      maxConnections: 2_000,
    });
  });

  it('closes the line on bodies that drip in, and serves the others meanwhile', async () => {
    const server = relink.exchangeApp.getHttpServer() as Server;
    Object.assign(server, { requestTimeout: 2_000, headersTimeout: 1_000 });
    const slow = Array.from({ length: 40 }, () => {
      const socket = connect(relink.settings.exchangePort, '127.0.0.1');
      const closed = new Promise<string>((done) => {
        let heard = '';
        socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
        socket.on('close', () => done(heard));
      });
      // Whoever is cut off while still writing hears it this way.
      socket.on('error', () => undefined);
      socket.write(
        `POST ${MESSAGES_PATH} HTTP/1.1\r\nHost: relink\r\nContent-Type: application/jose\r\nContent-Length: 1000\r\n\r\n`,
      );
      const timer = setInterval(() => socket.writable && socket.write('x'), 100);
      socket.on('close', () => clearInterval(timer));
      return closed;
    });
    expect((await alpha.send(alpha.enquiry())).status).toBe(202);
    for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
    Object.assign(server, { requestTimeout: 20_000, headersTimeout: 10_000 });
  });

  it('leaves an audit log that verifies, its own chain included', async () => {
    const worker = await aUnitOfWork(relink.database, {
      role: 'relink_worker',
      keyring: relink.keyring.keyring,
      entities: PARTNERS_ENTITIES,
    });
    const file = join(relink.settings.home, checkpointFile);
    const verify = (unitOfWork: UnitOfWork) =>
      unitOfWork.run(systemActor('test'), (tx) =>
        verifyAuditLog(tx.sql, new AuditSigner(relink.keyring.keyring), file),
      );
    const { findings, entries } = await verify(worker.unitOfWork);
    await worker.close();
    expect(findings).toEqual([]);
    expect(entries).toBeGreaterThan(5);
  });
});
