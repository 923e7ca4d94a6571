import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';

let relink: Deployment;
let caseworker: Staff;
let server: Server & { connectionsCheckingInterval: number };
const open: Socket[] = [];

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  server = relink.app.getHttpServer() as typeof server;
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});
afterAll(() => relink.stop());

/** A bare connection, and everything that comes back until it is closed. */
async function connected(): Promise<{ socket: Socket; closed: Promise<string> }> {
  const socket = connect(Number(new URL(relink.url).port), '127.0.0.1');
  open.push(socket);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  // A server that hangs up while we still write is what we are here for.
  socket.on('error', () => undefined);
  const closed = new Promise<string>((done) => socket.on('close', () => done(heard)));
  await new Promise((done) => socket.once('connect', done));
  return { socket, closed };
}

function many(count: number) {
  return Promise.all(Array.from({ length: count }, connected));
}

/** Writes a little every tenth of a second for as long as the other side lets us. */
function drip(socket: Socket, text = 'x'): void {
  const timer = setInterval(() => (socket.writable ? socket.write(text) : clearInterval(timer)), 100);
  socket.on('close', () => clearInterval(timer));
}

/** Somebody else at the same moment gets their answers, and as a rule within a second. */
async function expectOthersServed(): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < 5; count++) {
    const started = performance.now();
    expect((await caseworker.get('/work')).status).toBe(200);
    times.push(performance.now() - started);
  }
  const [, , median] = times.sort((a, b) => a - b);
  expect(median).toBeLessThan(1_000);
}

function expectProblem(heard: string, status: number, code: string): void {
  expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(heard).toMatch(/content-type: application\/problem\+json/i);
  expect(heard).toMatch(/connection: close/i);
  expect(JSON.parse(heard.slice(heard.indexOf('{'), heard.lastIndexOf('}') + 1))).toMatchObject({ status, code });
}

const post = (headers: string) =>
  `POST /api/v1/session HTTP/1.1\r\nHost: relink\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`;

describe('Slow requests', () => {
  it('have ten seconds for their headers and thirty for all, which is looked at every second', () => {
    expect(server).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 1_000,
    });
  });

  it('that come on a connection of before find it open for longer than a proxy keeps it', async () => {
    const { headers } = await caseworker.get('/work');
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  describe('in a tenth of the time', () => {
    beforeAll(() => void Object.assign(server, { headersTimeout: 1_000, requestTimeout: 3_000 }));
    afterAll(() => void Object.assign(server, { headersTimeout: 10_000, requestTimeout: 30_000 }));

    it('300 connections that say nothing are closed, and hinder nobody before', async () => {
      const idle = await many(300);
      await expectOthersServed();
      await Promise.all(idle.map(({ closed }) => closed));
    });

    it('headers that drip in are answered 408', async () => {
      const slow = await many(50);
      for (const { socket } of slow) {
        socket.write('GET /api/v1/work HTTP/1.1\r\nHost: relink\r\nX-Slow: ');
        drip(socket);
      }
      await expectOthersServed();
      for (const { closed } of slow) expectProblem(await closed, 408, 'request.timeout');
    });

    it('bodies that drip in are answered 408', async () => {
      const slow = await many(50);
      for (const { socket } of slow) {
        socket.write(post('Content-Length: 1000'));
        drip(socket, ' ');
      }
      await expectOthersServed();
      for (const { closed } of slow) expectProblem(await closed, 408, 'request.timeout');
    });

    it('files too large that drip in are heard out for no longer than any other', async () => {
      const { socket, closed } = await connected();
      socket.write(
        'POST /api/v1/lists/0/content HTTP/1.1\r\nHost: relink\r\nContent-Type: application/octet-stream\r\nContent-Length: 30000000\r\n\r\n',
      );
      drip(socket);
      const started = performance.now();
      expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
      expect(performance.now() - started).toBeLessThan(10_000);
    });

    it('who reads the answer slowly hinders nobody', async () => {
      const slow = await many(50);
      for (const { socket } of slow) {
        socket.pause();
        socket.write('GET /health/live HTTP/1.1\r\nHost: relink\r\n\r\n');
      }
      await expectOthersServed();
    });
  });
});

describe('Huge requests', () => {
  const MEGABYTE = Buffer.alloc(1_048_576, ' ');

  it('with a length of 20 MB are refused before they are read', async () => {
    const { socket, closed } = await connected();
    socket.write(post(`Content-Length: ${20 * MEGABYTE.length}`));
    await expectOthersServed();
    expectProblem(await closed, 413, 'request.too-large');
    expect(socket.bytesWritten).toBeLessThan(1_000);
  });

  it('that do not tell how long they are are refused at once', async () => {
    const { socket, closed } = await connected();
    socket.write(post('Transfer-Encoding: chunked'));
    for (let sent = 0; sent < 20 && socket.writable; sent++)
      socket.write(Buffer.concat([Buffer.from(`${MEGABYTE.length.toString(16)}\r\n`), MEGABYTE, Buffer.from('\r\n')]));
    await expectOthersServed();
    expectProblem(await closed, 411, 'request.length-needed');
  });

  it('that are 20 MB only when unpacked are refused', async () => {
    const packed = gzipSync(Buffer.concat(Array.from({ length: 20 }, () => MEGABYTE)));
    expect(packed.length).toBeLessThan(100_000);
    const { socket, closed } = await connected();
    socket.write(post(`Content-Encoding: gzip\r\nContent-Length: ${packed.length}`));
    socket.write(packed);
    await expectOthersServed();
    expectProblem(await closed, 413, 'request.too-large');
  });

  it('that are files somewhat too large are read to their end and dropped, so that their sender hears why', async () => {
    const { socket, closed } = await connected();
    const upload = (length: number) =>
      `POST /api/v1/files/${'0'.repeat(8)}-0000-7000-8000-000000000000/content HTTP/1.1\r\nHost: relink\r\nContent-Type: application/octet-stream\r\nContent-Length: ${length}\r\n\r\n`;
    const before = process.memoryUsage.rss();
    socket.write(upload(30 * MEGABYTE.length));
    for (let sent = 0; sent < 30; sent++) await new Promise((done) => socket.write(MEGABYTE, done));
    // All of it was taken, so the same connection is good for the next request.
    socket.write('GET /health/live HTTP/1.1\r\nHost: relink\r\nConnection: close\r\n\r\n');
    const heard = await closed;
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toContain('"code":"file.too-large"');
    expect(heard).toMatch(/HTTP\/1\.1 200 /);
    expect(process.memoryUsage.rss() - before).toBeLessThan(60 * MEGABYTE.length);
    const far = await connected();
    far.socket.write(upload(500 * MEGABYTE.length));
    expectProblem(await far.closed, 413, 'request.too-large');
  });

  it('of which twenty come at once hinder nobody', async () => {
    const huge = await many(20);
    for (const { socket } of huge) {
      socket.write(post(`Content-Length: ${20 * MEGABYTE.length}`));
      for (let sent = 0; sent < 20; sent++) socket.write(MEGABYTE);
    }
    await expectOthersServed();
    for (const { closed } of huge) await closed;
  });

  it('with headers of 64 kB are refused', async () => {
    const { socket, closed } = await connected();
    socket.write(`GET /api/v1/work HTTP/1.1\r\nHost: relink\r\nX-Long: ${'x'.repeat(65_536)}\r\n\r\n`);
    expectProblem(await closed, 431, 'request.headers-too-large');
  });
});

describe('What is no request', () => {
  it.each([
    ['rubbish', 'rubbish\r\n\r\n'],
    ['a greeting for TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'],
    ['a header with a line in it', 'GET / HTTP/1.1\r\nHost: relink\r\nX: a\rb\r\n\r\n'],
    ['a header name with a space', 'GET / HTTP/1.1\r\nHost: relink\r\nX Y: z\r\n\r\n'],
    ['two lengths', post('Content-Length: 2\r\nContent-Length: 3')],
    ['a length and chunks', post('Content-Length: 2\r\nTransfer-Encoding: chunked')],
    ['a length that is none', post('Content-Length: -5')],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['a method that is none', 'FETCH /api/v1/work HTTP/1.1\r\nHost: relink\r\n\r\n'],
  ])('%s: is answered 400', async (_, bytes) => {
    const { socket, closed } = await connected();
    socket.write(bytes, 'latin1');
    expect(await closed).toMatch(/^HTTP\/1\.1 400 /);
  });
});
