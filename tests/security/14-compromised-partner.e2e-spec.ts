import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UNIFORM_REFUSAL, type PartnerId } from '#libs/partners';
import { SettableClock } from '#libs/testing';
import { pairWith, PartnerSociety, post, withRegistry } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';

const clock = new SettableClock();
let relink: PostOffice;
let other: PostOffice;
beforeAll(async () => {
  relink = await PostOffice.open('NOR', clock);
  other = await PostOffice.open('KEN', clock);
});
afterAll(() => Promise.all([relink.close(), other.close()]));

const versionOf = async (id: PartnerId) =>
  (await relink.database.sql<{ version: number }>('SELECT version FROM relink.partners WHERE id = $1', [id]))[0]!
    .version;

describe('A partner somebody else has taken over', () => {
  it('is not heard from the message on that follows its suspension or revocation, by the answer everybody gets', async () => {
    for (const end of ['suspend', 'revoke'] as const) {
      const partner = new PartnerSociety(end === 'suspend' ? 'ALPHA' : 'BETA', relink);
      const { code: society, keys } = partner.society;
      const id = await pairWith(relink, { society, keys, baseUrl: 'https://partner.example.org' });
      expect((await partner.send(partner.enquiry())).status).toBe(202);
      const version = await versionOf(id);
      await withRegistry(relink, (registry, by) => registry[end](id, 'compromise', version, by));
      const answers = [await partner.send(partner.enquiry()), await partner.send(partner.enquiry())];
      for (const { status, body } of answers) expect([status, body]).toEqual([400, UNIFORM_REFUSAL.body]);
    }
  });

  it('does not get its last messages acted upon either, where they lie in the inbox when it is revoked', async () => {
    const partner = await pairOffices(relink, other);
    const back = await pairOffices(other, relink);
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.push(await other.queue(back, await other.newCase(back)));
    await other.send();
    const version = await versionOf(partner);
    await withRegistry(relink, (registry, by) => registry.revoke(partner, 'compromise', version, by));
    await relink.take();
    expect(await relink.takenOf(ids)).toEqual([]);
    const rows = await relink.database.sql('SELECT outcome FROM relink.exchange_inbox WHERE message_id = ANY ($1)', [
      ids,
    ]);
    expect(rows).toEqual(ids.map(() => ({ outcome: 'refused' })));
    // One for the partner: nobody fills the list of the one who looks.
    const tasks = await relink.database.sql(
      `SELECT about FROM relink.tasks WHERE kind = 'message-unreadable' AND about = ANY ($1)`,
      [[partner, ...ids]],
    );
    expect(tasks).toEqual([{ about: partner }]);
  });

  it('gets nothing from us any more', async () => {
    const partner = new PartnerSociety('GAMMA', relink);
    const { code: society, keys } = partner.society;
    const id = await pairWith(relink, { society, keys, baseUrl: other.settings.exchangeOrigin });
    const queued = await relink.queue(id, await relink.newCase(id));
    const version = await versionOf(id);
    await withRegistry(relink, (registry, by) => registry.revoke(id, 'compromise', version, by));
    await relink.send();
    expect(await relink.sent(queued)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('with whose key somebody signs for another Society is refused', async () => {
    const [one, two] = [new PartnerSociety('ONE', relink), new PartnerSociety('TWO', relink)];
    for (const { society } of [one, two])
      await pairWith(relink, { society: society.code, keys: society.keys, baseUrl: 'https://partner.example.org' });
    const message = one.enquiry({ iss: 'TWO' });
    const { status, body } = await post(one.request(message.jti, await one.seal(message)));
    expect([status, body]).toEqual([400, UNIFORM_REFUSAL.body]);
  });
});
