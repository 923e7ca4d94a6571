import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
import { Family, wordsOf } from '../support/family.js';

const FROM_ONE_ADDRESS = 30;
const FROM_EVERYWHERE = 120;

let relink: Deployment;
let portal: string;

beforeAll(async () => {
  // Without its worker: every letter that was taken is still there to be counted.
  relink = await Deployment.start({ worker: false });
  portal = await relink.startPortal({ trustProxy: 1 });
});
afterAll(() => relink.stop());

async function leaveANumber(address: string, name = 'Hawa') {
  const stranger = new Family(portal, 'en', { 'X-Forwarded-For': address });
  await stranger.get('/look');
  const contact = { name, phone: '+999 555 0177', time: 'any', days: 'all-days', language: 'so' };
  return stranger.post('/look', contact);
}

function letters(): Promise<number> {
  return relink.database.sql('SELECT 1 FROM portal.letters').then(({ length }) => length);
}

describe('First contacts without a card', () => {
  it('are taken from a whole shelter behind one address, and no more than that; nobody is told that we have what we have not', async () => {
    for (let person = 0; person < FROM_ONE_ADDRESS; person++)
      expect((await leaveANumber('10.1.1.1')).path).toBe('/en/looked');
    const refused = await leaveANumber('10.1.1.1', 'Nasra');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(wordsOf(refused)).toContain('Many people are here right now. Wait a minute and try again.');
    expect(refused.html).toContain('value="Nasra"');
    expect(await letters()).toBe(FROM_ONE_ADDRESS);
  });

  it('of somebody who goes on and on leave room for everybody else', async () => {
    for (let again = 0; again < FROM_EVERYWHERE; again++) expect((await leaveANumber('10.1.1.1')).status).toBe(429);
    // Addresses share 4,096 names: one of three may share it with the one that goes on, not all.
    const others = await Promise.all(['10.2.2.2', '10.2.2.3', '10.2.2.4'].map((address) => leaveANumber(address)));
    expect(others.map(({ path }) => path)).toContain('/en/looked');
  });

  it('from everywhere at once end at what people can call back', async () => {
    const answers: number[] = [];
    for (let other = 0; other < FROM_EVERYWHERE + 20; other++)
      answers.push((await leaveANumber(`10.3.${other}.1`)).status);
    // One in half a minute is given back.
    expect(answers.slice(-10).filter((status) => status === 429).length).toBeGreaterThanOrEqual(8);
    const kept = await letters();
    expect(kept).toBeGreaterThanOrEqual(FROM_EVERYWHERE);
    expect(kept).toBeLessThan(FROM_EVERYWHERE + 10);
  });

  it('keep no address, in no row', async () => {
    const rows = await relink.database.sql<{ text: string }>(
      'SELECT b::text AS text FROM portal.buckets b UNION ALL SELECT l::text FROM portal.letters l',
    );
    expect(rows.length).toBeGreaterThan(FROM_EVERYWHERE);
    for (const { text } of rows) expect(text).not.toMatch(/10\.[123]\.\d/);
  });
});
