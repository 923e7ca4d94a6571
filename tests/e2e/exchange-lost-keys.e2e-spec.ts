import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { revokeExchangeKey, rotateExchangeKeys } from '#libs/crypto';
import type { PartnerId } from '#libs/partners';
import { eventually, SettableClock } from '#libs/testing';
import { act, first, personsOf, SHARED } from '../support/across-the-border.js';
import { Deployment } from '../support/deployment.js';
import { pairWith } from '../support/partner-society.js';
import { pairOffices, PostOffice } from '../support/post-office.js';
import { anInterview, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';
import { aSociety } from '../support/two-societies.js';

// A key is lost while messages are on their way: what it signed or can open does not go out any more, and nothing is lost.

describe('between two offices that have pinned two keys of each other', () => {
  const clocks = { a: new SettableClock(), b: new SettableClock() };
  let a: PostOffice;
  let b: PostOffice;
  let bForA: PartnerId;

  beforeAll(async () => {
    [a, b] = await Promise.all([PostOffice.open('NOR', clocks.a), PostOffice.open('KEN', clocks.b)]);
    bForA = await pairOffices(a, b);
    await pairOffices(b, a);
    for (const office of [a, b]) await rotateExchangeKeys(office.settings.exchangeKeys, office.clock.now());
    for (const office of [a, b]) await office.lookAtKeys();
    await pass(25);
    for (const office of [a, b]) await office.lookAtKeys();
  });
  afterAll(() => Promise.all([a.close(), b.close()]));

  const pass = async (hours: number) => {
    for (const clock of [clocks.a, clocks.b]) clock.advance({ hours });
    await Promise.all([a.send(), b.send()]);
    await Promise.all([a.take(), b.take()]);
  };
  const lose = async (office: PostOffice, kid: string) => {
    const lost = office.exchangeKeys.all().find((key) => key.kid === kid)!;
    await revokeExchangeKey(office.settings.exchangeKeys, lost.x, office.clock.now());
    await office.lookAtKeys();
  };
  const keysOf = async (id: string) => {
    const [row] = await a.database.sql<{ signed_by: string; sealed_to: string; digest: string; seq: number }>(
      'SELECT signed_by, sealed_to, digest, seq FROM relink.exchange_outbox WHERE id = $1',
      [id],
    );
    return row!;
  };
  /** Sealed while B cannot be reached. */
  const onItsWay = async () => {
    const id = await a.queue(bForA, await a.newCase(bForA));
    await b.stopGateway();
    await a.send();
    await b.startGateway();
    expect(await a.sent(id)).toMatchObject({ state: 'sealed' });
    return id;
  };

  it('a message that a lost key of ours had signed is sealed anew under its name and number, and arrives once', async () => {
    const id = await onItsWay();
    const before = await keysOf(id);
    await lose(a, before.signed_by);
    await pass(1);
    expect(await a.sent(id)).toMatchObject({ state: 'delivered' });
    const after = await keysOf(id);
    expect(after.seq).toBe(before.seq);
    expect(after.signed_by).not.toBe(before.signed_by);
    expect(after.digest).not.toBe(before.digest);
    expect(await b.takenOf([id])).toEqual([id]);
  });

  it('a message that a lost key of the partner opens goes to another one of its keys', async () => {
    const id = await onItsWay();
    const { sealed_to } = await keysOf(id);
    await lose(b, sealed_to);
    await b.send();
    await a.take();
    await pass(1);
    expect(await a.sent(id)).toMatchObject({ state: 'delivered' });
    expect((await keysOf(id)).sealed_to).not.toBe(sealed_to);
    expect(await b.takenOf([id])).toEqual([id]);
  });

  it('one that had arrived without our knowing is shown to a person, and is not acted upon twice', async () => {
    for (const office of [a, b]) await rotateExchangeKeys(office.settings.exchangeKeys, office.clock.now());
    await pass(25);
    for (const office of [a, b]) await office.lookAtKeys();
    const id = await a.queue(bForA, await a.newCase(bForA));
    await a.send();
    expect(await a.sent(id)).toMatchObject({ state: 'delivered' });
    // As if the answer had been lost.
    await a.database.sql(`UPDATE relink.exchange_outbox SET state = 'sealed', ended_at = NULL WHERE id = $1`, [id]);
    await lose(a, (await keysOf(id)).signed_by);
    await pass(1);
    expect(await a.sent(id)).toMatchObject({ state: 'dead', failure: 'answered-409' });
    expect(await a.tasks()).toContain('message-undelivered');
    expect(await b.takenOf([id])).toEqual([id]);
  });
});

describe('a question about somebody', () => {
  it('is written once more from the record and under the permit of now, and stays one question', async () => {
    const relink = await Deployment.start({ exchange: true });
    try {
      const [caseworker, supervisor] = [await relink.signIn('caseworker'), await relink.signIn('supervisor')];
      const { code: society, keys } = aSociety('UGA');
      // Nobody answers there.
      const partnerId = await pairWith(relink, { society, keys, baseUrl: 'https://uga.example.org' });
      const interview = anInterview();
      interview.enquirer.basis = { ...consent, purposes: SHARED, recipients: ['partner'] } as never;
      interview.soughtPersons[0]!.basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'] } as never;
      const request = await openRequest(caseworker, supervisor, interview);
      const { soughtId } = await personsOf(relink, request.id);
      const asked = { soughtId, partnerId, fields: ['names', 'birth'] };
      const { id: enquiryId } = await expectStatus(
        201,
        caseworker.post(`/tracing-requests/${request.id}/enquiries`, asked),
      );
      const prepared = await first(() => expectStatus(200, supervisor.get(`/dossiers/${request.id}/disclosures`)));
      await act(supervisor, `/disclosures/${prepared.id}/approve`, prepared as { version: number });
      const message = async () => {
        const [row] = await relink.database.sql<Record<'id' | 'state' | 'digest' | 'signed_by', string>>(
          'SELECT id, state, digest, signed_by FROM relink.exchange_outbox WHERE about = $1',
          [prepared.id],
        );
        return row!;
      };
      const before = await eventually(async () => {
        const [one] = await relink.database.sql<{ failure: string | null }>(
          'SELECT failure FROM relink.exchange_outbox WHERE about = $1',
          [prepared.id],
        );
        expect(one?.failure).toBeTruthy();
        return message();
      });
      expect(before.state).toBe('sealed');

      await rotateExchangeKeys(relink.settings.exchangeKeys, new Date());
      const lost = relink.exchangeKeys.all().find(({ kid }) => kid === before.signed_by)!;
      await revokeExchangeKey(relink.settings.exchangeKeys, lost.x, new Date());
      await relink.database.sql('UPDATE relink.exchange_outbox SET due_at = now() WHERE about = $1', [prepared.id]);
      const after = await eventually(async () => {
        const now = await message();
        expect(now.state === 'sealed' && now.signed_by !== before.signed_by).toBe(true);
        return now;
      });
      expect(after.id).toBe(before.id);
      expect(after.digest).not.toBe(before.digest);
      const { state } = await expectStatus(200, supervisor.get(`/disclosures/${prepared.id}`));
      const enquiry = await expectStatus(200, caseworker.get(`/enquiries/${enquiryId}`));
      expect([state, enquiry.state]).toEqual(['sent', 'asked']);
    } finally {
      await relink.stop();
    }
  });
});
