import { searchTask, type SearchEntry } from '#libs/synthetic';

export interface PopulationSize {
  records: number;
  queries: number;
  seed: string;
}

/** One of several who share the work of making the population. */
export interface Share {
  worker: number;
  workers: number;
}

/**
 * Invented people with known truth: families, twins, namesakes; 30 % of the fields missing, errors in 30 % of the records.
 * @param share the families of one worker alone
 */
export function entriesOf(
  { records, queries, seed }: PopulationSize,
  { worker, workers }: Share = { worker: 0, workers: 1 },
): Iterable<SearchEntry> {
  const part = { from: worker, every: workers };
  return searchTask({ seed, population: { seed, persons: records }, queries, part });
}
