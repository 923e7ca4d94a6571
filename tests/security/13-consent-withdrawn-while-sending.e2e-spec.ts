import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Consent,
  CONSENT_ENTITIES,
  InformationNotices,
  PermitRefused,
  PURPOSES,
  readNotices,
  Refusals,
  type BasisInput,
  type SaidNo,
} from '#libs/consent';
import type { Transaction } from '#libs/database';
import { systemActor, type DossierId, type PersonId } from '#libs/kernel';
import { People, PEOPLE_ENTITIES } from '#libs/people';
import { aBranch, aDossier, aKeyring, aUnitOfWork, createTestDatabase, eventually } from '#libs/testing';
import type { TestDatabase, TestKeyring, TestUnitOfWork } from '#libs/testing';

const INTERLEAVINGS = 1_000;
/** Side by side; each takes two connections. */
const AT_ONCE = 10;
const BY = systemActor('test-sender');
const said: SaidNo = { by: 'self', how: 'spoken' };
const partner = { class: 'partner', id: 'KEN', country: 'KE' } as const;

let database: TestDatabase;
let keys: TestKeyring;
let worker: TestUnitOfWork;
let dossierId: DossierId;
const people = new People();
const consent = new Consent(people, new InformationNotices(readNotices()));
const refusals = new Refusals();

beforeAll(async () => {
  [database, keys] = [await createTestDatabase(), await aKeyring()];
  worker = await aUnitOfWork(database, {
    role: 'relink_worker',
    keyring: keys.keyring,
    pool: 2 * AT_ONCE,
    entities: [...PEOPLE_ENTITIES, ...CONSENT_ENTITIES],
  });
  dossierId = await aDossier(database, { branchId: await aBranch(database) });
  await database.sql(`CREATE TABLE relink.test_sent (person_id uuid NOT NULL, permit_id uuid NOT NULL);
    GRANT SELECT, INSERT ON relink.test_sent TO relink_worker`);
});
afterAll(async () => {
  await worker.close();
  await keys.remove();
  await database.drop();
});

const basis: BasisInput = {
  legalBasis: 'consent',
  purposes: [...PURPOSES],
  recipients: ['partner'],
  givenBy: 'self',
  how: 'spoken',
};

async function peopleWhoAgreed(count: number): Promise<PersonId[]> {
  return worker.unitOfWork.run(BY, async (tx) => {
    const input = { names: [{ text: 'Somebody', kind: 'usual' as const }], birth: { year: 1980 } };
    const everybody = Array.from({ length: count }, () => ({ dossierId, input, path: 'person' }));
    const added = await people.addMany(tx, everybody);
    await consent.recordFirst(
      tx,
      added.map((person) => ({ ...person, basis, path: 'basis' })),
    );
    return added.map(({ id }) => id);
  });
}

/** As whatever sends does it: permit and record of what is sent in one transaction. Answers whether it was sent. */
async function send(id: PersonId, pause: number): Promise<boolean> {
  try {
    await worker.unitOfWork.run(BY, async (tx) => {
      await wait(tx, pause);
      const permit = await consent.permit(tx, { id, dossierId }, 'share-with-partner', { recipient: partner });
      await wait(tx, pause);
      await tx.sql('INSERT INTO test_sent (person_id, permit_id) VALUES ($1, $2)', [id, permit.id]);
    });
    return true;
  } catch (error) {
    if (error instanceof PermitRefused) return false;
    throw error;
  }
}

/** Counts what was sent when the withdrawal has the floor: whatever comes after would be too late. */
async function withdraw(id: PersonId, pause: number): Promise<{ sentBefore: number }> {
  return worker.unitOfWork.run(BY, async (tx) => {
    await wait(tx, pause);
    await refusals.withdrawAll(tx, id, said);
    const sentBefore = await sentOf(tx, id);
    await wait(tx, pause);
    return { sentBefore };
  });
}

async function sentOf(tx: Transaction, id: PersonId): Promise<number> {
  const [row] = await tx.sql<{ count: number }>('SELECT count(*)::int AS count FROM test_sent WHERE person_id = $1', [
    id,
  ]);
  return row!.count;
}

/** Milliseconds inside the transaction, so that every order of the steps comes about. */
async function wait(tx: Transaction, pause: number): Promise<void> {
  if (pause > 0) await tx.sql('SELECT pg_sleep($1)', [pause / 1_000]);
}

describe('Consent withdrawn while sending', () => {
  it(`is never sent after the withdrawal, in ${INTERLEAVINGS} interleavings`, async () => {
    const seen = { sentFirst: 0, refused: 0, late: 0 };
    const everybody = await peopleWhoAgreed(INTERLEAVINGS);
    let next = 0;
    const lane = async () => {
      for (let turn = next++; turn < INTERLEAVINGS; turn = next++) {
        const id = everybody[turn]!;
        // Who starts late and how long each step takes follows from the turn: the same orders in every run.
        const [sending, withdrawing] = [turn % 3, Math.floor(turn / 3) % 3];
        const [sent, { sentBefore }] = await Promise.all([send(id, sending), withdraw(id, withdrawing)]);
        if (!sent) seen.refused++;
        else if (sentBefore === 1) seen.sentFirst++;
        else seen.late++;
        expect(await send(id, 0)).toBe(false);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    expect(seen.late).toBe(0);
    expect(seen.sentFirst + seen.refused).toBe(INTERLEAVINGS);
    // Both orders came about, so the race was one.
    expect(Math.min(seen.sentFirst, seen.refused)).toBeGreaterThan(INTERLEAVINGS / 20);
  });

  it('leaves a permit for all that was sent, and news for those who recall', async () => {
    const [row] = await database.sql<{ sent: number; permits: number; news: number }>(
      `SELECT (SELECT count(*)::int FROM relink.test_sent) AS sent,
              (SELECT count(*)::int FROM relink.permits WHERE purpose = 'share-with-partner' AND recipient = 'partner:KEN') AS permits,
              (SELECT count(*)::int FROM relink.outbox WHERE topic = 'consent.basis-withdrawn') AS news`,
    );
    expect(row!.permits).toBe(row!.sent);
    expect(row!.news).toBe(INTERLEAVINGS);
  });

  it.each<[string, (tx: Transaction, id: PersonId) => Promise<void>, string]>([
    ['a purpose is taken back', (tx, id) => refusals.narrowAll(tx, id, ['share-with-partner'], said), 'withdrawn'],
    ['a limit is set', (tx, id) => refusals.restrictPerson(tx, id, ['not-to-partner:KEN'], said), 'restricted'],
    ['a protection flag is set', flag, 'protection-flag'],
  ])('waits where %s in another transaction, and is refused then', async (_, change, refusal) => {
    const [id] = (await peopleWhoAgreed(1)) as [PersonId];
    let sending: Promise<unknown> = Promise.resolve();
    await worker.unitOfWork.run(BY, async (tx) => {
      await change(tx, id);
      sending = worker.unitOfWork
        .run(BY, (other) => consent.permit(other, { id, dossierId }, 'share-with-partner', { recipient: partner }))
        .catch((error: unknown) => error);
      await blocked();
    });
    expect(await sending).toMatchObject({ code: `permit.${refusal}` });
  });
});

async function flag(tx: Transaction, id: PersonId): Promise<void> {
  const names = [{ text: 'Somebody', kind: 'usual' as const }];
  await people.replace(tx, id, { names, protection: ['trafficking-risk'] }, 'person');
}

/** Until a session of this database waits for a lock. */
function blocked(): Promise<void> {
  return eventually(async () => {
    const [row] = await database.sql<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(row!.waiting).toBe(1);
  });
}
