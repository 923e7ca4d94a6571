import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard } from '../support/family.js';
import { openRequest } from '../support/stories.js';

let relink: Deployment;
let portal: string;
let family: Family;
const folder = mkdtempSync(join(tmpdir(), 'relink-w3m-'));

beforeAll(async () => {
  relink = await Deployment.start();
  portal = await relink.startPortal();
  const caseworker = await relink.signIn('caseworker');
  const { id } = await openRequest(caseworker, await relink.signIn('supervisor'));
  const card = await issueCard(caseworker, id);
  await eventually(async () => expect(await relink.database.sql('SELECT 1 FROM portal.pages')).toHaveLength(1));
  family = new Family(portal);
  await family.signIn(card);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await relink.stop();
});

/** The page as a browser without pictures, styles and scripts lays it out on forty columns. */
function inText(html: string): string {
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  const { stdout, error } = spawnSync('w3m', ['-dump', '-cols', '40', '-O', 'UTF-8', '-T', 'text/html', file], {
    encoding: 'utf8',
  });
  if (error) throw error;
  return stdout;
}

describe('In a text browser', () => {
  it('the first page asks for code and word, in this order, before anything else', async () => {
    const text = inText((await new Family(portal).get('')).html);
    const places = [
      'Leave this page',
      'See your request',
      'Code on the card',
      'Your word',
      'Open',
      'This service is free.',
    ];
    const found = places.map((place) => text.indexOf(place));
    expect(found).not.toContain(-1);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
  });

  it('the request says where it stands first, and what can be done after it', async () => {
    const text = inText((await family.get('/request')).html).replace(/\s+/g, ' ');
    const places = ['Your request', 'We are looking.', 'Yes, you can still reach me', 'Please call me', 'Write to us'];
    const found = places.map((place) => text.indexOf(place));
    expect(found).not.toContain(-1);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
  });

  it.each(['contact', 'call', 'note', 'access', 'agreements', 'rights', 'in-touch'])('%s can be read', async (path) => {
    const text = inText((await family.get(`/${path}`)).html).replace(/\s+/g, ' ');
    expect(text).toContain('Leave this page');
    expect(text).toContain('We never ask for money.');
  });
});
