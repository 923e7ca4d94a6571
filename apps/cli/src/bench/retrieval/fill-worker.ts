import { parentPort, workerData } from 'node:worker_threads';
import { readSettings } from '#libs/config';
import { UnitOfWork, type Transaction } from '#libs/database';
import { newId, systemActor, type BranchId, type DossierId, type PersonId } from '#libs/kernel';
import { SearchIndex } from '#libs/matching';
import type { SearchEntry } from '#libs/synthetic';
import { withOperator } from '../../operator.js';
import { entriesOf, type PopulationSize, type Share } from './population.js';
import type { Sought } from './queries.js';
import { openDossiers, sealPeople } from './seal-people.js';

/** What a worker needs to know to write its share of the registered. */
export interface FillTask extends Share {
  environment: Record<string, string>;
  size: PopulationSize;
  branchId: BranchId;
}

/** How far a worker is, and who of those it came by will be sought. */
export interface FillNews {
  written: number;
  sought: Sought[];
}

const BATCH = 500;
const { environment, size, branchId, worker, workers } = workerData as FillTask;

await withOperator(readSettings(environment), 'relink_worker', async ({ get }) => {
  const [unitOfWork, index] = [get(UnitOfWork), get(SearchIndex)];
  const write = async (batch: readonly SearchEntry[]) => {
    const ids = await unitOfWork.run(systemActor('bench'), (tx) => register(tx, index, batch));
    parentPort!.postMessage({ written: ids.size, sought: soughtOf(batch, ids) } satisfies FillNews);
  };
  let batch: SearchEntry[] = [];
  for (const entry of entriesOf(size, { worker, workers })) {
    if (batch.push(entry) < BATCH) continue;
    await write(batch);
    batch = [];
  }
  if (batch.length > 0) await write(batch);
});

/** Writes those who are registered as the service would. */
async function register(
  tx: Transaction,
  index: SearchIndex,
  entries: readonly SearchEntry[],
): Promise<Map<SearchEntry, PersonId>> {
  const ids = new Map<SearchEntry, PersonId>();
  const people = entries.flatMap((entry) => {
    if (!entry.registered) return [];
    const id = newId<'person'>();
    ids.set(entry, id);
    return [{ id, dossierId: newId<'dossier'>(), profile: entry.registered.profile }];
  });
  await openDossiers(
    tx,
    'registration',
    branchId,
    people.map(({ dossierId }): DossierId => dossierId),
  );
  await sealPeople(tx, people, false);
  await index.write(
    tx,
    people.map(({ id: personId, dossierId, profile }) => ({ side: 'registered', personId, dossierId, profile })),
    new Map(),
  );
  return ids;
}

function soughtOf(entries: readonly SearchEntry[], ids: ReadonlyMap<SearchEntry, PersonId>): Sought[] {
  return entries.flatMap((entry): Sought[] => {
    const { person, query } = entry;
    if (!query) return [];
    const answer = query.answer === undefined ? undefined : ids.get(entry);
    const { id, culture, sex } = person;
    return [{ person: { id, culture, sex }, query, ...(answer && { answer }) }];
  });
}
