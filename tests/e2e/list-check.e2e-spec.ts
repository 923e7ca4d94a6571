import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { interviewAbout } from '../support/seeded-dossiers.js';
import { findable, inState, sendList } from '../support/some-lists.js';
import type { Staff } from '../support/staff.js';
import { expectStatus, openRequest } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let colleague: Staff;
let supervisor: Staff;
const requests: Record<string, string> = {};

const person = (text: string, year: number) => ({
  names: [{ text, kind: 'legal' }],
  birth: { year, month: 4, day: 7 },
  places: [{ kind: 'origin', text: 'Baidoa', country: 'SO' }],
});

beforeAll(async () => {
  relink = await Deployment.start();
  caseworker = await relink.signIn('caseworker');
  colleague = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  const elsewhere = [await relink.signIn('caseworker', 'Highlands'), await relink.signIn('supervisor', 'Highlands')];
  const open = async (key: string, name: string, year: number, sensitivity?: string, by = [caseworker, supervisor]) => {
    const { id } = await openRequest(by[0]!, by[1]!, interviewAbout(person(name, year)), sensitivity);
    requests[key] = id;
  };
  await open('amina', 'Amina Warsame Jama', 1990);
  await open('bogdan', 'Bogdan Kowalski', 1985);
  await open('protected', 'Esperanza Fernandez', 1971, 'protected', [colleague, supervisor]);
  await open('elsewhere', 'Kwame Mensah', 1966, 'open', elsewhere);
  await open('withdrawn', 'Leila Haddad', 1993);
  await findable(relink, Object.values(requests));
  // Whoever seeks her has taken back that she may be matched.
  await relink.database.sql(
    `UPDATE relink.bases SET purposes = '{trace}' WHERE person_id IN (SELECT id FROM relink.sought_persons WHERE dossier_id = $1)`,
    [requests.withdrawn],
  );
});
afterAll(() => relink.stop());

const LIST = [
  'id,name,date of birth,place of origin',
  '1,Aminah Warsama Jama,1990-04-07,Baidoa',
  '2,Bogdan Kowalsky,1985-04-07,Baidoa',
  '3,Esperanza Fernandez,1971-04-07,Baidoa',
  '4,Kwame Mensah,1966-04-07,Baidoa',
  '5,Leila Haddad,1993-04-07,Baidoa',
  '6,Nobody Sought,1950-01-01,Elsewhere',
  '7,,1950-01-01,Elsewhere',
].join('\n');

async function compared(by: Staff) {
  const { id } = await sendList(by, LIST, { source: 'Hospital at the harbour' });
  const { version } = await inState(by, id, 'recognised');
  await expectStatus(200, by.post(`/lists/${id}/compare`, {}, version));
  const list = await inState(by, id, 'compared');
  return { list, findings: (await expectStatus(200, by.get(`/lists/${id}/findings`))).items };
}

const closing = ({ actions }: { actions: { action: string }[] }) => actions.find(({ action }) => action === 'close');

const searchesOf = async (request: string) =>
  (await expectStatus(200, caseworker.get(`/tracing-requests/${request}`))).history.searchActions as Record<
    string,
    unknown
  >[];

describe('A list compared with open requests', () => {
  let id: string;

  it('proposes who may be sought in this branch, with the reasons, and registers nobody', async () => {
    const { list, findings } = await compared(caseworker);
    id = list.id;
    expect(
      findings.map(({ listedName, soughtName }: Record<string, string>) => [listedName, soughtName]).sort(),
    ).toEqual([
      ['Aminah Warsama Jama', 'Amina Warsame Jama'],
      ['Bogdan Kowalsky', 'Bogdan Kowalski'],
    ]);
    expect(findings[0]).toMatchObject({ state: 'proposed', request: { reference: expect.stringMatching(/\S/) } });
    expect(findings[0].evidence).toContainEqual(expect.objectContaining({ field: 'name', sought: expect.any(String) }));
    expect(list.run).toMatchObject({ of: 'comparison', done: 7, known: 2, refused: 1, added: 0 });
    expect(await relink.database.sql('SELECT 1 FROM relink.registrations')).toEqual([]);
    expect(await relink.database.sql(`SELECT 1 FROM relink.potential_matches WHERE state = 'confirmed'`)).toEqual([]);
  });

  it('leaves a permit for matching for each person sought that is proposed, and for nobody else', async () => {
    const permits = await relink.database.sql<{ dossier_id: string; purpose: string }>(
      `SELECT p.dossier_id, p.purpose FROM relink.permits p JOIN relink.list_findings f ON f.permit_id = p.id`,
    );
    expect(permits.map(({ dossier_id }) => dossier_id).sort()).toEqual([requests.amina, requests.bogdan].sort());
    expect(new Set(permits.map(({ purpose }) => purpose))).toEqual(new Set(['match-within-society']));
  });

  it('shows protected requests to those who may see them alone', async () => {
    const { list, findings } = await compared(colleague);
    expect(findings.map(({ line }: { line: number }) => line)).toContain(4);
    await expectStatus(200, colleague.post(`/lists/${list.id}/cancel`, {}, list.version));
  });

  it('is closed when everybody was judged: each request learns what came of it, and the list is erased', async () => {
    const list = await expectStatus(200, caseworker.get(`/lists/${id}`));
    expect(closing(list)).toMatchObject({ allowed: false, reasons: [{ code: 'all-judged' }] });
    const early = await expectStatus(409, caseworker.post(`/lists/${id}/close`, {}, list.version));
    expect(early.violations).toMatchObject([{ code: 'all-judged' }]);
    const { items } = await expectStatus(200, caseworker.get(`/lists/${id}/findings`));
    for (const { id: finding, version, request } of items) {
      const verb = request.id === requests.amina ? 'follow-up' : 'rule-out';
      const judged = caseworker.post(`/list-findings/${finding}/${verb}`, { reason: 'The mother’s name.' }, version);
      expect((await expectStatus(200, judged)).state).toBe(verb === 'follow-up' ? 'lead' : 'ruled-out');
    }
    expect(closing(await expectStatus(200, caseworker.get(`/lists/${id}`)))).toMatchObject({ allowed: true });
    await expectStatus(200, caseworker.post(`/lists/${id}/close`, {}, list.version));
    const done = { kind: 'list-check', state: 'done', source: 'Hospital at the harbour' };
    expect(await searchesOf(requests.amina!)).toMatchObject([{ ...done, outcome: 'lead-found' }]);
    expect(await searchesOf(requests.bogdan!)).toMatchObject([{ ...done, outcome: 'nothing-found' }]);
    await eventually(async () => {
      const [key] = await relink.database.sql<{ gone: boolean }>(
        `SELECT k.wrapped IS NULL AS gone FROM relink.lists l JOIN vault.data_keys k ON k.subject_id = l.list_subject WHERE l.id = $1`,
        [id],
      );
      expect(key).toEqual({ gone: true });
    });
    expect((await expectStatus(200, caseworker.get(`/lists/${id}/findings`))).items).toEqual([]);
  });
});
