import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { Family, issueCard, wordsOf } from '../support/family.js';
import {
  aLocatedRequest,
  aResultTeam,
  step,
  wishesOf,
  withoutWhatDiffers,
  type ResultTeam,
} from '../support/located.js';
import type { Staff } from '../support/staff.js';
import { expectStatus } from '../support/stories.js';

const PLACE = 'Kakuma, block seven';
const PHONE = '+999 555 0142';

let relink: Deployment;
let team: ResultTeam;

beforeAll(async () => {
  relink = await Deployment.start();
  team = await aResultTeam(relink);
});
afterAll(() => relink.stop());

const read = (by: Staff, id: string) => expectStatus(200, by.get(`/tracing-requests/${id}/result`));

/** Until the worker has done all that follows. */
const settled = () =>
  eventually(async () => {
    const waiting = await relink.database.sql(`SELECT topic FROM relink.outbox WHERE state = 'pending'`);
    expect(waiting).toEqual([]);
  });

/** Whatever was handed to a queue, a partner, a family's page or the post since, as it stands there. */
async function sentAnywhere(): Promise<string> {
  const [row] = await relink.database.sql<{ all: string }>(
    `SELECT concat((SELECT string_agg(payload::text, ' ') FROM relink.outbox),
       (SELECT string_agg(n::text, ' ') FROM relink.notifications n), (SELECT string_agg(d::text, ' ') FROM relink.disclosures d),
       (SELECT string_agg(m::text, ' ') FROM relink.exchange_outbox m)) AS all`,
  );
  return row!.all;
}

describe('rule 1: every combination of wishes, through the API', () => {
  const combinations = ['tell', 'do-not-tell'].flatMap((fate) =>
    ['tell', 'do-not-tell'].flatMap((place) =>
      ['give', 'pass-messages', 'none'].flatMap((contact) =>
        ['all-enquirers', 'these'].map((toWhom) => ({ fate, place, contact, toWhom })),
      ),
    ),
  );

  it(`tells those on the case what may be told, and all others the same whatever was wished (${combinations.length})`, async () => {
    const request = await aLocatedRequest(relink, team);
    const others = new Set<string>();
    const silences = new Set<string>();
    const own = `/tracing-requests/${request.id}`;
    const views: [Staff, string][] = [
      [team.colleague, own],
      [team.colleague, `/persons/${request.soughtId}/bases`],
      [team.steward, '/tracing-requests?state=result-ready'],
    ];
    const card = await issueCard(team.caseworker, request.id);
    const family = new Family(await relink.startPortal());
    await eventually(async () => {
      const pages = await relink.database.sql('SELECT 1 FROM portal.pages WHERE card_id = $1', [card.id]);
      expect(pages).toHaveLength(1);
    });
    await family.signIn(card);
    await settled();
    const pages = new Set([wordsOf(await family.get('/request'))]);
    let { version } = request;
    // The first round alone has no earlier answer that was changed.
    for (const [round, { fate, place, contact, toWhom }] of [combinations[0]!, ...combinations].entries()) {
      const wishes = wishesOf({
        fate,
        place,
        contact,
        toWhom,
        ...(place === 'tell' && { placeToTell: PLACE }),
        ...(contact === 'give' && { contactsToGive: [{ kind: 'phone', value: PHONE }] }),
      });
      version = (
        await step(team.caseworker, request.id, 'record-wishes', { soughtId: request.soughtId, wishes }, version)
      ).version;
      version = (await step(team.caseworker, request.id, 'prepare-result', { language: 'en' }, version)).version;
      const { result } = await read(team.caseworker, request.id);
      const [out, told] = [JSON.stringify(result), fate === 'tell' && toWhom === 'all-enquirers'];
      expect({ out, place: out.includes(PLACE), phone: out.includes(PHONE) }).toEqual({
        out,
        place: told && place === 'tell',
        phone: told && contact === 'give',
      });
      if (!told) silences.add(JSON.stringify([result.says, result.letter, result.timing]));
      const seen = await Promise.all(
        (round === 0 ? [] : views).map(async ([reader, path]) => {
          const view = await expectStatus(200, reader.get(path));
          expect(JSON.stringify(view)).not.toMatch(new RegExp(`${PLACE}|${PHONE.slice(1)}`));
          return `${path} ${reader.account.role} ${withoutWhatDiffers(view)}`;
        }),
      );
      for (const view of seen) others.add(view);
      await settled();
      pages.add(wordsOf(await family.get('/request')));
      expect(await sentAnywhere()).not.toMatch(new RegExp(`${PLACE}|${PHONE.slice(1)}`));
    }
    expect(silences.size).toBe(1);
    // What the family reads meanwhile is what it read before anybody was asked.
    expect([...pages]).toHaveLength(1);
    expect([...pages][0]).toContain('We are looking');
    expect([...others]).toHaveLength(views.length);
  });
});
