import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deployment } from '../support/deployment.js';
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
    }
    expect(silences.size).toBe(1);
    expect([...others]).toHaveLength(views.length);
  }, 120_000);
});
