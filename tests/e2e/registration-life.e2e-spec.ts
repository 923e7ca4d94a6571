import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Schedules } from '#libs/queues';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { aRegistration, consent, expectStatus, publicInterest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let specialist: Staff;

beforeAll(async () => {
  relink = await Deployment.start();
  [caseworker, supervisor, specialist] = [
    await relink.signIn('caseworker'),
    await relink.signIn('supervisor'),
    await relink.signIn('child-protection-specialist'),
  ];
});
afterAll(() => relink.stop());

interface Receipt {
  id: string;
  version: number;
  state: string;
}

const named = (text: string) => ({ names: [{ text, kind: 'usual' }] });
const register = (by: Staff, more: object): Promise<Receipt> =>
  expectStatus(201, by.post('/registrations', { ...aRegistration(), ...more }));
const read = (id: string, by = caseworker) => expectStatus(200, by.get(`/registrations/${id}`));
const step = (by: Staff, { id, version }: Receipt, verb: string, body: object = {}): Promise<Receipt> =>
  expectStatus(200, by.post(`/registrations/${id}/${verb}`, body, version));

/** The codes of what a refused step lacks, or the code of the refusal. */
async function refusal(by: Staff, { id, version }: Receipt, verb: string, body: object = {}): Promise<string[]> {
  const answer = await by.post(`/registrations/${id}/${verb}`, body, version);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  const { code, violations = [] } = answer.body as { code: string; violations?: { code: string }[] };
  return violations.length > 0 ? violations.map((violation) => violation.code) : [code];
}

const aChild = {
  kind: 'unaccompanied-child',
  person: { ...named('Pia Berg'), birth: { year: 2015 } },
  basis: publicInterest,
};

describe('Registering', () => {
  it('takes each kind with no more than it needs (rule 17: optional fields start empty)', async () => {
    for (const kind of [
      'adult-at-risk',
      'elderly',
      'sick-or-injured',
      'detained',
      'safe-and-well',
      'separated-child',
    ]) {
      const least = { kind, registeredOn: '2026-10-12', person: named('Ada Least'), basis: consent };
      const { id, state } = await expectStatus(201, caseworker.post('/registrations', least));
      expect(state).toBe('active');
      const view = await read(id);
      expect(view.person).toEqual(named('Ada Least'));
      expect(view.wantsContact).toBe('not-asked');
    }
  });

  it('asks why something sensitive is written down (rule 17: a sensitive field asks why)', async () => {
    const without = await caseworker.post('/registrations', {
      ...aRegistration(),
      person: { ...named('Ada Ill'), health: { needs: 'insulin' } },
    });
    expect(without.status).toBe(400);
    expect(without.body.violations[0].path).toBe('person.health.why');
    const { id } = await register(caseworker, {
      person: { ...named('Ada Ill'), health: { needs: 'insulin', why: 'care' } },
    });
    expect(await read(id)).toMatchObject({
      sensitivity: 'restricted',
      person: { health: { needs: 'insulin', why: 'care' } },
    });
  });

  it('keeps with each fact where it comes from and how sure it is (rule 18), and what a date can mean', async () => {
    const sourced = { source: 'her aunt', certainty: 'doubtful' };
    const person = {
      names: [{ text: 'Ada Told', kind: 'usual', ...sourced }],
      birth: { year: 1990, month: 5, ...sourced },
      places: [{ kind: 'origin', text: 'Baidoa', ...sourced }],
      documents: [{ kind: 'card', number: '17', ...sourced }],
      relatives: [{ kind: 'mother', names: [{ text: 'Eva Told', kind: 'usual' }], birth: { year: 1960 }, ...sourced }],
    };
    const { id } = await register(caseworker, { person });
    expect((await read(id)).person).toEqual({
      ...person,
      birth: { ...person.birth, earliest: '1990-05-01', latest: '1990-05-31' },
      relatives: [{ ...person.relatives[0], birth: { year: 1960, earliest: '1960-01-01', latest: '1960-12-31' } }],
    });
  });

  it('takes a household with several persons, each with a basis', async () => {
    const { id } = await register(caseworker, {
      kind: 'displaced-household',
      members: [
        { person: named('Bo Member'), relation: 'spouse', basis: publicInterest },
        { person: named('Cy Member'), relation: 'child' },
      ],
    });
    const { members, stillNeeded } = await read(id);
    expect(
      (members as { relation: string; person: { names: { text: string }[] }; basis: { legalBasis: string } }[]).map(
        ({ relation, person, basis }) => [relation, person.names[0]!.text, basis.legalBasis],
      ),
    ).toEqual([
      ['spouse', 'Bo Member', 'public-interest'],
      ['child', 'Cy Member', 'consent'],
    ]);
    expect(stillNeeded).not.toContain('household-members');
  });

  it('takes somebody found dead without a name, from a documented source only', async () => {
    const found = { documentedSource: 'Report 4 of the harbour police', belongings: 'a silver ring' };
    const dead = { kind: 'unidentified-deceased', person: { names: [] }, wantsContact: 'not-asked' };
    const { id, version, state } = await register(caseworker, { ...dead, found });
    expect(await read(id)).toMatchObject({ sensitivity: 'restricted', person: { names: [] }, found });
    const wishes = { wantsContact: 'yes' };
    expect(await refusal(caseworker, { id, version, state }, 'record-wishes', wishes)).toEqual(['can-be-asked']);
    for (const [more, code] of [
      [{}, 'registration.needs-source'],
      [{ found: { documentedSource: 'Report 5' } }, 'registration.needs-trait'],
      [{ found, wantsContact: 'no' }, 'registration.cannot-be-asked'],
      [{ kind: 'elderly' }, 'registration.needs-name'],
    ] as const) {
      const answer = await caseworker.post('/registrations', { ...aRegistration(), ...dead, ...more });
      expect([answer.status, answer.body.violations[0].code]).toEqual([400, code]);
    }
  });
});

describe('A correction', () => {
  it('replaces what was told, keeps where it is known from, and is looked at again by the search', async () => {
    const registered = await register(caseworker, { person: named('Ada Wrong') });
    const better = { person: named('Ada Right'), circumstances: 'At the gate.', source: 'Her card, seen today.' };
    expect(await refusal(caseworker, registered, 'correct', { ...better, source: ' ' })).toEqual(['source-given']);
    const { version } = await step(caseworker, registered, 'correct', better);
    expect(version).toBe(registered.version + 1);
    const view = await read(registered.id);
    expect(view).toMatchObject({ person: named('Ada Right'), circumstances: 'At the gate.' });
    expect(view.changes).toMatchObject([{ what: 'corrected', source: 'Her card, seen today.' }]);
    const told = await relink.database.sql(
      `SELECT 1 FROM relink.outbox WHERE topic = 'registrations.registration-changed' AND payload ->> 'registrationId' = $1`,
      [registered.id],
    );
    expect(told).toHaveLength(1);
  });

  it('that tells of a child closes the record to the branch at large', async () => {
    const registered = await register(caseworker, {});
    await step(caseworker, registered, 'correct', { person: aChild.person, source: 'The mother.' });
    expect((await read(registered.id)).sensitivity).toBe('restricted');
  });
});

describe('A child', () => {
  it('has a history of care, of which the newest holds', async () => {
    let child = await register(caseworker, aChild);
    expect(await refusal(caseworker, child, 'record-care', { kind: 'foster-family', since: '2026-01-01' })).toEqual([
      'care-described',
    ]);
    const care = { kind: 'with-relatives', since: '2026-01-01', caregiver: 'Tante Lu', relation: 'aunt-or-uncle' };
    child = await step(caseworker, child, 'record-care', care);
    const later = { kind: 'foster-family', since: '2026-05-01', caregiver: 'The Holm family', guardian: 'The court.' };
    child = await step(specialist, child, 'record-care', later);
    const view = await read(child.id);
    expect(view.care).toMatchObject([{ ...later, recordedBy: 'Test child-protection-specialist' }, care]);
    expect(view.stillNeeded).not.toContain('care-arrangement');
    const adult = await register(caseworker, {});
    expect(await refusal(caseworker, adult, 'record-care', care)).toEqual(['concerns-child']);
  });

  it('is decided on by two different people, who both say why, after being heard', async () => {
    let child = await register(caseworker, aChild);
    const proposal = { about: 'contact-with-family', proposal: 'Look for the aunt.', reasons: 'She asks for her.' };
    expect(await refusal(specialist, child, 'propose-best-interests', proposal)).toEqual(['child-heard']);
    expect(await refusal(specialist, child, 'decide-best-interests', { agreed: true, reasons: 'Yes.' })).toEqual([
      'proposal-waiting',
      'not-the-proposer',
    ]);
    child = await step(specialist, child, 'propose-best-interests', { ...proposal, childsView: 'I want my aunt.' });
    expect(await refusal(caseworker, child, 'propose-best-interests', { ...proposal, childsView: 'So.' })).toEqual([
      'no-proposal-waiting',
    ]);
    const yes = { agreed: true, reasons: 'The aunt is known to us.' };
    expect(await refusal(specialist, child, 'decide-best-interests', yes)).toEqual(['not-the-proposer']);
    child = await step(supervisor, child, 'decide-best-interests', yes);
    const view = await read(child.id);
    expect(view.bestInterests).toMatchObject([
      { state: 'agreed', childsView: 'I want my aunt.', answer: yes.reasons, decidedBy: 'Test supervisor' },
    ]);
    expect(view.stillNeeded).not.toContain('best-interests-decision');
  });

  it('is asked about contact by the specialist, or with somebody there; "no" is an answer', async () => {
    let child = await register(caseworker, aChild);
    const no = { wantsContact: 'no', words: 'Not now.' };
    expect(await refusal(caseworker, child, 'record-wishes', no)).toEqual(['child-asked-by-specialist']);
    child = await step(caseworker, child, 'record-wishes', { ...no, withWhom: 'Tante Lu' });
    expect(await read(child.id)).toMatchObject({
      wantsContact: 'no',
      changes: [{ what: 'wishes', words: 'Not now.' }],
    });
    child = await step(specialist, child, 'record-wishes', { wantsContact: 'yes' });
    expect((await read(child.id)).wantsContact).toBe('yes');
  });

  it('stays registered until the relation is verified and follow-ups are settled (rule 4)', async () => {
    let child = await register(caseworker, aChild);
    const home = { outcome: 'reunited', reason: 'Home since May.' };
    expect(await refusal(supervisor, child, 'close', home)).toEqual(['relation-verified']);
    child = await step(caseworker, child, 'plan-follow-up', { kind: 'visit', due: '2096-01-01' });
    const verified = { ...home, relationVerified: 'Both parents’ papers, seen by us.' };
    expect(await refusal(supervisor, child, 'close', verified)).toEqual(['follow-ups-settled']);
    const [visit] = (await read(child.id)).followUps;
    child = await step(caseworker, child, 'record-follow-up', {
      followUpId: visit.id,
      result: 'done',
      account: 'Well.',
    });
    expect(await refusal(caseworker, child, 'record-follow-up', { followUpId: visit.id, result: 'done' })).toEqual([
      'follow-up-planned',
    ]);
    child = await step(supervisor, child, 'close', verified);
    expect(await read(child.id)).toMatchObject({ state: 'closed', outcome: 'reunited' });
    expect(await refusal(caseworker, child, 'record-wishes', { wantsContact: 'no' })).toEqual([
      'workflow.not-allowed-now',
    ]);
    expect(await step(supervisor, child, 'reopen', { reason: 'Ran away.' })).toMatchObject({ state: 'active' });
  });
});

describe('Follow-ups', () => {
  const openTasks = (id: string) =>
    relink.database.sql<{ about: string; due: string }>(
      `SELECT about, due::text FROM relink.tasks WHERE dossier_id = $1 AND kind = 'follow-up-registration' AND state = 'open'`,
      [id],
    );

  it('are tasks: first to plan one, then to do it', async () => {
    let child = await register(caseworker, aChild);
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(await openTasks(child.id)).toEqual([{ about: child.id, due: soon }]);
    expect(await refusal(caseworker, child, 'plan-follow-up', { kind: 'visit', due: '2026-01-01' })).toEqual([
      'due-day-ahead',
    ]);
    child = await step(caseworker, child, 'plan-follow-up', { kind: 'visit', due: '2096-01-01' });
    const [visit] = (await read(child.id)).followUps;
    expect(await openTasks(child.id)).toEqual([{ about: visit.id, due: '2096-01-01' }]);
    await step(caseworker, child, 'record-follow-up', { followUpId: visit.id, result: 'not-needed' });
    expect(await openTasks(child.id)).toEqual([]);
  });
});

describe('A safe-and-well notice', () => {
  it('runs out after 90 days, by itself, and not before', async () => {
    const { id } = await register(caseworker, { kind: 'safe-and-well' });
    const other = await register(caseworker, { kind: 'safe-and-well' });
    const { holdsUntil } = await read(id);
    expect(holdsUntil).toBe(new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10));
    await relink.database.sql(`UPDATE relink.registrations SET holds_until = current_date - 1 WHERE id = $1`, [id]);
    // It has run today already, when the worker started.
    await relink.database.sql(`DELETE FROM relink.schedule_runs WHERE name = 'notices-run-out'`);
    expect(await relink.workerApp.get(Schedules).begin('notices-run-out')).toBe(true);
    await eventually(async () => {
      expect(await read(id)).toMatchObject({ state: 'closed', outcome: 'notice-ran-out' });
    });
    expect(await read(other.id)).toMatchObject({ state: 'active' });
  });

  it('is not found by a name: no route takes one (rule 10)', async () => {
    await register(caseworker, { kind: 'safe-and-well', person: named('Ada Safe') });
    for (const query of ['name=Ada', 'person=Ada%20Safe', 'q=Ada', 'search=Ada'])
      expect((await caseworker.get(`/registrations?${query}`)).status).toBe(400);
  });
});
