import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Purpose, UseOptions } from '#libs/consent';
import type { DossierId, PersonId } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import { permitFor } from '../support/permits.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus } from '../support/stories.js';

const noticed = {
  ...consent,
  noticeVersion: '1',
  noticeLanguage: 'fr',
  noticeChannel: 'spoken',
  noticeOn: '2026-01-15',
};
const said = { by: 'self', how: 'spoken' };

let relink: Deployment;
let caseworker: Staff;
let steward: Staff;

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  steward = await relink.signIn('steward');
});
afterAll(() => relink.stop());

interface Case {
  id: DossierId;
  enquirer: PersonId;
  sought: PersonId;
  relative: PersonId;
}

async function aCase(): Promise<Case> {
  const { id } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
  const [row] = await relink.database.sql<Omit<Case, 'id'>>(
    `SELECT r.enquirer_id AS enquirer, s.id AS sought, (SELECT relative_id FROM relink.relations WHERE person_id = s.id LIMIT 1) AS relative
     FROM relink.tracing_requests r JOIN relink.sought_persons s ON s.dossier_id = r.id WHERE r.id = $1`,
    [id],
  );
  return { id, ...row! };
}

async function aRegisteredPerson(person: object, basis: object = consent): Promise<PersonId> {
  const { id } = await expectStatus(201, caseworker.post('/registrations', { ...aRegistration(), person, basis }));
  const [row] = await relink.database.sql<{ person_id: PersonId }>(
    'SELECT person_id FROM relink.registrations WHERE id = $1',
    [id],
  );
  return row!.person_id;
}

const permit = (id: PersonId, purpose: Purpose, options?: UseOptions) =>
  permitFor(relink, caseworker, id, purpose, options);

const bases = async (id: PersonId, by = caseworker) => (await expectStatus(200, by.get(`/persons/${id}/bases`))).bases;

describe('Rule 5: every use has a purpose from a closed list and a basis', () => {
  it('keeps several bases of a person side by side, each with all its versions', async () => {
    const { enquirer } = await aCase();
    const recorded = await expectStatus(
      201,
      caseworker.post(`/persons/${enquirer}/bases`, {
        ...noticed,
        purposes: ['share-with-partner'],
        recipients: ['partner:KEN'],
        categories: ['identity', 'family'],
      }),
    );
    expect(recorded).toMatchObject({ version: 1, state: 'standing' });
    const revised = await expectStatus(
      200,
      caseworker.post(
        `/bases/${recorded.id}/revise`,
        { ...noticed, purposes: ['share-with-partner'], recipients: ['partner:KEN', 'partner:UGA'] },
        1,
      ),
    );
    const [first, second] = await bases(enquirer);
    expect(first.basis.purposes).toEqual(consent.purposes);
    expect(second).toMatchObject({ id: recorded.id, version: revised.version, state: 'standing' });
    expect(second.versions.map(({ change, basis }: { change: string; basis: object }) => [change, basis])).toEqual([
      ['revised', expect.objectContaining({ recipients: ['partner:KEN', 'partner:UGA'] })],
      ['recorded', expect.objectContaining({ recipients: ['partner:KEN'], categories: ['identity', 'family'] })],
    ]);
    expect(await permit(enquirer, 'share-with-partner', { recipient: { class: 'partner', id: 'UGA' } })).toBe(
      'permitted',
    );
    expect(await permit(enquirer, 'share-with-partner', { recipient: { class: 'partner', id: 'SDN' } })).toBe(
      'permit.recipient-not-covered',
    );
  });

  it('refuses migration control, and every other purpose that is not on the list', async () => {
    const { enquirer } = await aCase();
    const answer = await caseworker.post(`/persons/${enquirer}/bases`, { ...noticed, purposes: ['migration-control'] });
    expect(answer.status).toBe(400);
  });

  it('does not take consent of a sought person who has not been asked yet', async () => {
    const { sought } = await aCase();
    const early = await caseworker.post(`/persons/${sought}/bases`, noticed);
    expect(early).toMatchObject({ status: 400, body: { violations: [{ code: 'basis.sought-not-asked' }] } });
    await relink.database.sql('UPDATE relink.sought_persons SET located = true WHERE id = $1', [sought]);
    await expectStatus(201, caseworker.post(`/persons/${sought}/bases`, noticed));
  });

  it('takes consent only after a notice that was there on that day', async () => {
    const { enquirer } = await aCase();
    const tell = async (change: object) =>
      (await caseworker.post(`/persons/${enquirer}/bases`, { ...noticed, ...change })).body.violations[0].code;
    expect(await tell({ noticeVersion: undefined })).toBe('basis.notice-unknown');
    expect(await tell({ noticeVersion: '99' })).toBe('basis.notice-unknown');
    expect(await tell({ noticeOn: '2020-01-01' })).toBe('basis.notice-not-yet');
    expect(await tell({ noticeOn: '2090-01-01' })).toBe('date.in-future');
    expect(await tell({ validFrom: '2026-05-02', validUntil: '2026-05-01' })).toBe('basis.ends-before-it-begins');
    expect(await tell({ validUntil: '2027-02-31' })).toBe('date.does-not-exist');
  });

  it('refuses a notice that nobody has, wherever a basis is told', async () => {
    const basis = { ...consent, noticeVersion: '99' };
    const interview = anInterview();
    const enquirer = { ...interview.enquirer, basis: { ...interview.enquirer.basis, noticeVersion: '99' } };
    for (const answer of [
      await caseworker.post('/tracing-requests', { interview: { ...interview, enquirer } }),
      await caseworker.post('/registrations', { ...aRegistration(), basis }),
    ])
      expect(answer).toMatchObject({ status: 400, body: { violations: [{ code: 'basis.notice-unknown' }] } });
  });

  it('shows the notice of each language that is current on a day', async () => {
    const { items } = await expectStatus(200, caseworker.get('/information-notices'));
    expect(items.map(({ language }: { language: string }) => language).sort()).toEqual(['ar', 'en', 'es', 'fr']);
    expect((await expectStatus(200, caseworker.get('/information-notices?on=2020-01-01'))).items).toEqual([]);
  });

  it('records every permit with its receiver, its categories and its end', async () => {
    const { enquirer } = await aCase();
    expect(await permit(enquirer, 'trace', { categories: ['identity'] })).toBe('permitted');
    const [kept] = await relink.database.sql<{ recipient: string; categories: string[]; hours: number }>(
      `SELECT recipient, categories, extract(epoch FROM expires_at - granted_at)::int / 3600 AS hours
       FROM relink.permits WHERE person_id = $1`,
      [enquirer],
    );
    expect(kept).toEqual({ recipient: 'own-society', categories: ['identity'], hours: 24 });
    expect(await permit(enquirer, 'trace', { categories: ['health'] })).toBe('permit.category-not-covered');
  });
});

describe('For a child', () => {
  const child = { names: [{ text: 'Little One', kind: 'usual' }], birth: { year: 2015 } };

  it('a guardian agrees, and what the child says is written down', async () => {
    const alone = await caseworker.post('/registrations', { ...aRegistration(), person: child });
    expect(alone).toMatchObject({ status: 400, body: { violations: [{ code: 'basis.child-needs-guardian' }] } });
    const relatives = [{ kind: 'mother', names: [{ text: 'Their Mother', kind: 'usual' }] }];
    const id = await aRegisteredPerson({ ...child, relatives }, { ...consent, givenBy: 'guardian' });
    const [mother] = await relink.database.sql<{ relative_id: string }>(
      'SELECT relative_id FROM relink.relations WHERE person_id = $1',
      [id],
    );
    const tell = (change: object) =>
      caseworker.post(`/persons/${id}/bases`, { ...noticed, givenBy: 'guardian', ...change });
    const refused = async (change: object) => (await tell(change)).body.violations[0].code;
    const guardianId = mother!.relative_id;
    expect(await refused({ givenBy: 'self' })).toBe('basis.child-needs-guardian');
    expect(await refused({})).toBe('basis.guardian-missing');
    expect(await refused({ guardianId })).toBe('basis.own-view-missing');
    expect(await refused({ guardianId, ownView: 'disagrees' })).toBe('basis.own-view-words-missing');
    const { relative: stranger } = await aCase();
    expect(await refused({ guardianId: stranger, ownView: 'agrees' })).toBe('basis.guardian-unknown');
    expect(await refused({ guardianId: id, ownView: 'agrees' })).toBe('basis.guardian-unknown');
    const words = 'I do not want my uncle to know.';
    await expectStatus(201, tell({ guardianId, ownView: 'disagrees', ownViewWords: words }));
    expect((await bases(id)).at(-1).basis).toMatchObject({ guardianId, ownView: 'disagrees', ownViewWords: words });
  });
});

describe('Rule 6: withdrawal takes effect at once', () => {
  it('of the whole basis: nothing is permitted any more, not by an older basis either', async () => {
    const { id, enquirer } = await aCase();
    const [basis] = await bases(enquirer);
    expect(await permit(enquirer, 'trace')).toBe('permitted');
    const reason = 'I changed my mind.';
    const receipt = await expectStatus(200, caseworker.post(`/bases/${basis.id}/withdraw`, { ...said, reason }, 1));
    expect(receipt).toEqual({ id: basis.id, version: 2, state: 'withdrawn' });
    expect(await permit(enquirer, 'trace')).toBe('permit.withdrawn');
    const [withdrawn] = await bases(enquirer);
    expect(withdrawn).toMatchObject({
      state: 'withdrawn',
      versions: [{ change: 'withdrawn', said: { ...said, reason } }, {}],
    });
    const news = await relink.database.sql<{ payload: object }>(
      `SELECT payload FROM relink.outbox WHERE topic = 'consent.basis-withdrawn' AND payload->>'personId' = $1`,
      [enquirer],
    );
    expect(news).toEqual([{ payload: { personId: enquirer, dossierId: id, basisId: basis.id } }]);
    for (const verb of ['withdraw', 'narrow', 'restrict', 'revise']) {
      const more = {
        withdraw: said,
        narrow: { ...said, purposes: ['trace'] },
        restrict: { ...said, restrictions: ['no-publication'] },
        revise: noticed,
      }[verb];
      const again = await caseworker.post(`/bases/${basis.id}/${verb}`, more, 2);
      expect(again).toMatchObject({ status: 409, body: { code: 'basis.withdrawn' } });
    }
  });

  it('is not undone by saving a form that was opened before, but by agreeing again', async () => {
    const { id, enquirer } = await aCase();
    const [basis] = await bases(enquirer);
    await expectStatus(200, caseworker.post(`/bases/${basis.id}/withdraw`, said, 1));
    const { version } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    await expectStatus(200, caseworker.put(`/tracing-requests/${id}/interview`, anInterview(), version));
    expect(await permit(enquirer, 'trace')).toBe('permit.withdrawn');
    await expectStatus(201, caseworker.post(`/persons/${enquirer}/bases`, noticed));
    expect(await permit(enquirer, 'trace')).toBe('permitted');
  });

  it('of a single purpose leaves the others, and what can be done without it is done', async () => {
    const { enquirer } = await aCase();
    const [basis] = await bases(enquirer);
    const narrow = (purposes: string[], version: number) =>
      caseworker.post(`/bases/${basis.id}/narrow`, { ...said, purposes }, version);
    expect((await narrow(['statistics'], 1)).body.code).toBe('basis.nothing-to-narrow');
    expect((await narrow(consent.purposes, 1)).body.code).toBe('basis.nothing-to-narrow');
    await expectStatus(200, narrow(['match-within-society'], 1));
    expect(await permit(enquirer, 'match-within-society')).toBe('permit.withdrawn');
    expect(await permit(enquirer, 'trace')).toBe('permitted');
    expect((await bases(enquirer))[0].takenBack).toEqual([{ purpose: 'match-within-society', at: expect.any(String) }]);
    expect((await narrow(['trace'], 1)).status).toBe(412);
  });
});

describe('Rule 7: restrictions set by a person', () => {
  it('hold for every basis, and in words until somebody has read them', async () => {
    const { enquirer } = await aCase();
    await expectStatus(
      201,
      caseworker.post(`/persons/${enquirer}/bases`, {
        ...noticed,
        purposes: ['share-with-authority', 'share-with-icrc', 'refer'],
        recipients: ['authority', 'service'],
      }),
    );
    const [first] = await bases(enquirer);
    expect(await permit(enquirer, 'share-with-authority')).toBe('permitted');
    const restrictions = ['not-to-authorities', 'Not to the aid group at the port'];
    await expectStatus(200, caseworker.post(`/bases/${first.id}/restrict`, { ...said, restrictions }, 1));
    expect((await bases(enquirer))[0].basis.restrictions).toEqual(restrictions);
    expect(await permit(enquirer, 'share-with-authority', { restrictionsRead: true })).toBe('permit.restricted');
    expect(await permit(enquirer, 'refer')).toBe('permit.restricted-in-words');
    expect(await permit(enquirer, 'refer', { restrictionsRead: true })).toBe('permitted');
    expect(await permit(enquirer, 'trace')).toBe('permitted');
  });

  it('stay where a form that was opened before is saved', async () => {
    const { id, enquirer } = await aCase();
    const [first] = await bases(enquirer);
    const restrictions = ['not-to-authorities', 'Not my cousin'];
    await expectStatus(200, caseworker.post(`/bases/${first.id}/restrict`, { ...said, restrictions }, 1));
    const { version } = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
    await expectStatus(200, caseworker.put(`/tracing-requests/${id}/interview`, anInterview(), version));
    expect((await bases(enquirer))[0].basis.restrictions).toEqual(restrictions);
  });
});

describe('Who may', () => {
  it('the steward reads and records nothing; people of another branch see nothing', async () => {
    const { enquirer } = await aCase();
    const [basis] = await bases(enquirer, steward);
    expect((await steward.post(`/bases/${basis.id}/withdraw`, said, 1)).status).toBe(403);
    expect((await steward.post(`/persons/${enquirer}/bases`, noticed)).status).toBe(403);
    const elsewhere = await relink.signIn('caseworker', 'Highlands');
    expect((await elsewhere.get(`/persons/${enquirer}/bases`)).status).toBe(404);
    expect((await elsewhere.post(`/bases/${basis.id}/withdraw`, said, 1)).status).toBe(404);
  });
});
