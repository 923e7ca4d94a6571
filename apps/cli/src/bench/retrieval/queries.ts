import { UnitOfWork, type Transaction } from '#libs/database';
import { newId, systemActor, type DossierId, type PersonId } from '#libs/kernel';
import { CandidateSearch, Sides } from '#libs/matching';
import type { SearchQuery, SyntheticPerson } from '#libs/synthetic';
import { progressLine } from '../../progress.js';
import { withOperator } from '../../operator.js';
import { openDossiers, sealPeople } from './seal-people.js';
import type { Desk, Registry } from './registry.js';

/** Somebody who is sought, and whom to find. */
export interface Sought {
  person: Pick<SyntheticPerson, 'id' | 'culture' | 'sex'>;
  query: SearchQuery;
  /** The record to be found; none where they are not registered. */
  answer?: PersonId;
}

export interface Outcome {
  sought: Sought;
  /** Place of the true person among what was found, from 1; none where they are missing. */
  place?: number;
  milliseconds: number;
  /** Of this process alone: what a busy machine does not add to. */
  processorMilliseconds: number;
  /** Of the database for this worker, where the system tells: the mean of all. */
  databaseMilliseconds?: number;
  found: number;
}

const BY = systemActor('bench');
/** The first queries fill the caches of a process that has just begun, and are not counted. */
const WARM_UP = 50;

/** Opens a request for each and looks for them one after the other, as the worker does: from the sealed record to the ranked list. */
export async function runQueries(registry: Registry, everyone: readonly Sought[]): Promise<Outcome[]> {
  const { settings, desk } = registry;
  return withOperator(settings, 'relink_worker', async ({ get }) => {
    const [unitOfWork, sides, search] = [get(UnitOfWork), get(Sides), get(CandidateSearch)];
    const ids: PersonId[] = [];
    for (let at = 0; at < everyone.length; at += 100)
      ids.push(...(await unitOfWork.run(BY, (tx) => openRequests(tx, desk, everyone.slice(at, at + 100)))));
    const look = (id: PersonId) =>
      unitOfWork.run(BY, async (tx) => {
        const [side] = await sides.of(tx, 'sought', [id]);
        const [hits] = await search.find(tx, 'registered', [{ dossierId: side!.dossier.id, profile: side!.profile }]);
        return hits!;
      });
    for (const id of ids.slice(0, WARM_UP)) await look(id);
    const progress = progressLine('queries', ids.length);
    const before = await registry.databaseProcessor();
    const outcomes: Outcome[] = [];
    for (const [at, id] of ids.entries()) {
      const [started, used] = [performance.now(), process.cpuUsage()];
      const hits = await look(id);
      const milliseconds = performance.now() - started;
      const { user, system } = process.cpuUsage(used);
      const processorMilliseconds = (user + system) / 1_000;
      const sought = everyone[at]!;
      const place = hits.findIndex(({ personId }) => personId === sought.answer) + 1;
      outcomes.push({ sought, ...(place > 0 && { place }), milliseconds, processorMilliseconds, found: hits.length });
      progress.update(at + 1);
    }
    progress.end();
    const after = await registry.databaseProcessor();
    if (before === undefined || after === undefined) return outcomes;
    return outcomes.map((outcome) => ({ ...outcome, databaseMilliseconds: (after - before) / ids.length }));
  });
}

async function openRequests(tx: Transaction, desk: Desk, everyone: readonly Sought[]): Promise<PersonId[]> {
  const opened = everyone.map(({ query }) => ({
    id: newId<'person'>(),
    enquirerId: newId<'person'>(),
    dossierId: newId<'dossier'>(),
    profile: query.telling.profile,
  }));
  const dossiers = opened.map(({ dossierId }) => dossierId);
  await openDossiers(tx, 'tracing-request', desk.branchId, dossiers);
  await tx.vault.begin(dossiers);
  await sealPeople(tx, opened, true);
  const enquirers = opened.map(({ enquirerId: id, dossierId }) => ({
    id,
    dossierId,
    profile: { names: [{ text: 'Bench' }] },
  }));
  await sealPeople(tx, enquirers, false);
  const sealed = (dossierId: DossierId, table: string, column: string, row: string) =>
    tx.vault.seal(dossierId, { table, column, row }, {});
  await tx.sql(
    `INSERT INTO tracing_requests (id, dossier_id, reference, state, enquirer_id, interviewer_id, owner_id, next_action, next_action_due, review_on, story, opened_at)
     SELECT id, id, 'bench ' || id, 'open', enquirer, $4::uuid, $4::uuid, 'search', $5::timestamptz, $5::timestamptz, story, $5::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS r(id, enquirer, story)`,
    [
      dossiers,
      opened.map(({ enquirerId }) => enquirerId),
      await Promise.all(dossiers.map((id) => sealed(id, 'tracing_requests', 'story', id))),
      desk.accountId,
      tx.now,
    ],
  );
  await tx.sql(
    `INSERT INTO sought_persons (id, dossier_id, position, relation, circumstances)
     SELECT id, dossier_id, 0, 'sibling', circumstances FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS s(id, dossier_id, circumstances)`,
    [
      opened.map(({ id }) => id),
      dossiers,
      await Promise.all(opened.map(({ id, dossierId }) => sealed(dossierId, 'sought_persons', 'circumstances', id))),
    ],
  );
  return opened.map(({ id }) => id);
}
