import { parentPort, workerData } from 'node:worker_threads';
import { readSettings } from '#libs/config';
import { UnitOfWork, type Transaction } from '#libs/database';
import { newId, systemActor, type BranchId, type DossierId, type PersonId } from '#libs/kernel';
import { SearchIndex } from '#libs/matching';
import type { SearchEntry } from '#libs/synthetic';
import { withOperator } from '../../operator.js';
import { registeredFor, type PopulationSize } from './population.js';
import { openDossiers, sealPeople } from './seal-people.js';

/** What a worker needs to know to write its share of the registered. */
export interface FillTask {
  environment: Record<string, string>;
  size: PopulationSize;
  branchId: BranchId;
  worker: number;
  workers: number;
}

/** How far a worker is, and who those are that will be sought: id of the invented person, id of the record. */
export interface FillNews {
  written: number;
  sought: [string, PersonId][];
}

const BATCH = 500;
const { environment, size, branchId, worker, workers } = workerData as FillTask;

await withOperator(readSettings(environment), 'relink_worker', async ({ get }) => {
  const [unitOfWork, index] = [get(UnitOfWork), get(SearchIndex)];
  const write = async (batch: readonly SearchEntry[]) => {
    const sought = await unitOfWork.run(systemActor('bench'), (tx) => register(tx, index, batch));
    parentPort!.postMessage({ written: batch.length, sought } satisfies FillNews);
  };
  let batch: SearchEntry[] = [];
  for (const entry of registeredFor(size, worker, workers)) {
    if (batch.push(entry) < BATCH) continue;
    await write(batch);
    batch = [];
  }
  if (batch.length > 0) await write(batch);
});

async function register(
  tx: Transaction,
  index: SearchIndex,
  entries: readonly SearchEntry[],
): Promise<FillNews['sought']> {
  const people = entries.map(({ registered }) => ({
    id: newId<'person'>(),
    dossierId: newId<'dossier'>(),
    profile: registered!.profile,
  }));
  await openDossiers(
    tx,
    'registration',
    branchId,
    people.map(({ dossierId }): DossierId => dossierId),
  );
  await sealPeople(tx, people, false);
  await index.write(
    tx,
    'registered',
    people.map(({ id: personId, dossierId, profile }) => ({ personId, dossierId, profile })),
  );
  return entries.flatMap(({ person, query }, at): FillNews['sought'] => (query ? [[person.id, people[at]!.id]] : []));
}
