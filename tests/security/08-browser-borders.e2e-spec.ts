import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Totp } from '#libs/crypto';
import { newId } from '#libs/kernel';
import { eventually } from '#libs/testing';
import { ROUTES } from '../support/api-document.js';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview } from '../support/stories.js';

/** Where the console of this deployment is, as its settings say. */
const OWN = 'http://localhost:4300';

let relink: Deployment;
let caseworker: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
});
afterAll(() => relink.stop());

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** On every answer, whatever it is. */
const HEADERS = {
  'content-security-policy': CSP.join(';'),
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-powered-by': null,
  server: null,
};

describe('The headers', () => {
  it.each([
    ['a page of the console', '/tracing-requests', 'text/html', 200, 'no-cache'],
    ['an answer', '/api/v1/session', 'application/json', 401, 'no-store'],
    ['a route that is not there', '/api/v1/nothing', '*/*', 404, 'no-store'],
    ['the health of the process', '/health/live', '*/*', 200, 'no-store'],
  ])('of %s shut out other sites, frames, foreign scripts and caches', async (_, path, accept, status, cache) => {
    const { headers, status: got } = await fetch(relink.url + path, { headers: { Accept: accept } });
    expect(got).toBe(status);
    for (const [name, value] of Object.entries(HEADERS))
      expect({ [name]: headers.get(name) }).toEqual({ [name]: value });
    expect(headers.get('cache-control')).toBe(cache);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leave no way for a script inside a page', () => {
    expect(CSP.join(';')).not.toMatch(/unsafe|\*|https?:|blob:|nonce/);
  });

  it('allow no other site to read answers, whatever it asks', async () => {
    for (const { method, path } of ROUTES)
      for (const verb of [method, 'OPTIONS']) {
        const response = await fetch(`${relink.url}/api/v1${path.replace(/\{\w+\}/, newId())}`, {
          method: verb,
          headers: {
            Origin: 'https://evil.example',
            'Access-Control-Request-Method': method,
            'Access-Control-Request-Headers': 'content-type, if-match',
          },
        });
        const allowed = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
        expect({ path, verb, allowed }).toEqual({ path, verb, allowed: [] });
        await response.arrayBuffer();
      }
  });
});

describe('A write that another site sends', () => {
  const writes = ROUTES.filter(({ method }) => method !== 'GET');

  it.each([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'https://localhost:4300' },
    { Origin: 'http://localhost:4300.evil.example' },
    { Origin: 'http://localhost:43000' },
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
  ])('with %o is refused, whichever it is', async (headers) => {
    for (const { name, method, path, takesBytes } of writes) {
      const to = path.replace(/\{\w+\}/, newId());
      const answer = await caseworker.send(method, to, method === 'DELETE' ? undefined : {}, {
        ...(headers as Record<string, string>),
        ...(takesBytes && { 'Content-Type': 'application/octet-stream' }),
      });
      expect({ name, status: answer.status, code: answer.body?.code }).toEqual({
        name,
        status: 403,
        code: 'request.origin-foreign',
      });
    }
    expect((await caseworker.get('/session')).status).toBe(200);
  });

  it.each([
    { Origin: OWN },
    { Origin: 'http://127.0.0.1:4300' },
    { Origin: OWN, 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'same-origin' },
    {},
  ])('is told from one of our own: %o is let in', async (headers) => {
    const answer = await caseworker.send(
      'POST',
      '/tracing-requests',
      { interview: anInterview() },
      headers as Record<string, string>,
    );
    expect(answer.status).toBe(201);
  });
});

/** A browser with nothing in it but what it is given. */
async function browse(method: string, path: string, cookie?: string, body?: object) {
  const response = await fetch(`${relink.url}/api/v1${path}`, {
    method,
    headers: { ...(cookie && { Cookie: cookie }), ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text ? JSON.parse(text) : {}) as Record<string, string>,
  };
}

type Account = Awaited<ReturnType<Deployment['addAccount']>>;

/** @param planted a cookie the browser has already @returns what the server sets */
async function signInWith({ email, password, totpSecret }: Account, planted?: string) {
  const first = await browse('POST', '/session', planted, { email, password });
  expect(first.headers.get('set-cookie')).toBeNull();
  const code = new Totp(totpSecret).code(new Date());
  const second = await browse('POST', '/session/totp', planted, { challenge: first.body.challenge, code });
  expect(second.status).toBe(200);
  expect(JSON.stringify(second.body)).not.toContain(cookieOf(second).slice('__Host-relink='.length));
  return second;
}

function cookieOf({ headers }: { headers: Headers }): string {
  return headers.get('set-cookie')!.split(';')[0]!;
}

describe('The session cookie', () => {
  it('is bound to this host, hidden from scripts, sent over encrypted lines and never from other sites', async () => {
    const { headers } = await signInWith(await relink.addAccount('caseworker'));
    expect(headers.get('set-cookie')).toMatch(/^__Host-relink=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('planted before signing in is not taken over', async () => {
    const planted = `__Host-relink=${'A'.repeat(43)}`;
    const signedIn = await signInWith(await relink.addAccount('caseworker'), planted);
    expect(cookieOf(signedIn)).not.toBe(planted);
    expect((await browse('GET', '/session', planted)).status).toBe(401);
    expect((await browse('GET', '/session', cookieOf(signedIn))).status).toBe(200);
  });

  it('of somebody else, planted before signing in, ends with it', async () => {
    const attackers = cookieOf(await signInWith(await relink.addAccount('caseworker')));
    expect((await browse('GET', '/session', attackers)).status).toBe(200);
    const victim = await relink.addAccount('supervisor');
    const victims = cookieOf(await signInWith(victim, attackers));
    expect((await browse('GET', '/session', attackers)).status).toBe(401);
    expect((await browse('GET', '/session', victims)).body).toMatchObject({ account: { email: victim.email } });
  });

  it('is no session while only the password was given', async () => {
    const { email, password } = await relink.addAccount('caseworker');
    const { body } = await browse('POST', '/session', undefined, { email, password });
    expect((await browse('GET', '/session', `__Host-relink=${body.challenge}`)).status).toBe(401);
  });

  it('is worth nothing after signing out, wherever it was copied to, and the browser is told to forget', async () => {
    const account = await relink.addAccount('caseworker');
    const cookie = cookieOf(await signInWith(account));
    const copies = () => Promise.all(Array.from({ length: 3 }, () => browse('GET', '/work', cookie)));
    expect((await copies()).map(({ status }) => status)).toEqual([200, 200, 200]);
    const out = await browse('DELETE', '/session', cookie);
    expect(out.status).toBe(204);
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(out.headers.get('set-cookie')).toMatch(
      /^__Host-relink=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await copies()).map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(await relink.database.sql('SELECT 1 FROM relink.sessions WHERE account_id = $1', [account.id])).toEqual([]);
  });

  it('ends with the account: a disabled one is out at once', async () => {
    const account = await relink.addAccount('caseworker');
    const cookie = cookieOf(await signInWith(account));
    await relink.database.sql(`UPDATE relink.accounts SET state = 'disabled' WHERE id = $1`, [account.id]);
    await eventually(async () => expect((await browse('GET', '/session', cookie)).status).toBe(401));
  });

  it('changes nothing in what signing out says, whether it was one or not', async () => {
    for (const cookie of [undefined, '__Host-relink=nonsense', `__Host-relink=${'A'.repeat(43)}`])
      expect((await browse('DELETE', '/session', cookie)).status).toBe(204);
  });
});
