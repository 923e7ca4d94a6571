import type { BenchRow } from '../table.js';
import type { PeerDatabase } from './peer-database.js';

/** What a part may use while it measures. */
export interface Bench {
  /** Folder of the evaluation data. */
  data: string;
  /** Folder for what a part writes on the way; gone afterwards. */
  scratch: string;
  /** PostgreSQL with the extensions that are peers; started by the first part that asks. */
  peers: () => Promise<PeerDatabase>;
}

export interface Measured {
  rows: BenchRow[];
  /** The same measures for one script, sex or culture each. */
  groups?: BenchRow[];
}

/** One part of the bench: can be run alone with `--only NAME`. */
export interface Part {
  name: string;
  /** What it reads, as paths within the data folder. */
  files: readonly string[];
  measure: (bench: Bench) => Promise<Measured>;
}
