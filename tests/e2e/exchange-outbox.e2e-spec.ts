import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, systemActor, type DossierId, type StaffActor } from '#libs/kernel';
import {
  bindCase,
  caseHandle,
  ExchangeCase,
  OutgoingMessage,
  PARTNERS_ENTITIES,
  queueMessage,
  type PartnerId,
} from '#libs/partners';
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

const WORKER = systemActor('test');

let database: TestDatabase;
let keys: TestKeyring;
let api: TestUnitOfWork;
let worker: TestUnitOfWork;
let liaison: StaffActor;
let stranger: StaffActor;
let dossier: DossierId;
let partners: PartnerId[];

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await aKeyring();
  const common = { keyring: keys.keyring, entities: PARTNERS_ENTITIES };
  api = await aUnitOfWork(database, { role: 'relink_api', ...common });
  worker = await aUnitOfWork(database, { role: 'relink_worker', ...common });
  const branchId = await aBranch(database);
  liaison = await aStaffMember(database, 'liaison', branchId);
  stranger = await aStaffMember(database, 'caseworker', await aBranch(database, 'Highlands'));
  dossier = await aDossier(database, { branchId, assigned: [liaison.accountId] });
  partners = [await aPartner('ALPHA'), await aPartner('BETA')];
});

afterAll(async () => {
  for (const one of [api, worker]) await one.close();
  await database.drop();
  await keys.remove();
});

async function aPartner(society: string): Promise<PartnerId> {
  const id = newId<'partner'>();
  await database.sql(
    `INSERT INTO relink.partners (id, society, name, country, base_url, state, purposes, highest, daily_quota, steward_contact, proposed_by, state_since)
     VALUES ($1, $2, $2, 'KE', 'https://relink.example', 'proposed', '{}', 'open', 1, '', $3, now())`,
    [id, society, liaison.accountId],
  );
  return id;
}

const handleOf = (partner: PartnerId, id = dossier) => api.unitOfWork.run(liaison, (tx) => caseHandle(tx, partner, id));

describe('the name of a case between two Societies', () => {
  it('is made once, of 128 random bits, and is another one with another partner', async () => {
    const [one, same, other] = [
      await handleOf(partners[0]!),
      await handleOf(partners[0]!),
      await handleOf(partners[1]!),
    ];
    expect(one).toMatch(/^[A-Za-z0-9_-]{21}[AQgw]$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('is one and the same for all who need it at once', async () => {
    const fresh = await aDossier(database, { branchId: liaison.branchId, assigned: [liaison.accountId] });
    const handles = await Promise.all([1, 2, 3, 4].map(() => handleOf(partners[0]!, fresh)));
    expect(new Set(handles).size).toBe(1);
  });

  it('that a partner began belongs to the dossier it is bound to, and to no other', async () => {
    const handle = Buffer.alloc(16, 7).toString('base64url');
    const [own, other] = await Promise.all([1, 2].map(() => aDossier(database, { branchId: liaison.branchId })));
    const bind = (id: DossierId) => worker.unitOfWork.run(WORKER, (tx) => bindCase(tx, partners[0]!, handle, id));
    await bind(own!);
    await bind(own!);
    await expect(bind(other!)).rejects.toThrow('another dossier');
    expect(await worker.unitOfWork.run(WORKER, (tx) => caseHandle(tx, partners[0]!, own!))).toBe(handle);
  });
});

describe('a message that has to go out', () => {
  const queue = (by: StaffActor, handle: string, fail = false) =>
    api.unitOfWork.run(by, async (tx) => {
      const id = await queueMessage(tx, { name: 'enquiry', partnerId: partners[0]!, handle, about: newId() });
      if (fail) throw new Error('taken back');
      return id;
    });

  it('waits if, and only if, what caused it has happened', async () => {
    const handle = await handleOf(partners[0]!);
    await expect(queue(liaison, handle, true)).rejects.toThrow('taken back');
    const id = await queue(liaison, handle);
    const waiting = await worker.unitOfWork.run(WORKER, (tx) => tx.of(OutgoingMessage).all());
    expect(waiting).toMatchObject([{ id, state: 'waiting', attempts: 0, seq: null, digest: null }]);
  });

  it('is left, and seen, by those alone who see the case', async () => {
    const handle = await handleOf(partners[0]!);
    await expect(queue(stranger, handle)).rejects.toMatchObject({ code: '42501' });
    const seen = (by: StaffActor) =>
      api.unitOfWork.run(by, async (tx) => [
        (await tx.of(OutgoingMessage).all()).length,
        (await tx.of(ExchangeCase).all()).length,
      ]);
    expect(await seen(stranger)).toEqual([0, 0]);
    expect((await seen(liaison))[0]).toBeGreaterThan(0);
  });

  it('cannot be read by the api once it is sealed', async () => {
    const reading = api.unitOfWork.run(liaison, (tx) => tx.sql('SELECT sealed FROM exchange_outbox'));
    await expect(reading).rejects.toMatchObject({ code: '42501' });
  });
});
