import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UNIFORM_REFUSAL, type OutgoingRequest } from '#libs/partners';
import { SettableClock } from '#libs/testing';
import { pairWith, PartnerSociety, post } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';

const clock = new SettableClock();
let relink: PostOffice;
let other: PostOffice;
let alpha: PartnerSociety;

beforeAll(async () => {
  relink = await PostOffice.open('NOR', clock);
  other = await PostOffice.open('KEN', clock);
  alpha = new PartnerSociety('ALPHA', relink);
  const { code: society, keys } = alpha.society;
  await pairWith(relink, { society, keys, baseUrl: 'https://alpha.example.org' });
});
afterAll(() => Promise.all([relink.close(), other.close()]));

async function aRequest(): Promise<OutgoingRequest> {
  const message = alpha.enquiry();
  return alpha.request(message.jti, await alpha.seal(message));
}

async function refused(request: OutgoingRequest): Promise<void> {
  const { status, type, body } = await post(request);
  expect({ status, type, body }).toEqual({
    status: 400,
    type: UNIFORM_REFUSAL.headers['content-type'],
    body: UNIFORM_REFUSAL.body,
  });
}

const inbox = async () => (await relink.database.sql('SELECT 1 FROM relink.exchange_inbox')).length;

describe('Over real HTTP', () => {
  it('a request that is changed anywhere is refused like everything else, and leaves nothing', async () => {
    const before = await inbox();
    const letter = fc.constantFrom(...'ABCxyz019-_+/="; ');
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), letter, async (where, at, sign) => {
        const request = await aRequest();
        const places = [...Object.keys(request.headers), 'body'];
        const place = places[where % places.length]!;
        const value = place === 'body' ? request.body : request.headers[place]!;
        const index = at % value.length;
        const changed = value.slice(0, index) + sign + value.slice(index + 1);
        // Blanks around a header's value are none of it.
        if (changed.trim() === value) return;
        await refused(
          place === 'body'
            ? { ...request, body: changed }
            : { ...request, headers: { ...request.headers, [place]: changed } },
        );
      }),
      { numRuns: 120 },
    );
    expect(await inbox()).toBe(before);
  });

  it('a header left out, or told twice, is refused', async () => {
    for (const name of Object.keys((await aRequest()).headers)) {
      const request = await aRequest();
      const { [name]: value, ...others } = request.headers;
      await refused({ ...request, headers: name === 'content-type' ? { ...others, 'content-type': '' } : others });
      await refused({ ...request, headers: { ...others, [name]: `${value}, ${value}` } });
    }
  });

  it('what was taken once is refused when somebody plays it again, now and when its time is over', async () => {
    const request = await aRequest();
    expect((await post(request)).status).toBe(202);
    await refused(request);
    clock.advance({ minutes: 20 });
    await refused(request);
    clock.set(new Date());
  });

  it('a request for another Society is refused here', async () => {
    await pairWith(other, {
      society: alpha.society.code,
      keys: alpha.society.keys,
      baseUrl: 'https://alpha.example.org',
    });
    const request = await aRequest();
    await refused({
      ...request,
      url: request.url.replace(relink.settings.exchangeOrigin, other.settings.exchangeOrigin),
    });
  });

  it('a partner that sends us elsewhere is not followed, and nothing is told to whoever is there', async () => {
    const elsewhere: string[] = [];
    const stranger = createServer((request, response) => {
      elsewhere.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((ready) => stranger.listen(0, '127.0.0.1', ready));
    const { port } = stranger.address() as { port: number };
    const partner = await pairOffices(relink, other);
    await other.stopGateway();
    const redirecting = createServer((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port}/exchange/v1/messages` }).end(),
    );
    await new Promise<void>((ready) => redirecting.listen(other.settings.exchangePort, '127.0.0.1', ready));
    const id = await relink.queue(partner, await relink.newCase(partner));
    await relink.send();
    for (const server of [stranger, redirecting]) await new Promise((closed) => server.close(closed));
    expect(await relink.sent(id)).toMatchObject({ state: 'sealed', failure: 'redirect' });
    expect(elsewhere).toEqual([]);
  });
});
