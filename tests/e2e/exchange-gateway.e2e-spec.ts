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
  UNIFORM_REFUSAL,
  verifyCapability,
  verifyReceipt,
  type PartnerId,
} from '#libs/partners';
import { aUnitOfWork } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { nowInSeconds, pairWith, PartnerSociety, post, type Answer } from '../support/partner-society.js';

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

  it('goes together with others that come at once, and each gets its own receipt, entry or refusal', async () => {
    const messages = Array.from({ length: 20 }, () => alpha.enquiry());
    const sealed = await Promise.all(messages.map((message) => alpha.seal(message)));
    const requests = messages.flatMap(({ jti }, at) => {
      const good = alpha.request(jti, sealed[at]!);
      return at % 5 === 0 ? [good, alpha.request(jti, `${sealed[at]!.slice(0, -4)}AAAA`)] : [good];
    });
    const answers = await Promise.all(requests.map((request) => post(request)));
    const receipts = await Promise.all(
      answers.flatMap(({ status, body }, at) => {
        const { 'idempotency-key': message, 'content-digest': digest } = requests[at]!.headers;
        const sent = { from: 'ALPHA', to: 'NOR', message: message!, digest: digest! };
        return status === 202 ? [verifyReceipt(body, ours, sent)] : [];
      }),
    );
    expect(answers.filter(({ status }) => status === 400)).toEqual([REFUSED, REFUSED, REFUSED, REFUSED]);
    const entries = await relink.database.sql<{ seq: string; object_id: string }>(
      'SELECT seq, object_id FROM audit.entries WHERE chain = $1 AND object_id = ANY ($2)',
      [EXCHANGE_CHAIN, messages.map(({ jti }) => jti)],
    );
    expect(new Map(entries.map(({ seq, object_id }) => [object_id, Number(seq)]))).toEqual(
      new Map(receipts.map(({ message, audit }) => [message, audit])),
    );
    expect(receipts).toHaveLength(20);
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
