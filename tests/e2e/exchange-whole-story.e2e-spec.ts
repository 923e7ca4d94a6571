import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkpointFile, verifyAuditLog } from '#libs/audit';
import { AuditSigner } from '#libs/crypto';
import { dayOf, systemActor } from '#libs/kernel';
import { aUnitOfWork, eventually } from '#libs/testing';
import {
  acrossTheBorder,
  act,
  becomes,
  first,
  personsOf,
  registered,
  searched,
  SHARED,
  type Border,
} from '../support/across-the-border.js';
import type { Deployment } from '../support/deployment.js';
import { Family, issueCard, wordsOf } from '../support/family.js';
import { aDelivery, step, wishesOf } from '../support/located.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';

// A mother asks in Society A for her son of eleven, who was registered alone in Society B. One story, told in order.

const CENTRE = 'Kakuma, block seven';
const legal = (text: string) => ({ text, kind: 'legal' });
const YUSUF = { names: [legal('Yusuf Abdi Warsame')], birth: { year: 2015, month: 4, day: 2 }, sex: 'male' };
const MOTHER = { kind: 'mother', names: [legal('Halima Abdi')] };

let border: Border;
let portal: string;
let request: { id: string; soughtId: string; enquirerId: string };
let family: Family;
let child: { id: string; personId: string };
let ours: { enquiryId: string; disclosureId: string };
let theirEnquiry: string;
let told: { id: string };
let motherTold: { id: string };

beforeAll(async () => {
  border = await acrossTheBorder({ agreed: { highest: 'protected' } });
  portal = await border.a.startPortal();
});
afterAll(() => border.stop());

describe('a mother and her child, two Societies', () => {
  it('A mother asks in A, with a card for the portal', async () => {
    const { caseworker, supervisor } = border.atA;
    const interview = anInterview();
    const purposes = [...SHARED, 'give-contact'];
    const contacts = [{ kind: 'phone', value: '+999 555 0123', safeHours: 'evenings' }];
    interview.enquirer.person = { names: [legal('Halima Abdi')], sex: 'female', contacts } as never;
    interview.enquirer.basis = { ...consent, purposes, recipients: ['partner', 'family'] } as never;
    const [sought] = interview.soughtPersons;
    const basis = { ...publicInterest, purposes: SHARED, recipients: ['partner'] };
    Object.assign(sought!, { person: { ...YUSUF, relatives: [MOTHER] }, relation: 'child', basis });
    const { id } = await openRequest(caseworker, supervisor, interview);
    request = { id, ...(await personsOf(border.a, id)) };
    const card = await issueCard(caseworker, id);
    family = new Family(portal);
    await eventually(async () => {
      expect(await border.a.database.sql('SELECT 1 FROM portal.pages WHERE card_id = $1', [card.id])).toHaveLength(1);
    });
    await family.signIn(card);
    expect((await family.get('/request')).status).toBe(200);
  });

  it('her child is registered in B, alone', async () => {
    const { caseworker } = border.atB;
    const relatives = [MOTHER, { kind: 'aunt-or-uncle', names: [legal('Faduma Abdi')] }];
    const place = { kind: 'registered', text: CENTRE };
    const registration = { ...aRegistration(), kind: 'unaccompanied-child', place, basis: publicInterest };
    child = await registered(border.b, caseworker, { ...registration, person: { ...YUSUF, relatives } });
  });

  it('A asks B, and for a child only the specialist approves what the question carries', async () => {
    const { caseworker, supervisor, specialist } = border.atA;
    const question = { soughtId: request.soughtId, partnerId: border.bForA, fields: ['names', 'birth', 'relatives'] };
    const where = `/tracing-requests/${request.id}/enquiries`;
    const closed = await caseworker.post(where, question);
    expect(closed.body.violations).toMatchObject([{ code: 'permit-granted' }]);
    await release(specialist, request.soughtId);
    const { id: enquiryId } = await expectStatus(201, caseworker.post(where, question));
    const carried = await first(() => expectStatus(200, supervisor.get(`/dossiers/${request.id}/disclosures`)));
    const { id: disclosureId, version } = carried as { id: string; version: number };
    const refused = await supervisor.post(`/disclosures/${disclosureId}/approve`, {}, version);
    expect(refused.body.violations).toMatchObject([{ code: 'specialist-for-child' }]);
    await act(specialist, `/disclosures/${disclosureId}/approve`, { version });
    ours = { enquiryId, disclosureId };
  });

  it('B’s people find the match: two of them, of whom one is the specialist', async () => {
    const { caseworker, supervisor, specialist, liaison } = border.atB;
    const enquiry = await searched(border);
    theirEnquiry = enquiry.id;
    const given = { to: specialist.account.id };
    await act(liaison, `/partner-enquiries/${theirEnquiry}/give`, enquiry as { version: number }, given);
    const seen = await expectStatus(200, caseworker.get(`/partner-enquiries/${theirEnquiry}`));
    const [finding] = seen.findings;
    expect(finding).toMatchObject({ foundId: child.personId, mayBeChild: true });
    const path = `/enquiry-findings/${finding.id}`;
    const reason = { reason: 'Name, day of birth and mother.' };
    const probable = await act(caseworker, `${path}/judge-probable`, finding, reason);
    const alone = await supervisor.post(`${path}/confirm`, reason, probable.version);
    expect(alone.body.violations).toMatchObject([{ code: 'specialist-for-child' }]);
    await act(specialist, `${path}/confirm`, probable, reason);
  });

  it('nothing is said before the child was asked, with the specialist', async () => {
    const { specialist } = border.atB;
    const enquiry = await expectStatus(200, specialist.get(`/partner-enquiries/${theirEnquiry}`));
    const early = await specialist.post(`/partner-enquiries/${theirEnquiry}/offer-to-talk`, {}, enquiry.version);
    expect(early.body.violations).toMatchObject([{ code: 'person-agreed' }]);
    const [aunt] = await border.b.database.sql<{ id: string }>(
      `SELECT r.relative_id AS id FROM relink.relations r WHERE r.person_id = $1 AND r.kind = 'aunt-or-uncle'`,
      [child.personId],
    );
    const said = { ...consent, givenBy: 'guardian', guardianId: aunt!.id, ownView: 'agrees', noticeChannel: 'spoken' };
    const purposes = ['share-with-partner', 'tell-fate', 'tell-place'];
    const basis = { ...said, noticeOn: '2026-01-15', purposes, recipients: ['partner', 'family'] };
    await expectStatus(201, specialist.post(`/persons/${child.personId}/bases`, basis));
    await release(specialist, child.personId);
    await act(specialist, `/partner-enquiries/${theirEnquiry}/offer-to-talk`, enquiry);
    await becomes(() => expectStatus(200, border.atA.caseworker.get(`/enquiries/${ours.enquiryId}`)), 'talking');
  });

  it('A receives exactly what the child agreed to', async () => {
    const { caseworker, supervisor, specialist } = border.atB;
    const where = `/dossiers/${child.id}/disclosures`;
    const about = { personId: child.personId, partnerId: border.aForB, theirEnquiry };
    const contacts = await caseworker.post(where, { ...about, fields: ['fate', 'contacts'] });
    expect(contacts.body.violations).toMatchObject([{ code: 'person-wishes-it' }]);
    const fields = ['names', 'fate', 'whereabouts'];
    const disclosure = await expectStatus(201, caseworker.post(where, { ...about, fields }));
    const refused = await supervisor.post(`/disclosures/${disclosure.id}/approve`, {}, disclosure.version);
    expect(refused.body.violations).toMatchObject([{ code: 'specialist-for-child' }]);
    await act(specialist, `/disclosures/${disclosure.id}/approve`, disclosure);
    const asker = border.atA.caseworker;
    const record = await first(() => expectStatus(200, asker.get(`/dossiers/${request.id}/partner-records`)));
    expect(record.person).toEqual({ names: YUSUF.names, fate: 'alive', whereabouts: CENTRE });
    await act(asker, `/partner-records/${record.id}/accept`, record as { version: number });
    await becomes(() => expectStatus(200, caseworker.get(`/disclosures/${disclosure.id}`)), 'accepted');
    told = { id: record.id };
  });

  it('the mother is told by A, in person, what the child lets her know', async () => {
    const { caseworker, supervisor, specialist } = border.atA;
    const at = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}`));
    const found = { soughtId: request.soughtId, certainty: 'documented', source: 'The Society of the other country.' };
    const located = await step(caseworker, request.id, 'record-as-located', found, at.version);
    const wishes = wishesOf({
      place: 'tell',
      placeToTell: CENTRE,
      caregiver: 'Aunt',
      specialistId: specialist.account.id,
    });
    const answers = { soughtId: request.soughtId, wishes };
    const recorded = await step(caseworker, request.id, 'record-wishes', answers, located.version);
    const prepared = await step(caseworker, request.id, 'prepare-result', { language: 'en' }, recorded.version);
    const { result } = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}/result`));
    expect(result.says[0]).toContain(CENTRE);
    const approved = await step(supervisor, request.id, 'approve-result', {}, prepared.version);
    const { state } = await step(caseworker, request.id, 'deliver-result', aDelivery, approved.version);
    expect(state).toBe('result-delivered');
  });

  it('a reunification is opened, with work for both sides', async () => {
    const { caseworker, specialist } = border.atA;
    const contactRestored = { on: aDelivery.on, text: 'They spoke by phone.' };
    const personIds = [request.enquirerId, request.soughtId];
    await expectStatus(
      201,
      caseworker.post(`/tracing-requests/${request.id}/reunifications`, { personIds, contactRestored }),
    );
    await eventually(async () => {
      expect(await openTasks(border.a, request.id)).toContain('reunite-with-partner');
    });
    const about = { personId: request.enquirerId, partnerId: border.bForA, fields: ['names', 'contacts'] };
    const sent = await expectStatus(201, caseworker.post(`/dossiers/${request.id}/disclosures`, about));
    await act(specialist, `/disclosures/${sent.id}/approve`, sent);
    const { liaison } = border.atB;
    const record = await eventually(async () => {
      const { items } = await expectStatus(200, liaison.get(`/dossiers/${theirEnquiry}/partner-records`));
      const found = (items as { id: string; version: number; carrier: string; person: object }[]).find(
        ({ carrier }) => carrier === 'disclosure',
      );
      if (!found) throw new Error('nothing came yet');
      return found;
    });
    expect(record.person).toMatchObject({ contacts: [{ kind: 'phone', value: '+999 555 0123' }] });
    expect(await openTasks(border.b, theirEnquiry)).toContain('decide-on-partner-record');
    await act(liaison, `/partner-records/${record.id}/accept`, record);
    await becomes(() => expectStatus(200, caseworker.get(`/disclosures/${sent.id}`)), 'accepted');
    motherTold = { id: record.id };
  });

  it('the mother takes one agreement back on the portal: B freezes, deletes and certifies, and the portal says so', async () => {
    const agreements = wordsOf(await family.get('/agreements'));
    expect(agreements).not.toContain('You stopped this.');
    await family.get(`/stop?what=${SHARED.indexOf('share-with-partner')}`);
    expect((await family.post('/stop')).path).toBe('/en/done/stop');
    const { steward, liaison } = border.atB;
    const { items } = await expectStatus(200, steward.get('/partner-records'));
    const hers = (items as { id: string; dossierId: string }[]).filter(({ dossierId }) => dossierId === theirEnquiry);
    expect(hers.map(({ id }) => id)).toContain(motherTold.id);
    expect(hers).toHaveLength(2);
    for (const { id } of hers) {
      const frozen = await becomes(() => expectStatus(200, steward.get(`/partner-records/${id}`)), 'frozen');
      expect((await liaison.get(`/partner-records/${id}`)).status).toBe(404);
      await act(steward, `/partner-records/${id}/delete`, frozen);
    }
    await becomes(() => expectStatus(200, border.atA.caseworker.get(`/disclosures/${ours.disclosureId}`)), 'deleted');
    await eventually(async () => {
      const page = wordsOf(await family.get('/agreements'));
      expect(page).toContain('You stopped this.');
      expect(page).toContain('1 of 1 have deleted it.');
    });
    // What the child lets her know is the child's: it stays with A.
    await expectStatus(200, border.atA.caseworker.get(`/partner-records/${told.id}`));
  });

  it('both audit logs verify, and tell one story', async () => {
    // Every message has arrived and was acted upon.
    for (const { database } of [border.a, border.b])
      await eventually(async () => {
        const waiting = await database.sql(
          `SELECT id FROM relink.exchange_outbox WHERE state <> 'delivered'
           UNION ALL SELECT message_id FROM relink.exchange_inbox WHERE taken_at IS NULL`,
        );
        expect(waiting).toEqual([]);
      });
    for (const relink of [border.a, border.b]) {
      const { findings, entries } = await verified(relink);
      expect(findings).toEqual([]);
      expect(entries).toBeGreaterThan(20);
    }
    expect(await sentBy(border.a)).toEqual(await takenFrom(border.b));
    expect(await sentBy(border.b)).toEqual(await takenFrom(border.a));
  });
});

/** What is closed for every child at first, the specialist opens for a time. */
function release(specialist: Staff, personId: string) {
  const validUntil = dayOf(new Date(Date.now() + 30 * 86_400_000));
  const decision = { purpose: 'share-with-partner', validUntil, reason: 'The partner works with children.' };
  return expectStatus(201, specialist.post(`/persons/${personId}/protection-releases`, decision));
}

function openTasks({ database }: Deployment, dossierId: string): Promise<string[]> {
  return database
    .sql<{ kind: string }>(`SELECT kind FROM relink.tasks WHERE dossier_id = $1 AND state = 'open'`, [dossierId])
    .then((tasks) => tasks.map(({ kind }) => kind));
}

async function verified(relink: Deployment) {
  const worker = await aUnitOfWork(relink.database, { role: 'relink_worker', keyring: relink.keyring.keyring });
  const file = join(relink.settings.home, checkpointFile);
  try {
    return await worker.unitOfWork.run(systemActor('test'), (tx) =>
      verifyAuditLog(tx.sql, new AuditSigner(relink.keyring.keyring), file),
    );
  } finally {
    await worker.close();
  }
}

interface Told {
  message: string;
  /** The place in the receiver's own log that its receipt names. */
  entry: string;
}

/** What a Society's log says it delivered, with the entry of the other's log that the receipt names. */
function sentBy({ database }: Deployment): Promise<Told[]> {
  return database.sql<Told>(
    `SELECT object_id AS message, details::jsonb->>'theirs' AS entry FROM audit.entries
     WHERE action = 'exchange.delivered' ORDER BY object_id`,
  );
}

/** What the other's log says it received, and where. */
function takenFrom({ database }: Deployment): Promise<Told[]> {
  return database.sql<Told>(
    `SELECT object_id AS message, seq::text AS entry FROM audit.entries
     WHERE action = 'exchange.received' ORDER BY object_id`,
  );
}
