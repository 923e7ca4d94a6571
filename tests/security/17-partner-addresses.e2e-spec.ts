import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callPartner, isPartnersAddress, partnersOrigin, type ConnectionOptions } from '#libs/partners';

const NOT_PUBLIC = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:10::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '3fff::1',
  '4000::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '2606:4700::1%lo',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '',
  'localhost',
];
const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.0',
  '2606:4700::1',
  '2a00::1',
];

const NO_PARTNER = [
  'http://relink.society.org/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://8.8.8.8/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[2606:4700::1]/',
  'https://localhost/',
  'https://localhost./',
  'https://relink.localhost/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://intranet/',
  'https://router.lan/',
  'https://me@relink.society.org/',
  'https://me:secret@relink.society.org/',
  'https://relink.society.org@127.0.0.1/',
  'https://relink.society.org\\@127.0.0.1/',
  'https://relink.society.org/?to=http://127.0.0.1',
  'https://relink.society.org/#x',
  'https://①②⑦.0.0.1/',
  'https://relink.society.org /',
  'file:///etc/passwd',
  'gopher://relink.society.org/',
  'ftp://relink.society.org/',
  '//relink.society.org/',
  'relink.society.org',
  '',
];

let server: Server;
let port: number;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/redirect') response.writeHead(307, { location: `http://127.0.0.1:${port}/inside` }).end();
    else if (request.url === '/much') response.end('x'.repeat(100_000));
    else if (request.url === '/slow') response.write('.');
    else if (request.url === '/cut') request.socket.destroy();
    else response.end(request.headers.host);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function call(url: string, options: Partial<ConnectionOptions> = {}) {
  asked = [];
  const allowed = [
    `http://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    'https://relink.society.org',
    'https://relink.society.org:8443',
  ];
  return callPartner({ method: 'POST', url, headers: {}, body: 'sealed' }, { allowed, demo: true, ...options });
}

describe('17: addresses of partners', () => {
  it.each(NOT_PUBLIC)('%p is nowhere a partner is', (address) => {
    expect(isPartnersAddress(address, { demo: false })).toBe(false);
  });

  it.each(PUBLIC)('%p may be', (address) => {
    expect(isPartnersAddress(address, { demo: false })).toBe(true);
  });

  it('loopback, and nothing else that is not public, may be in the demonstration', () => {
    expect(NOT_PUBLIC.filter((address) => isPartnersAddress(address, { demo: true }))).toEqual(
      expect.arrayContaining(['127.0.0.1', '127.255.255.254', '::1']),
    );
    for (const address of ['10.0.0.1', '169.254.169.254', '::ffff:10.0.0.1', 'fe80::1', '192.168.0.1'])
      expect(isPartnersAddress(address, { demo: true })).toBe(false);
  });

  it.each(NO_PARTNER)('%p is no address of a partner', (url) => {
    expect(partnersOrigin(url, { demo: false })).toBeUndefined();
  });

  it('is https with a name, and over loopback http in the demonstration', () => {
    expect(partnersOrigin('https://relink.society.org/exchange/v1/messages', { demo: false })).toBe(
      'https://relink.society.org',
    );
    expect(partnersOrigin('https://relink.society.org:8443/', { demo: false })).toBe('https://relink.society.org:8443');
    expect(partnersOrigin('http://127.0.0.1:3100/', { demo: true })).toBe('http://127.0.0.1:3100');
    for (const url of ['http://127.0.0.1:3100/', 'http://localhost:3100/'])
      expect(partnersOrigin(url, { demo: false })).toBeUndefined();
    for (const url of ['http://10.0.0.1/', 'https://8.8.8.8/', 'http://relink.society.org/'])
      expect(partnersOrigin(url, { demo: true })).toBeUndefined();
  });
});

describe('17: calling a partner', () => {
  it('reaches one that is allowed', async () => {
    await expect(call(`http://127.0.0.1:${port}/`)).resolves.toEqual({ status: 200, body: `127.0.0.1:${port}` });
  });

  it('asks nobody who is not on the list, also not another port of the same host', async () => {
    for (const url of [`http://127.0.0.1:${port + 1}/`, 'https://other.society.org/', `http://localhost.:${port}/`])
      await expect(call(url)).rejects.toMatchObject({ because: 'not-allowed' });
    expect(asked).toEqual([]);
  });

  it('does not follow a redirect', async () => {
    await expect(call(`http://127.0.0.1:${port}/redirect`)).rejects.toMatchObject({ because: 'redirect' });
    expect(asked).toEqual(['/redirect']);
  });

  it.each([
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['8.8.8.8', '127.0.0.1']],
    [['::ffff:127.0.0.1']],
    [['fd00::1']],
    [[]],
  ])('does not call a name that leads to %j', async (addresses) => {
    const lookup = () => Promise.resolve(addresses);
    const attempt = call('https://relink.society.org/', { demo: false, lookup });
    await expect(attempt).rejects.toMatchObject({ because: 'address' });
  });

  it('goes to the address that was checked, whatever the name means a moment later', async () => {
    let times = 0;
    // Public at first and private after that; here loopback stands for the first, which the demonstration allows.
    const lookup = () => Promise.resolve(times++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']);
    await expect(call(`http://localhost:${port}/`, { lookup })).resolves.toMatchObject({ body: `localhost:${port}` });
    expect(times).toBe(1);
    await expect(call(`http://localhost:${port}/`, { lookup })).rejects.toMatchObject({ because: 'address' });
    expect(asked).toEqual([]);
  });

  it('does not read without end, wait without end, or believe half an answer', async () => {
    await expect(call(`http://127.0.0.1:${port}/much`)).rejects.toMatchObject({ because: 'too-large' });
    await expect(call(`http://127.0.0.1:${port}/slow`, { limits: { time: 200 } })).rejects.toMatchObject({
      because: 'time',
    });
    await expect(call(`http://127.0.0.1:${port}/cut`)).rejects.toMatchObject({ because: 'connection' });
  });
});
