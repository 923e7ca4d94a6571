import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Dossier } from '#libs/access';
import { DataKeyDestroyed } from '#libs/crypto';
import { stillThere, type Lane, type Transaction } from '#libs/database';
import { Forbidden, newId, NotFound, StaleVersion, systemActor, type DossierId, type StaffActor } from '#libs/kernel';
import {
  aBranch,
  aDossier,
  aKeyring,
  aStaffMember,
  aUnitOfWork,
  createTestDatabase,
  type TestDatabase,
  type TestKeyring,
  type TestUnitOfWork,
} from '#libs/testing';

let database: TestDatabase;
let keys: TestKeyring;
let api: TestUnitOfWork;
let worker: TestUnitOfWork;
let caseworker: StaffActor;
let stranger: StaffActor;
let dossierId: DossierId;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  api = await aUnitOfWork(database, { role: 'relink_api', keyring: keys.keyring });
  worker = await aUnitOfWork(database, { role: 'relink_worker', keyring: keys.keyring });
  const branchId = await aBranch(database);
  caseworker = await aStaffMember(database, 'caseworker', branchId);
  stranger = await aStaffMember(database, 'caseworker', await aBranch(database, 'Hills'));
});

beforeEach(async () => {
  dossierId = await aDossier(database, { branchId: caseworker.branchId });
});

afterAll(async () => {
  await api.close();
  await worker.close();
  await keys.remove();
  await database.drop();
});

/** What is stored of the dossier: its row, its audit entries, its events. */
async function stored() {
  const [row] = await database.sql<{ assigned: string[]; version: number }>(
    'SELECT assigned, version FROM relink.dossiers WHERE id = $1',
    [dossierId],
  );
  const entries = await database.sql<{ action: string }>('SELECT action FROM audit.entries WHERE object_id = $1', [
    dossierId,
  ]);
  const events = await database.sql<{ topic: string }>(`SELECT topic FROM relink.outbox WHERE payload->>'id' = $1`, [
    dossierId,
  ]);
  return { row, actions: entries.map(({ action }) => action), topics: events.map(({ topic }) => topic) };
}

/** A change, an audit row and an event. */
async function takeOn(tx: Transaction, faults: { action?: string; lane?: Lane } = {}): Promise<void> {
  const dossier = await tx.of(Dossier).lockOrFail({ id: dossierId });
  dossier.assign(caseworker.accountId);
  await tx.of(Dossier).save(dossier);
  tx.audit.record('action' in faults ? faults.action! : 'dossier.taken-on', { type: 'dossier', id: dossierId });
  tx.outbox.emit('test.taken-on', { id: dossierId }, faults.lane);
}

const UNTOUCHED = { row: { assigned: [], version: 1 }, actions: [], topics: [] };

describe('a unit of work', () => {
  it('lands as a whole', async () => {
    await api.unitOfWork.run(caseworker, (tx) => takeOn(tx));
    expect(await stored()).toEqual({
      row: { assigned: [caseworker.accountId], version: 2 },
      actions: ['dossier.taken-on'],
      topics: ['test.taken-on'],
    });
  });

  const faults: [string, (tx: Transaction) => Promise<void>][] = [
    [
      'the work fails at its end',
      async (tx) => {
        await takeOn(tx);
        throw new Error('too late');
      },
    ],
    ['an event cannot be written', (tx) => takeOn(tx, { lane: 'sideways' as Lane })],
    ['the audit entry cannot be written', (tx) => takeOn(tx, { action: undefined })],
    [
      'the connection is lost before the commit',
      async (tx) => {
        await takeOn(tx);
        const [backend] = await tx.sql<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await database.sql('SELECT pg_terminate_backend($1, 5000)', [backend?.pid]);
      },
    ],
  ];
  it.each(faults)('leaves nothing behind where %s', async (_, work) => {
    await expect(api.unitOfWork.run(caseworker, work)).rejects.toThrow();
    expect(await stored()).toEqual(UNTOUCHED);
  });

  it('leaves nothing behind where the database refuses the commit itself', async () => {
    await database.sql(`
      CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today'; END $$;
      CREATE CONSTRAINT TRIGGER refuse_commit AFTER UPDATE ON relink.dossiers DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse_commit();`);
    try {
      await expect(api.unitOfWork.run(caseworker, (tx) => takeOn(tx))).rejects.toThrow('not today');
      expect(await stored()).toEqual(UNTOUCHED);
    } finally {
      await database.sql('DROP TRIGGER refuse_commit ON relink.dossiers; DROP FUNCTION refuse_commit()');
    }
  });

  it('that failed asks nothing any more, whatever still goes on beside what failed', async () => {
    let later: Promise<unknown> | undefined;
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    const work = api.unitOfWork.run(caseworker, (tx) => {
      later = failed.then(() => tx.of(Dossier).all());
      return Promise.reject(new Forbidden());
    });
    await expect(work).rejects.toThrow(Forbidden);
    fail();
    await expect(later).rejects.toThrow('This transaction has ended.');
  });

  it('that can be repeated does not wait for the disk, and lands as a whole', async () => {
    // The server of the tests never waits for the disk: who said so tells the two kinds of work apart.
    const asked = `SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'`;
    const repeatable = await worker.unitOfWork.runRepeatable(systemActor('test'), (tx) => {
      tx.outbox.emit('test.repeated', { id: dossierId });
      return tx.sql<{ setting: string; source: string }>(asked);
    });
    expect(repeatable).toEqual([{ setting: 'off', source: 'session' }]);
    expect((await stored()).topics).toEqual(['test.repeated']);
    const [usual] = await worker.unitOfWork.run(systemActor('test'), (tx) => tx.sql<{ source: string }>(asked));
    expect(usual!.source).not.toBe('session');
  });

  it('goes on working after a lost connection', async () => {
    await api.unitOfWork.run(caseworker, (tx) => takeOn(tx));
    expect((await stored()).actions).toEqual(['dossier.taken-on']);
  });
});

describe('a version', () => {
  it('lets exactly one of many who saw the same one change the record', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        api.unitOfWork.run(caseworker, async (tx) => {
          const dossier = await tx.of(Dossier).lockOrFail({ id: dossierId }, 1);
          dossier.sensitivity = 'restricted';
          await tx.of(Dossier).save(dossier);
          tx.audit.record('dossier.restricted', { type: 'dossier', id: dossierId });
        }),
      ),
    );
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refusals).toHaveLength(19);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(StaleVersion);
    const { row, actions } = await stored();
    expect(row?.version).toBe(2);
    expect(actions).toEqual(['dossier.restricted']);
  });

  it('that is stale changes nothing', async () => {
    await api.unitOfWork.run(caseworker, (tx) => takeOn(tx));
    const before = await stored();
    const late = api.unitOfWork.run(caseworker, async (tx) => {
      await tx.of(Dossier).lockOrFail({ id: dossierId }, 1);
      await takeOn(tx);
    });
    await expect(late).rejects.toThrow(StaleVersion);
    expect(await stored()).toEqual(before);
  });
});

describe('a denial', () => {
  it('of a hidden record is "not found", and is audited although the work was rolled back', async () => {
    const curious = api.unitOfWork.run(stranger, async (tx) => {
      tx.audit.record('dossier.seen', { type: 'dossier', id: dossierId });
      tx.outbox.emit('test.seen', { id: dossierId });
      await tx.of(Dossier).findOrFail({ id: dossierId });
    });
    await expect(curious).rejects.toThrow(NotFound);
    expect(await stored()).toEqual({ ...UNTOUCHED, actions: ['access.denied'] });
    const [entry] = await database.sql(
      'SELECT actor_id, actor_branch, object_type, details FROM audit.entries WHERE object_id = $1',
      [dossierId],
    );
    expect(entry).toEqual({
      actor_id: stranger.accountId,
      actor_branch: stranger.branchId,
      object_type: 'dossiers',
      details: '{"code":"record.not-found"}',
    });
  });

  it('of a step that the role does not include is audited too', async () => {
    const liaison = await aStaffMember(database, 'liaison', caseworker.branchId);
    const overreach = api.unitOfWork.run(liaison, async (tx) => {
      const dossier = await tx.of(Dossier).findOrFail({ id: dossierId });
      tx.authorize('record', dossier.facts);
    });
    await expect(overreach).rejects.toThrow(Forbidden);
    expect((await stored()).actions).toEqual(['access.denied']);
  });
});

describe('two units of work', () => {
  it('that wait for each other are both done, one after the other', async () => {
    const other = await aDossier(database, { branchId: caseworker.branchId });
    let arrived = 0;
    const begun: string[] = [];
    const lockBoth = (first: DossierId, second: DossierId) =>
      api.unitOfWork.run(caseworker, async (tx) => {
        begun.push(first);
        await tx.of(Dossier).lockOrFail({ id: first });
        arrived++;
        // Only the first time round do both hold what the other wants.
        while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        const dossier = await tx.of(Dossier).lockOrFail({ id: second });
        dossier.assign(caseworker.accountId);
        await tx.of(Dossier).save(dossier);
      });
    await Promise.all([lockBoth(dossierId, other), lockBoth(other, dossierId)]);
    expect(begun.length).toBeGreaterThan(2);
    expect((await api.unitOfWork.run(caseworker, (tx) => tx.of(Dossier).findOrFail({ id: other }))).version).toBe(2);
    expect((await api.unitOfWork.run(caseworker, (tx) => tx.of(Dossier).findOrFail({ id: dossierId }))).version).toBe(
      2,
    );
  });
});

describe('a unit of work that found something', () => {
  it('begins again where what belongs to it is gone, and fails where it never was', async () => {
    let found = 0;
    const work = (after: number) =>
      api.unitOfWork.run(caseworker, () => Promise.resolve(stillThere(++found < after ? undefined : 'there')));
    expect(await work(3)).toBe('there');
    found = 0;
    await expect(work(Infinity)).rejects.toThrow('not there any more');
    expect(found).toBe(3);
  });
});

describe('an erased subject', () => {
  const place = { table: 'persons', column: 'details', row: 'r' };
  const eraser = systemActor('test-eraser');
  const erase = (subject: DossierId) => worker.unitOfWork.run(eraser, (tx) => tx.vault.destroy(subject));
  const seal = (by: TestUnitOfWork, subject: DossierId) =>
    by.unitOfWork.run(eraser, (tx) => tx.vault.seal(subject, place, 'Amina'));

  it('can neither be opened nor sealed for again, by any process', async () => {
    const subject = newId<'dossier'>();
    const sealed = await seal(api, subject);
    expect(await api.unitOfWork.run(eraser, (tx) => tx.vault.open(subject, place, sealed))).toBe('Amina');
    await erase(subject);
    for (const process of [api, worker]) {
      const opening = process.unitOfWork.run(eraser, (tx) => tx.vault.open(subject, place, sealed));
      await expect(opening).rejects.toThrow(DataKeyDestroyed);
      await expect(seal(process, subject)).rejects.toThrow(DataKeyDestroyed);
    }
  });

  it('is found gone by whoever met it just before it was erased: they begin again', async () => {
    const sealed = await seal(api, dossierId);
    let met = 0;
    const read = await api.unitOfWork.run(caseworker, async (tx) => {
      const { version } = await tx.of(Dossier).findOrFail({ id: dossierId });
      if (met++ === 0) {
        await worker.unitOfWork.run(eraser, async (erasing) => {
          await takeOn(erasing);
          await erasing.vault.destroy(dossierId);
        });
      }
      return version === 1 ? tx.vault.open<string>(dossierId, place, sealed) : 'gone';
    });
    expect([read, met]).toEqual(['gone', 2]);
  });

  it('gets no key afterwards where there never was one', async () => {
    const subject = newId<'dossier'>();
    await erase(subject);
    await expect(seal(api, subject)).rejects.toThrow(DataKeyDestroyed);
  });

  it('stays erased however many processes seal at that moment', async () => {
    const subject = newId<'dossier'>();
    const seals = Array.from({ length: 12 }, () => seal(api, subject));
    const sealed = await Promise.allSettled([...seals.slice(0, 6), erase(subject), ...seals.slice(6)]);
    const values = sealed.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
    for (const value of values) {
      const opening = api.unitOfWork.run(eraser, (tx) => tx.vault.open(subject, place, value));
      await expect(opening).rejects.toThrow(DataKeyDestroyed);
    }
    expect(await database.sql('SELECT wrapped FROM vault.data_keys WHERE subject_id = $1', [subject])).toEqual([
      { wrapped: null },
    ]);
  });

  it('cannot be made by the api, which may only add keys', async () => {
    const subject = newId<'dossier'>();
    await seal(api, subject);
    const destroying = api.unitOfWork.run(caseworker, (tx) => tx.vault.destroy(subject));
    await expect(destroying).rejects.toMatchObject({ code: '42501' });
  });
});
