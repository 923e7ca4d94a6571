import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard, wordsOf, type Card } from '../support/family.js';
import type { Staff } from '../support/staff.js';
import { expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let portal: string;
let caseworker: Staff;
let requestId: string;
let card: Card;

beforeAll(async () => {
  relink = await Deployment.start();
  portal = await relink.startPortal();
  caseworker = await relink.signIn('caseworker');
  ({ id: requestId } = await openRequest(caseworker, await relink.signIn('supervisor')));
  card = await issueCard(caseworker, requestId);
  await eventually(async () => {
    const rows = await relink.database.sql('SELECT 1 FROM portal.pages');
    expect(rows).toHaveLength(1);
  });
});
afterAll(() => relink.stop());

describe('A family with a card', () => {
  it('comes in with code and word, however they are typed', async () => {
    for (const typed of [card.code, card.code.toLowerCase().replaceAll('-', ' ')]) {
      const family = new Family(portal);
      const { path, html } = await family.signIn({ code: typed, word: ' Mulberry' });
      expect(path).toBe('/en/request');
      expect(html).toContain('We are looking.');
    }
  });

  it('gets one strict cookie with it, and none before', async () => {
    const family = new Family(portal);
    for (const path of ['', '/look', '/looked', '/request'])
      expect((await family.get(path)).headers.get('set-cookie')).toBeNull();
    const response = await fetch(`${portal}/en/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ code: card.code, word: card.word }),
    });
    expect(response.status).toBe(303);
    const [cookie, ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^p=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('has one that only HTTPS carries in production', async () => {
    const elsewhere = await relink.startPortal({ environment: { RELINK_PORTAL_ORIGIN: 'https://portal.example' } });
    const response = await fetch(`${elsewhere}/en/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ code: card.code, word: card.word }),
    });
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-p=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('is not let in by any other way, and always gets the same answer', async () => {
    const other = await issueCard(caseworker, requestId, 'cypress tree');
    await expectStatus(200, caseworker.post(`/family-cards/${other.id}/cancel`, {}, other.version));
    const expired = await issueCard(caseworker, requestId, 'cypress tree');
    await relink.database.sql(`UPDATE portal.cards SET usable_until = now() - interval '1 second' WHERE id = $1`, [
      expired.id,
    ]);
    const attempts = [
      { code: card.code, word: 'blackberry' },
      { code: 'ABCD-EFGH-JKMN-PQRS-T', word: card.word },
      { code: '0000-0000-0000-0000-0', word: card.word },
      { code: other.code, word: other.word },
      { code: expired.code, word: expired.word },
      { code: '', word: '' },
    ];
    const answers = new Set<string>();
    for (const attempt of attempts) {
      const family = new Family(portal);
      const { status, html, headers } = await family.signIn(attempt);
      expect(family.hasCookie).toBe(false);
      const told = [...headers].filter(([name]) => name !== 'date');
      answers.add(JSON.stringify({ status, html, told }));
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('"status":403');
  });

  it('is shown out when the card is cancelled, and comes in with the new one', async () => {
    const lost = await issueCard(caseworker, requestId, 'olive branch');
    const family = new Family(portal);
    await eventually(async () => {
      await family.signIn(lost);
      expect((await family.get('/request')).path).toBe('/en/request');
    });
    const issued = await expectStatus(
      201,
      caseworker.post(`/family-cards/${lost.id}/re-issue`, { word: 'olive tree' }, lost.version),
    );
    expect((await family.get('/request')).path).toBe('/en?ended');
    expect((await family.signIn(lost)).status).toBe(403);
    await eventually(async () =>
      expect((await family.signIn({ code: issued.cardCode, word: 'olive tree' })).path).toBe('/en/request'),
    );
    expect((await caseworker.post(`/family-cards/${lost.id}/cancel`, {}, 2)).body.code).toBe('family-card.ended');
  });

  it('is shown out after a quarter of an hour, with words that say so', async () => {
    const family = new Family(portal);
    await family.signIn(card);
    await relink.database.sql(`UPDATE portal.sessions SET seen_at = now() - interval '16 minutes'`);
    const { path, html } = await family.get('/access');
    expect(path).toBe('/en?ended');
    expect(html).toContain('You did nothing for a while.');
  });

  it('leaves with one link, and nothing stays behind', async () => {
    const family = new Family(portal);
    await family.signIn(card);
    const left = await family.get('/leave');
    expect(left.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    expect(wordsOf(left)).toContain('You can close this page now.');
    expect(family.hasCookie).toBe(false);
    expect((await family.get('/request')).path).toBe('/en?ended');
  });
});

describe('Whoever would rather listen', () => {
  it('is offered the recordings there are, in their language, without a script, and nothing of it stays on the phone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relink-recordings-'));
    await mkdir(join(folder, 'so'));
    const spoken = Buffer.from('an invented recording');
    for (const code of ['sign-in.intro', 'portal.looking']) await writeFile(join(folder, 'so', `${code}.mp3`), spoken);
    const speaking = await relink.startPortal({ environment: { RELINK_PORTAL_AUDIO: folder } });
    const family = new Family(speaking, 'so');
    const offered = ({ html }: { html: string }) =>
      [...html.matchAll(/<audio controls preload="none" src="([^"]+)">/g)].map(([, address]) => address!);
    expect(offered(await family.get(''))).toEqual(['/audio/so/sign-in.intro.mp3']);
    const [address] = offered(await family.signIn(card));
    expect(address).toBe('/audio/so/portal.looking.mp3');
    const recording = await fetch(`${speaking}${address}`);
    expect(Buffer.from(await recording.arrayBuffer())).toEqual(spoken);
    expect(recording.headers.get('content-type')).toBe('audio/mpeg');
    expect(recording.headers.get('cache-control')).toBe('no-store');
    expect(offered(await new Family(speaking, 'fr').get(''))).toEqual([]);
    for (const path of ['/audio/so/', '/audio/so/none.mp3', '/audio/..%2f..%2f..%2fetc%2fpasswd'])
      expect([403, 404]).toContain((await fetch(speaking + path)).status);
    await rm(folder, { recursive: true });
  });
});

describe('The card', () => {
  it('is printed with code, address and expiry, in the words of the family, and without the word', async () => {
    const issued = await expectStatus(
      201,
      caseworker.post(`/tracing-requests/${requestId}/family-cards`, { language: 'ar', word: 'pomegranate' }),
    );
    expect(issued.page).toContain(`<html lang="ar" dir="rtl">`);
    expect(issued.page).toContain(issued.cardCode);
    expect(issued.page).toContain(issued.address);
    expect(issued.page).toContain('<svg');
    expect(issued.page).not.toContain('pomegranate');
    const desk = await expectStatus(200, caseworker.get(`/tracing-requests/${requestId}/family-access`));
    expect(JSON.stringify(desk)).not.toContain(issued.cardCode);
  });
});
