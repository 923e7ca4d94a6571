import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusals, UNIFORM_REFUSAL, type OutgoingRequest, type PartnerId } from '#libs/partners';
import { Deployment } from '../support/deployment.js';
import { nowInSeconds, pairWith, PartnerSociety, post, withRegistry, type Answer } from '../support/partner-society.js';

let relink: Deployment;
let alpha: PartnerSociety;
let alphaId: PartnerId;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false, exchange: true, environment: { RELINK_SOCIETY: 'NOR' } });
  alpha = new PartnerSociety('ALPHA', relink);
  alphaId = await pair(alpha);
});
afterAll(() => relink.stop());

const pair = ({ society: { code, keys } }: PartnerSociety) =>
  pairWith(relink, { society: code, baseUrl: `https://${code.toLowerCase()}.example.org`, keys });

const inbox = () => relink.database.sql('SELECT message_id FROM relink.exchange_inbox');

const REFUSED: Answer = {
  status: UNIFORM_REFUSAL.status,
  type: UNIFORM_REFUSAL.headers['content-type'],
  body: UNIFORM_REFUSAL.body,
};

describe('whatever is wrong', () => {
  let stranger: PartnerSociety;
  let suspended: PartnerSociety;
  beforeAll(async () => {
    stranger = new PartnerSociety('STRANGER', relink);
    suspended = new PartnerSociety('SUSPENDED', relink);
    const id = await pair(suspended);
    await withRegistry(relink, (registry, by) => registry.suspend(id, 'alarm', 2, by));
  });

  const good = async (of = alpha, changes = {}) => {
    const message = of.enquiry(changes);
    return of.request(message.jti, await of.seal(message));
  };
  const envelope = (changes: object) => ({ envelope: { ...alpha.enquiry().envelope, ...changes } });
  const WRONG: Record<string, [reason: string, make: () => Promise<OutgoingRequest>]> = {
    'a key nobody knows': ['unknown-key', () => good(stranger)],
    'a partner that is suspended': ['partner-not-paired', () => good(suspended)],
    'an altered body': ['digest', async () => ({ ...(await good()), body: (await good()).body })],
    'another address': [
      'signature',
      async () => {
        const request = await good();
        const [input, signature] = ['signature-input', 'signature'].map((name) => request.headers[name]!);
        return {
          ...request,
          headers: {
            ...request.headers,
            'signature-input': input!.replace(/nonce="./, 'nonce="A'),
            signature: signature!,
          },
        };
      },
    ],
    'a signature that is too old': [
      'signature-time',
      async () => {
        const message = alpha.enquiry();
        return alpha.request(message.jti, await alpha.seal(message), nowInSeconds() - 3_600);
      },
    ],
    'a type it does not have': [
      'content-type',
      async () => {
        const request = await good();
        return { ...request, headers: { ...request.headers, 'content-type': 'application/json' } };
      },
    ],
    'no signature at all': [
      'signature-form',
      async () => {
        const { headers, ...request } = await good();
        const { signature: _, ...others } = headers;
        return { ...request, headers: others };
      },
    ],
    'another receiver': ['audience', () => good(alpha, { aud: 'OTHER' })],
    'a message whose time is over': [
      'payload-time',
      () => good(alpha, { iat: nowInSeconds() - 9 * 86_400, exp: nowInSeconds() - 86_400 }),
    ],
    'a record whose time is over': ['expired', () => good(alpha, envelope({ expires: nowInSeconds() - 1 }))],
    'a field the envelope does not name': [
      'fields',
      () => good(alpha, envelope({ fields: ['names', 'sex', 'birth'] })),
    ],
    'a person without a permit': [
      'fields',
      () => {
        const { permit: _, ...unpermitted } = alpha.enquiry().envelope;
        return good(alpha, { envelope: unpermitted });
      },
    ],
    'a purpose that was not agreed': ['purpose', () => good(alpha, envelope({ purpose: 'share-with-icrc' }))],
    'more sensitivity than was agreed': ['sensitivity', () => good(alpha, envelope({ sensitivity: 'protected' }))],
    'a body that is too large': [
      'none',
      async () => {
        const request = await good();
        return { ...request, body: 'x'.repeat(600_000) };
      },
    ],
    'a body that is packed': [
      'none',
      async () => {
        const request = await good();
        return { ...request, headers: { ...request.headers, 'content-encoding': 'gzip' } };
      },
    ],
  };

  it.each(Object.keys(WRONG))('%s: gets the one answer, to the byte', async (name) => {
    const before = (await inbox()).length;
    const [reason, make] = WRONG[name]!;
    const request = await make();
    expect(await post(request)).toEqual(REFUSED);
    expect((await inbox()).length).toBe(before);
    await relink.exchangeApp.get(Refusals).flush();
    if (reason === 'none') return;
    const [last] = await relink.database.sql(
      'SELECT reason, count FROM relink.exchange_refusals ORDER BY at DESC, id DESC LIMIT 1',
    );
    expect(last).toMatchObject({ reason });
  });

  it('a request that comes a second time, to the byte, does too', async () => {
    const request = await good();
    expect((await post(request)).status).toBe(202);
    expect(await post(request)).toEqual(REFUSED);
  });

  it('is counted for the partner only where its signature proves that it was the partner', async () => {
    await relink.exchangeApp.get(Refusals).flush();
    const counted = await relink.database.sql<{ reason: string; partner_id: string | null }>(
      'SELECT DISTINCT reason, partner_id FROM relink.exchange_refusals ORDER BY 1',
    );
    const byPartner = counted.filter(({ partner_id }) => partner_id === alphaId).map(({ reason }) => reason);
    const byAnybody = counted.filter(({ partner_id }) => partner_id === null).map(({ reason }) => reason);
    expect(byPartner).toEqual([
      'audience',
      'expired',
      'fields',
      'payload-time',
      'purpose',
      'replay',
      'sensitivity',
      'signature-time',
    ]);
    expect(byAnybody).toEqual(['content-type', 'digest', 'signature', 'signature-form', 'unknown-key']);
  });
});
