import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayOf, daysAfter } from '#libs/kernel';
import { Schedules } from '#libs/queues';
import { eventually, SettableClock } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest, publicInterest } from '../support/stories.js';

let relink: Deployment;
let clock: SettableClock;
let caseworker: Staff;
let supervisor: Staff;
let steward: Staff;

beforeAll(async () => {
  clock = new SettableClock();
  relink = await Deployment.start({ clock });
  [caseworker, supervisor, steward] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor'),
    await relink.signIn('steward'),
  ];
});
afterAll(() => relink.stop());

async function aRefusedRequest(): Promise<string> {
  const registered = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
  const { id } = registered;
  const submitted = await expectStatus(
    200,
    caseworker.post(`/tracing-requests/${id}/complete-interview`, {}, registered.version),
  );
  const refusal = { reason: 'other', noReferralExists: true };
  await expectStatus(200, supervisor.post(`/tracing-requests/${id}/refuse`, refusal, submitted.version));
  await eventually(() => expectStatus(200, steward.get(`/retention/${id}`)));
  return id;
}

/** The daily review, on the day that the record is due. */
async function review(id: string): Promise<{ version: number; state: string }> {
  await relink.database.sql('UPDATE relink.retention_clocks SET due_on = $2 WHERE id = $1', [id, dayOf(clock.now())]);
  clock.advance({ days: 1 });
  await relink.workerApp.get(Schedules).begin('retention-review');
  return eventually(async () => {
    const read = await expectStatus(200, steward.get(`/retention/${id}`));
    expect(read.state).toBe('due');
    return read;
  });
}

async function enquirerOf(id: string): Promise<string> {
  const [row] = await relink.database.sql<{ id: string }>(
    'SELECT enquirer_id AS id FROM relink.tracing_requests WHERE id = $1',
    [id],
  );
  return row!.id;
}

const tasksOf = (about: string) =>
  relink.database.sql(`SELECT kind, state, for_role FROM relink.tasks WHERE about = $1 ORDER BY opened_at`, [about]);

describe('Rule 20: closing decides retention', () => {
  it('runs a clock from the end, asks the steward when the time is over, and keeps what is on hold', async () => {
    const id = await aRefusedRequest();
    const running = await expectStatus(200, steward.get(`/retention/${id}`));
    expect(running).toMatchObject({ category: 'refused', state: 'running', proposal: 'erase' });
    expect(running.dueOn).toBe(`${Number(running.startedOn.slice(0, 4)) + 1}${running.startedOn.slice(4)}`);
    const early = await steward.post(`/retention/${id}/erase`, {}, running.version);
    expect(early).toMatchObject({ status: 409, body: { code: 'workflow.not-allowed-now' } });
    const due = await review(id);
    expect(await tasksOf(id)).toContainEqual({ kind: 'review-retention', state: 'open', for_role: 'steward' });
    const { items } = await expectStatus(200, steward.get('/retention'));
    expect(items.map(({ dossierId }: { dossierId: string }) => dossierId)).toContain(id);

    const held = await expectStatus(200, steward.post(`/retention/${id}/hold`, { reason: 'An inquiry.' }, due.version));
    expect(await tasksOf(id)).toContainEqual({ kind: 'review-retention', state: 'done', for_role: 'steward' });
    const refused = await steward.post(`/dossiers/${id}/erase`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'erasure.on-hold' } });
    expect((await expectStatus(200, steward.get(`/retention/${id}`))).holdReason).toBe('An inquiry.');
    await expectStatus(200, steward.post(`/retention/${id}/lift-hold`, {}, held.version));

    const again = await review(id);
    const tooLate = await steward.post(`/retention/${id}/archive`, { until: '2020-01-01' }, again.version);
    expect(tooLate).toMatchObject({ status: 409, body: { code: 'workflow.guard-not-met' } });
    const until = daysAfter(clock.now(), 100);
    const archived = await expectStatus(200, steward.post(`/retention/${id}/archive`, { until }, again.version));
    expect(archived.state).toBe('archived');
    expect((await caseworker.get(`/tracing-requests/${id}`)).status).toBe(404);

    const last = await review(id);
    await expectStatus(200, steward.post(`/retention/${id}/anonymise`, {}, last.version));
    await eventually(async () => expect((await steward.get(`/tracing-requests/${id}`)).status).toBe(404));
    const left = await relink.database.sql<{ kind: string; category: string }>(
      'SELECT kind, category FROM relink.anonymous_cases',
    );
    expect(left).toEqual([{ kind: 'tracing-request', category: 'refused' }]);
  });

  it('lets the Society set its own times', async () => {
    const time = { category: 'refused', days: 30, proposal: 'archive' };
    expect((await supervisor.put('/retention-times', time)).status).toBe(403);
    await expectStatus(200, steward.put('/retention-times', time));
    expect((await expectStatus(200, steward.get('/retention-times'))).items).toContainEqual(time);
    const set = await expectStatus(200, steward.get(`/retention/${await aRefusedRequest()}`));
    expect(set).toMatchObject({ proposal: 'archive', dueOn: daysAfter(new Date(set.startedOn), 30) });
  });
});

describe('Rule 21: a person may ask for a copy, a correction, a restriction, an objection, an erasure', () => {
  it('is answered within 30 days, which can be extended once, after it is clear who asks', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const person = await enquirerOf(id);
    const asked = { kind: 'copy', asked: 'What do you know of me?' };
    const received = await expectStatus(201, caseworker.post(`/persons/${person}/rights-requests`, asked));
    const at = `/rights-requests/${received.id}`;
    const read = await expectStatus(200, steward.get(at));
    expect(read).toMatchObject({ kind: 'copy', words: { asked: asked.asked } });
    expect(read.dueOn).toBe(daysAfter(new Date(read.receivedOn), 30));
    const early = await steward.post(`${at}/answer`, { answer: 'Here it is.' }, received.version);
    expect(early).toMatchObject({ status: 409, body: { code: 'workflow.not-allowed-now' } });
    const checked = await expectStatus(200, caseworker.post(`${at}/check-identity`, { how: 'By their card.' }, 1));
    const reason = 'It is in three languages.';
    expect((await caseworker.post(`${at}/extend`, { reason }, checked.version)).status).toBe(403);
    const extended = await expectStatus(200, steward.post(`${at}/extend`, { reason }, checked.version));
    expect((await expectStatus(200, steward.get(at))).dueOn).toBe(daysAfter(new Date(read.receivedOn), 90));
    const twice = await steward.post(`${at}/extend`, { reason }, extended.version);
    expect(twice).toMatchObject({ status: 409, body: { violations: [{ code: 'not-extended-yet' }] } });
    await expectStatus(200, steward.post(`${at}/answer`, { answer: 'Handed over.' }, extended.version));
    expect(await tasksOf(received.id)).toEqual([{ kind: 'answer-rights-request', state: 'done', for_role: 'steward' }]);
  });

  it('gives a copy that hides other people, and says who read and who received', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const person = await enquirerOf(id);
    await expectStatus(200, supervisor.get(`/tracing-requests/${id}`));
    const copy = await expectStatus(200, steward.get(`/persons/${person}/copy`));
    expect(copy.person.names[0].text).toBe('Asha Warsame');
    expect(copy.person.contacts[0].value).toBe('+999 555 0199');
    expect(copy.readBy).toContainEqual({ day: dayOf(new Date()), role: 'supervisor' });
    const page = await expectStatus(200, steward.get(`/persons/${person}/copy-page`));
    expect(page).toContain('Asha Warsame');
    for (const text of [JSON.stringify(copy), page]) {
      // The sister who is looked for, their mother, the story, and everybody who works here.
      for (const other of ['Amina', 'Hodan', 'Khartoum', 'bus station', 'Test supervisor', supervisor.account.id])
        expect(text).not.toContain(other);
    }
    const history = await expectStatus(200, steward.get(`/persons/${person}/access-history`));
    expect(history.readings.map(({ by }: { by: string }) => by)).toContain('Test supervisor');
    expect((await caseworker.get(`/persons/${person}/access-history`)).status).toBe(403);
  });

  it('gives each of a household a copy of their own, in which none of the others can be found', async () => {
    const told = (name: string, value: string) => ({
      names: [{ text: name, kind: 'legal' }],
      contacts: [{ kind: 'phone', value }],
      relatives: [],
    });
    const household = [
      told('Ada Firstone', '+999 555 0101'),
      told('Bo Second', '+999 555 0102'),
      told('Cy Third', '+999 555 0103'),
    ];
    const [first, second, third] = household;
    const { id } = await expectStatus(
      201,
      caseworker.post('/registrations', {
        ...aRegistration(),
        kind: 'displaced-household',
        person: first,
        members: [
          { person: second, relation: 'spouse', basis: consent },
          { person: third, relation: 'child', basis: publicInterest },
        ],
      }),
    );
    const persons = await relink.database.sql<{ id: string }>('SELECT id FROM relink.persons WHERE dossier_id = $1', [
      id,
    ]);
    expect(persons).toHaveLength(household.length);
    const copied: string[] = [];
    for (const person of persons) {
      const copy = await expectStatus(200, steward.get(`/persons/${person.id}/copy`));
      const own = household.find(({ names }) => names[0]!.text === copy.person.names[0].text)!;
      copied.push(own.names[0]!.text);
      const page = await expectStatus(200, steward.get(`/persons/${person.id}/copy-page`));
      for (const text of [JSON.stringify(copy), page]) {
        expect(text).toContain(own.contacts[0]!.value);
        for (const other of household.filter((one) => one !== own))
          for (const word of [...other.names[0]!.text.split(' '), other.contacts[0]!.value])
            expect(text).not.toContain(word);
        for (const { id: someone } of persons) expect(text).not.toContain(someone);
      }
    }
    expect(copied.sort()).toEqual(household.map(({ names }) => names[0]!.text));
  });

  it('erases where that was asked for: the whole record where it is about the person', async () => {
    const { id } = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    const [row] = await relink.database.sql<{ id: string }>(
      'SELECT person_id AS id FROM relink.registrations WHERE id = $1',
      [id],
    );
    const asked = { kind: 'erasure', asked: 'Forget me.' };
    const received = await expectStatus(201, steward.post(`/persons/${row!.id}/rights-requests`, asked));
    const at = `/rights-requests/${received.id}`;
    const checked = await expectStatus(200, steward.post(`${at}/check-identity`, { how: 'We know them.' }, 1));
    await expectStatus(200, steward.post(`${at}/answer`, { answer: 'It is done.' }, checked.version));
    await eventually(async () => expect((await steward.get(`/registrations/${id}`)).status).toBe(404));
    const ledger = await relink.database.sql(
      'SELECT kind FROM relink.erasure_ledger WHERE dossier_id = $1 AND kind = $2',
      [id, 'dossier'],
    );
    expect(ledger).toHaveLength(1);
  });
});

describe('The register of breaches', () => {
  it('runs for 72 hours from the discovery and lists who is affected, from the audit log', async () => {
    const { id } = await openRequest(caseworker, supervisor);
    const curious = await relink.signIn('caseworker');
    await expectStatus(200, curious.get(`/tracing-requests/${id}`));
    const discoveredAt = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);
    const description = 'Somebody used a colleague’s phone.';
    const opened = await expectStatus(
      201,
      steward.post('/breaches', { discoveredAt: `${discoveredAt}Z`, description }),
    );
    const at = `/breaches/${opened.id}`;
    const read = await expectStatus(200, steward.get(at));
    expect(Date.parse(read.notifyBy) - Date.parse(read.discoveredAt)).toBe(72 * 3_600_000);
    expect(read).toMatchObject({ state: 'opened', late: false, words: { description } });
    expect((await expectStatus(200, steward.get(`${at}/affected`))).items).toEqual([]);
    const assessment = { risk: 'Their place could become known.', accounts: [], dossiers: [] };
    const scopeless = await steward.post(`${at}/assess`, assessment, opened.version);
    expect(scopeless).toMatchObject({ status: 409, body: { violations: [{ code: 'scope-set' }] } });
    const accounts = [curious.account.id];
    const assessed = await expectStatus(200, steward.post(`${at}/assess`, { ...assessment, accounts }, opened.version));
    const { items } = await expectStatus(200, steward.get(`${at}/affected`));
    expect(items).toEqual([{ dossierId: id, persons: expect.arrayContaining([await enquirerOf(id)]) }]);
    const informed = 'The authority, by telephone.';
    const notified = await expectStatus(200, steward.post(`${at}/notify`, { informed }, assessed.version));
    await expectStatus(200, steward.post(`${at}/close`, { measures: 'Phones lock by themselves.' }, notified.version));
    const old = { discoveredAt: '2026-01-15T10:00Z', description };
    const late = await expectStatus(201, steward.post('/breaches', old));
    expect((await expectStatus(200, steward.get(`/breaches/${late.id}`))).late).toBe(true);
    const future = { discoveredAt: '2090-01-01T00:00Z', description };
    expect((await steward.post('/breaches', future)).body.violations[0].code).toBe('date.in-future');
    expect((await supervisor.get('/breaches')).status).toBe(403);
  });
});
