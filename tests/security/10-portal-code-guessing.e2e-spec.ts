import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newCardCode, PATIENCE, PortalDoor, showCardCode } from '#libs/family-access';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard, type Card } from '../support/family.js';
import type { Staff } from '../support/staff.js';
import { expectStatus, openRequest } from '../support/stories.js';

const GUESSES = 10_000;
const ROUNDS = 420;
const AT_ONCE = 16;

let relink: Deployment;
let portal: string;
let caseworker: Staff;
let requestId: string;

beforeAll(async () => {
  relink = await Deployment.start();
  portal = await relink.startPortal({ trustProxy: 1 });
  caseworker = await relink.signIn('caseworker');
  ({ id: requestId } = await openRequest(caseworker, await relink.signIn('supervisor')));
});
afterAll(() => relink.stop());

/** As if from another address each time: the allowance of an address is not what holds a guesser off. */
function anAddress(): Record<string, string> {
  return { 'X-Forwarded-For': `10.${[...randomBytes(3)].join('.')}` };
}

async function attempt(code: string, word: string, headers = anAddress()): Promise<{ status: number; length: number }> {
  const response = await fetch(`${portal}/en/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ code, word }),
  });
  return { status: response.status, length: (await response.arrayBuffer()).byteLength };
}

/** So many at a time, as a guesser would. */
async function manyAtOnce(count: number, one: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await one(next++);
    }),
  );
}

describe('Whoever guesses', () => {
  it(`has no hit in ${GUESSES} attempts: codes with the right word, and words with a found code`, async () => {
    const found = await issueCard(caseworker, requestId, 'mulberry');
    // Past the pages, which cost as much as the attempts themselves; they are in the next test.
    const door = relink.portalApp.get(PortalDoor);
    const answers = new Set<unknown>();
    await manyAtOnce(GUESSES, async (index) => {
      // The right word is among those tried with the found card, after the allowance of the card is used up.
      const word = index === GUESSES / 2 ? 'mulberry' : `word${index}`;
      const typed =
        index % 2 === 0 ? ([found.code, word] as const) : ([showCardCode(newCardCode()), 'mulberry'] as const);
      answers.add(await door.signIn(...typed, `address ${index}`));
    });
    expect([...answers]).toEqual(['refused']);
    expect(await relink.database.sql('SELECT 1 FROM portal.sessions')).toEqual([]);
    // Codes that nobody has fill no table.
    const [kept] = await relink.database.sql<{ count: number }>('SELECT count(*)::int FROM portal.buckets');
    expect(kept!.count).toBeLessThan(GUESSES / 2);
  });

  it('cannot tell wrong, unknown, cancelled and expired from the answer, nor from how long it takes', async () => {
    const [wrong, cancelled, expired] = [
      await issueCard(caseworker, requestId, 'mulberry'),
      await issueCard(caseworker, requestId, 'mulberry'),
      await issueCard(caseworker, requestId, 'mulberry'),
    ];
    await expectStatus(200, caseworker.post(`/family-cards/${cancelled.id}/cancel`, {}, cancelled.version));
    await relink.database.sql(`UPDATE portal.cards SET usable_until = now() - interval '1 day' WHERE id = $1`, [
      expired.id,
    ]);
    const kinds: Record<string, () => [string, string]> = {
      wrong: () => [wrong.code, 'blackberry'],
      unknown: () => [showCardCode(newCardCode()), 'mulberry'],
      cancelled: () => [cancelled.code, 'mulberry'],
      expired: () => [expired.code, 'mulberry'],
      // The same once more: how far apart two halves of one kind are is what chance does here.
      'unknown again': () => [showCardCode(newCardCode()), 'mulberry'],
    };
    const times = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
    const answers = new Set<string>();
    for (let round = 0; round < ROUNDS; round++)
      for (const [kind, typed] of Object.entries(kinds)) {
        const started = performance.now();
        const answer = await attempt(...typed());
        // The first rounds warm the caches of code and database.
        if (round >= 20) times.get(kind)!.push(performance.now() - started);
        answers.add(JSON.stringify(answer));
      }
    expect([...answers]).toHaveLength(1);
    const middle = (kind: string) => quantile(times.get(kind)!, 0.5);
    const spread = quantile(times.get('unknown')!, 0.75) - quantile(times.get('unknown')!, 0.25);
    const chance = Math.abs(middle('unknown') - middle('unknown again'));
    const apart = Object.keys(kinds).map((kind) => Math.abs(middle(kind) - middle('unknown')));
    // Medians of 400 interleaved attempts: apart by less than half of what single attempts scatter by.
    expect(Math.max(...apart)).toBeLessThan(Math.max(spread / 2, 4 * chance));
  });

  it('wears out their own patience, and nobody else’s behind the same address', async () => {
    const cards: Card[] = [];
    for (let count = 0; count < 25; count++) cards.push(await issueCard(caseworker, requestId, 'mulberry'));
    await eventually(async () => {
      const rows = await relink.database.sql('SELECT 1 FROM portal.pages WHERE card_id = $1', [cards.at(-1)!.id]);
      expect(rows).toHaveLength(1);
    });
    const here = { 'X-Forwarded-For': '10.0.0.1' };
    const guesses = PATIENCE.atOnce + 10;
    let answered = 0;
    const guessing = Array.from({ length: guesses }, () =>
      attempt(showCardCode(newCardCode()), 'mulberry', here).then(() => answered++),
    );
    await eventually(() => expect(answered).toBeGreaterThanOrEqual(PATIENCE.atOnce));
    // Whatever they try more is held back …
    const held = guesses - answered;
    expect(held).toBeGreaterThan(0);
    // … while everybody with a card comes in from the same address.
    for (const card of cards) {
      const family = new Family(portal, 'en', here);
      expect((await family.signIn(card)).path).toBe('/en/request');
    }
    await Promise.all(guessing);
  });
});

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!;
}
