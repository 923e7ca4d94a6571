import { searchTask, type SearchEntry } from '#libs/synthetic';

export interface PopulationSize {
  records: number;
  queries: number;
  seed: string;
}

/** Invented people with known truth: families, twins, namesakes; 30 % of the fields missing, errors in 30 % of the records. */
export function entriesOf({ records, queries, seed }: PopulationSize): Iterable<SearchEntry> {
  return searchTask({ seed, population: { seed, persons: records }, queries });
}

/** Those of the registered that this one of several workers writes. */
export function* registeredFor(size: PopulationSize, worker: number, workers: number): Generator<SearchEntry> {
  let at = 0;
  for (const entry of entriesOf(size)) if (entry.registered && at++ % workers === worker) yield entry;
}
