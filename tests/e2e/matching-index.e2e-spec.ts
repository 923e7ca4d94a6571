import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/database';
import { systemActor, type DossierId, type PersonId } from '#libs/kernel';
import { ENGINE_VERSION } from '#libs/linkage';
import { countAllKeys, rekeyProgress, SearchIndex } from '#libs/matching';
import { People } from '#libs/people';
import { eventually } from '#libs/testing';
import { Deployment } from '../support/deployment.js';
import { onlyMatchOf, tell, untilQuiet } from '../support/matching.js';
import type { Staff } from '../support/staff.js';
import { anInterview, aRegistration, consent, expectStatus, openRequest } from '../support/stories.js';

const BY = systemActor('test');

describe('The search index follows the records', () => {
  let relink: Deployment;
  let caseworker: Staff;
  let supervisor: Staff;
  let request: { id: string };
  let registration: { id: string };

  beforeAll(async () => {
    relink = await Deployment.start();
    caseworker = await relink.signIn('caseworker');
    supervisor = await relink.signIn('supervisor');
    request = await openRequest(caseworker, supervisor);
    registration = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
  });
  beforeEach(() => untilQuiet(relink.database));
  afterAll(() => relink.stop());

  const indexed = (dossierId: string) =>
    relink.database.sql<{ side: string; postings: number; version: string }>(
      `SELECT side, engine_version AS version,
              (SELECT count(*)::int FROM relink.match_postings p WHERE p.handle = k.handle) AS postings
       FROM relink.match_keys k WHERE dossier_id = $1 ORDER BY side`,
      [dossierId],
    );
  const orphans = () =>
    relink.database.sql(
      'SELECT handle FROM relink.match_postings WHERE handle NOT IN (SELECT handle FROM relink.match_keys)',
    );
  const setState = (state: string) =>
    relink.database.sql('UPDATE relink.tracing_requests SET state = $2 WHERE id = $1', [request.id, state]);
  const personOf = async (registrationId: string) =>
    (
      await relink.database.sql<{ id: PersonId }>('SELECT person_id AS id FROM relink.registrations WHERE id = $1', [
        registrationId,
      ])
    )[0]!.id;
  const asWorker = <T>(work: Parameters<UnitOfWork['run']>[1]) =>
    relink.workerApp.get(UnitOfWork).run(BY, work) as Promise<T>;

  it('holds sought persons, enquirers and registered persons, and proposes whom they may be', async () => {
    expect((await indexed(request.id)).map(({ side }) => side)).toEqual(['enquirer', 'sought']);
    const [registered] = await indexed(registration.id);
    expect(registered).toMatchObject({ side: 'registered', version: ENGINE_VERSION });
    expect(registered!.postings).toBeGreaterThan(10);
    expect(await onlyMatchOf(caseworker, request.id)).toMatchObject({ state: 'proposed', kind: 'registration' });
  });

  it('forgets a request that was closed, ends its open proposals, and makes them again when it is reopened', async () => {
    await setState('closed');
    await tell(relink.database, 'cases.request-closed', { requestId: request.id });
    expect(await indexed(request.id)).toEqual([]);
    expect(await orphans()).toEqual([]);
    expect(await onlyMatchOf(caseworker, request.id)).toMatchObject({ state: 'superseded' });

    await setState('open');
    await tell(relink.database, 'cases.request-reopened', { requestId: request.id });
    expect(await indexed(request.id)).toHaveLength(2);
    expect(await onlyMatchOf(caseworker, request.id)).toMatchObject({ state: 'proposed' });
  });

  it('goes by what stands when it has the dossier to itself: nobody is taken out by what was so before', async () => {
    await setState('closed');
    let told: Promise<void> | undefined;
    await asWorker(async (tx) => {
      await tx.sql('SELECT 1 FROM dossiers WHERE id = $1 FOR NO KEY UPDATE', [request.id]);
      told = tell(relink.database, 'cases.request-closed', { requestId: request.id });
      await eventually(async () => {
        const waiting = await relink.database.sql(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM dossiers%'`,
        );
        expect(waiting).toHaveLength(1);
      });
      await setState('open');
    });
    await told;
    expect((await indexed(request.id)).map(({ side }) => side)).toEqual(['enquirer', 'sought']);
  });

  it('forgets whoever withdrew the basis, and finds them again when there is one', async () => {
    const personId = await personOf(registration.id);
    await relink.database.sql(
      `UPDATE relink.bases SET withdrawn_at = now() - interval '1 minute', change = 'withdrawn' WHERE person_id = $1`,
      [personId],
    );
    await tell(relink.database, 'consent.basis-withdrawn', { personId });
    expect(await indexed(registration.id)).toEqual([]);
    expect(await onlyMatchOf(caseworker, request.id)).toMatchObject({ state: 'superseded' });

    await expectStatus(201, caseworker.post(`/persons/${personId}/bases`, consent));
    await eventually(async () => {
      expect(await onlyMatchOf(caseworker, request.id)).toMatchObject({ state: 'proposed' });
    });
  });

  it('looks again when a record was changed, and only then', async () => {
    const changed = { registrationId: registration.id };
    const searches = () => relink.database.sql(`SELECT 1 FROM relink.outbox WHERE topic = 'matching.persons-indexed'`);
    const [before, match] = [(await searches()).length, await onlyMatchOf(caseworker, request.id)];
    await tell(relink.database, 'registrations.registration-changed', changed);
    expect(await searches()).toHaveLength(before);

    const personId = await personOf(registration.id);
    await asWorker(async (tx) => {
      const person = { ...aRegistration().person, birth: { year: 2004 } };
      await relink.app.get(People).replace(tx, personId, person as never, 'person');
    });
    await tell(relink.database, 'registrations.registration-changed', changed);
    expect((await searches()).length).toBeGreaterThan(before);
    const again = await onlyMatchOf(caseworker, request.id);
    const birth = (lines: { field: string; right?: string }[]) => lines.find(({ field }) => field === 'birth')?.right;
    expect(birth(again.evidence)).not.toBe(birth(match.evidence));
  });

  it('looks again when an interview was corrected, a search went on or a merge was undone', async () => {
    const forgotten = () => relink.database.sql('DELETE FROM relink.match_keys WHERE dossier_id = $1', [request.id]);
    for (const [topic, payload] of [
      ['cases.interview-corrected', { requestId: request.id }],
      ['cases.search-continued', { requestId: request.id }],
      ['cases.wishes-changed', { requestId: request.id }],
      ['cases.merge-undone', { requestId: registration.id, duplicateId: request.id }],
    ] as const) {
      await forgotten();
      await tell(relink.database, topic, payload);
      expect({ topic, keys: await indexed(request.id) }).toMatchObject({ topic, keys: [{}, {}] });
    }
  });

  it('hides a match from those who see one side as soon as the other is protected, and until it no longer is', async () => {
    const elsewhere = await relink.signIn('caseworker', 'Highlands');
    const abroad = await expectStatus(201, elsewhere.post('/registrations', aRegistration()));
    await untilQuiet(relink.database);
    const seen = async () => {
      const { items } = await expectStatus(200, elsewhere.get('/potential-matches'));
      return items.map(({ requestReference }: { requestReference: string }) => requestReference);
    };
    const { reference } = await expectStatus(200, caseworker.get(`/tracing-requests/${request.id}`));
    expect(await seen()).toEqual([reference]);
    const protect = async (by: Staff, sensitivity: string) => {
      const { version } = await expectStatus(200, by.get(`/tracing-requests/${request.id}`));
      await expectStatus(200, by.post(`/tracing-requests/${request.id}/change-sensitivity`, { sensitivity }, version));
      await untilQuiet(relink.database);
    };
    await protect(caseworker, 'protected');
    expect(await seen()).toEqual([]);
    await protect(supervisor, 'open');
    expect(await seen()).toEqual([reference]);
    await relink.database.sql(`UPDATE relink.dossiers SET sensitivity = 'protected' WHERE id = $1`, [abroad.id]);
    await tell(relink.database, 'registrations.registration-changed', { registrationId: abroad.id });
    const [row] = await relink.database.sql<{ needs_both: boolean }>(
      'SELECT needs_both FROM relink.potential_matches WHERE registration_id = $1',
      [abroad.id],
    );
    expect(row!.needs_both).toBe(true);
    await relink.database.sql(`UPDATE relink.registrations SET state = 'withdrawn' WHERE id = $1`, [abroad.id]);
    await tell(relink.database, 'registrations.registration-changed', { registrationId: abroad.id });
  });

  it('loses the keys of a person in the transaction that removes the person, whoever removes them', async () => {
    const index = relink.workerApp.get(SearchIndex);
    const dossierId = registration.id as DossierId;
    const by = { kind: 'staff', ...caseworker.account, accountId: caseworker.account.id } as const;
    const api = relink.app.get(UnitOfWork);
    const id = await api.run(by, (tx) =>
      relink.app.get(People).add(tx, dossierId, { names: [{ text: 'Zeynab Qasim', kind: 'legal' }] }, 'person'),
    );
    const profile = { names: [{ text: 'Zeynab Qasim' }] };
    await asWorker((tx) => index.write(tx, [{ side: 'registered', personId: id, dossierId, profile }], new Map()));
    expect(await indexed(registration.id)).toHaveLength(2);
    await api.run(by, (tx) => relink.app.get(People).remove(tx, id));
    expect(await indexed(registration.id)).toHaveLength(1);
    expect(await orphans()).toEqual([]);
  });

  it('leaves no sample of what a person is found by in the statistics of the database, where nobody would erase it', async () => {
    await relink.database.sql('ANALYZE relink.match_keys');
    const sampled = await relink.database.sql<{ column: string }>(
      `SELECT attname AS column FROM pg_stats WHERE schemaname = 'relink' AND tablename = 'match_keys'`,
    );
    const columns = sampled.map(({ column }) => column);
    expect(columns).toContain('side');
    for (const column of ['keys', 'reading', 'digest']) expect(columns).not.toContain(column);
  });

  it('counts common keys, and never one that holds a single fact', async () => {
    await relink.database.sql(
      `INSERT INTO relink.match_postings SELECT key, n FROM generate_series(-300, -1) n, (VALUES (1000), (1001)) AS k(key)`,
    );
    await asWorker((tx) => countAllKeys(tx));
    const counts = await relink.database.sql('SELECT key, persons FROM relink.match_key_counts');
    await relink.database.sql('DELETE FROM relink.match_postings WHERE handle < 0');
    expect(counts).toEqual([{ key: '1000', persons: 300 }]);
  });

  it('makes the keys of an older version anew in the background, and finds everybody meanwhile', async () => {
    await relink.database.sql(`UPDATE relink.match_keys SET engine_version = '0.9' WHERE side = 'registered'`);
    expect(await asWorker(rekeyProgress)).toMatchObject({ left: 1 });
    const other = anInterview();
    const later = await openRequest(caseworker, supervisor, other);
    await untilQuiet(relink.database);
    const { items } = await expectStatus(200, caseworker.get(`/potential-matches?requestId=${later.id}`));
    expect(items.map(({ kind }: { kind: string }) => kind)).toContain('registration');

    const [run] = await relink.database.sql<{ name: string; period: string }>(
      `SELECT name, period FROM relink.schedule_runs WHERE name LIKE 'matching-rekey-%' ORDER BY period DESC LIMIT 1`,
    );
    await tell(relink.database, `schedule.${run!.name}`, { period: run!.period });
    expect(await asWorker(rekeyProgress)).toMatchObject({ left: 0, version: ENGINE_VERSION });
    expect((await indexed(registration.id))[0]!.postings).toBeGreaterThan(10);
    expect(await orphans()).toEqual([]);
  });
});
