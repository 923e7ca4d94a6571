import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PartnerId } from '#libs/partners';
import { eventually } from '#libs/testing';
import { act, first, personsOf, SHARED } from '../support/across-the-border.js';
import { Deployment } from '../support/deployment.js';
import { pairWith } from '../support/partner-society.js';
import { aPermit } from '../support/seeded-partners.js';
import { aPdf, checked, sendFile } from '../support/some-files.js';
import type { Staff } from '../support/staff.js';
import { anInterview, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';
import { aSociety } from '../support/two-societies.js';

// Somebody is found to be at risk while what partners are told of them is on its way: each step of the way is closed from then on.

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let specialist: Staff;
let partnerId: PartnerId;

beforeAll(async () => {
  relink = await Deployment.start({ exchange: true, worker: false });
  [caseworker, supervisor, specialist] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor'),
    await relink.signIn('child-protection-specialist'),
  ];
  const { code: society, keys } = aSociety('UGA');
  partnerId = await pairWith(relink, {
    ...{ society, keys, baseUrl: 'https://uga.example.org' },
    highest: 'protected',
  });
});
afterAll(() => relink.stop());

interface Case {
  id: string;
  soughtId: string;
  interview: ReturnType<typeof anInterview>;
}

async function aCase(): Promise<Case> {
  const interview = anInterview();
  interview.enquirer.basis = { ...consent, purposes: SHARED, recipients: ['partner'] } as never;
  interview.soughtPersons[0]!.basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'] } as never;
  const { id } = await openRequest(caseworker, supervisor, interview);
  return { id, soughtId: (await personsOf(relink, id)).soughtId, interview };
}

/** What a caseworker learns in between. */
async function flag({ id, soughtId, interview }: Case): Promise<void> {
  const { version } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  const [sought] = interview.soughtPersons;
  const person = { ...sought!.person, protection: ['family-violence'] };
  const told = { ...interview, soughtPersons: [{ ...sought!, id: soughtId, person }] };
  const correction = { interview: told, reason: 'Her husband looks for her.', source: 'Her sister.' };
  await expectStatus(200, caseworker.post(`/tracing-requests/${id}/corrections`, correction, version));
}

const ask = ({ id, soughtId }: Case) =>
  caseworker.post(`/tracing-requests/${id}/enquiries`, { soughtId, partnerId, fields: ['names', 'birth'] });

const carried = ({ id }: Case) => first(() => expectStatus(200, supervisor.get(`/dossiers/${id}/disclosures`)));

const closed = { status: 409, body: { violations: [{ code: 'permit-granted' }] } };

describe('somebody who turns out to be at risk', () => {
  it('is asked about nowhere', async () => {
    const request = await aCase();
    await flag(request);
    expect(await ask(request)).toMatchObject(closed);
  });

  it('is in nothing that is approved', async () => {
    const request = await aCase();
    await expectStatus(201, ask(request));
    await flag(request);
    const { id, version } = await carried(request);
    expect(await supervisor.post(`/disclosures/${id}/approve`, {}, version)).toMatchObject(closed);
    expect(await specialist.post(`/disclosures/${id}/approve`, {}, version)).toMatchObject(closed);
  });

  it('is in nothing that is sent, though it was approved', async () => {
    const request = await aCase();
    await expectStatus(201, ask(request));
    const { id, version } = await carried(request);
    await act(supervisor, `/disclosures/${id}/approve`, { version });
    await flag(request);
    await relink.startWorker();
    await eventually(async () => {
      const { state } = await expectStatus(200, supervisor.get(`/disclosures/${id}`));
      expect(state).toBe('cancelled');
      const [message] = await relink.database.sql('SELECT state, sealed FROM relink.exchange_outbox WHERE about = $1', [
        id,
      ]);
      expect(message).toEqual({ state: 'dropped', sealed: null });
    });
    await relink.stopWorker();
  });

  it('is in no part of a file, though the partner has what names it', async () => {
    const request = await aCase();
    await relink.startWorker();
    const letter = await sendFile(caseworker, request.id, aPdf());
    await checked(caseworker, request.id, letter);
    const content = { personId: request.soughtId, partnerId, fields: ['names', 'files'], files: [letter] };
    const told = await expectStatus(201, caseworker.post(`/dossiers/${request.id}/disclosures`, content));
    await act(supervisor, `/disclosures/${told.id}/approve`, told);
    await eventually(async () => {
      const { state } = await expectStatus(200, supervisor.get(`/disclosures/${told.id}`));
      expect(state).toBe('sent');
    });
    await relink.stopWorker();
    await flag(request);
    // As if the partner had taken it meanwhile: it is the turn of the first part.
    await relink.database.sql(`UPDATE relink.exchange_outbox SET state = 'delivered' WHERE about = $1`, [told.id]);
    const [part] = await relink.database.sql<{ id: string }>(
      `SELECT id FROM relink.exchange_outbox WHERE name = 'file-part' AND state = 'waiting'`,
    );
    await relink.startWorker();
    await eventually(async () => {
      const [message] = await relink.database.sql(
        'SELECT state, sealed, seq FROM relink.exchange_outbox WHERE id = $1',
        [part!.id],
      );
      expect(message).toEqual({ state: 'dropped', sealed: null, seq: null });
      const { state } = await expectStatus(200, supervisor.get(`/disclosures/${told.id}`));
      expect(state).toBe('recalled');
    });
    await relink.stopWorker();
  });

  it('is called back from whoever holds it', async () => {
    const request = await aCase();
    await expectStatus(201, ask(request));
    const { id, version } = await carried(request);
    await act(supervisor, `/disclosures/${id}/approve`, { version });
    // As if the partner had it.
    await relink.database.sql(
      `UPDATE relink.disclosures SET state = 'accepted', message_id = gen_random_uuid(), permit_id = $2 WHERE id = $1`,
      [id, await aPermit(relink.database, request.soughtId)],
    );
    await flag(request);
    await relink.startWorker();
    await eventually(async () => {
      const { state } = await expectStatus(200, supervisor.get(`/disclosures/${id}`));
      expect(state).toBe('recalled');
      const recalls = await relink.database.sql('SELECT cause FROM relink.recalls WHERE disclosure_id = $1', [id]);
      expect(recalls).toEqual([{ cause: 'protection' }]);
    });
  });
});
