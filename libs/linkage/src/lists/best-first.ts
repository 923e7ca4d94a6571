import { sortedBest, type ScoredPairs } from './pairs.js';
import type { ScratchFolder } from './scratch-folder.js';
import { allPairsIn, PairFile } from './spill.js';

/** Files of a bit of weight; pairs outside of these bits are in the first and the last. */
const SHELVES_A_BIT = 8;
const LEAST = -10;
const MOST = 14;

/** Takes pairs in any order and gives them back best first; sorts one shelf of nearly equal weights after the other. */
export class BestFirst {
  private readonly shelves: readonly PairFile[];
  count = 0;

  constructor(scratch: ScratchFolder) {
    const many = (MOST - LEAST) * SHELVES_A_BIT;
    this.shelves = Array.from({ length: many }, (_, at) => new PairFile(scratch.file(`shelf-${at}`)));
  }

  push(a: number, b: number, weight: number): void {
    const shelf = Math.floor((weight - LEAST) * SHELVES_A_BIT);
    this.shelves[Math.max(0, Math.min(this.shelves.length - 1, shelf))]!.push(a, b, weight);
    this.count++;
  }

  /** Pairs of one weight come by their rows. */
  *pairs(): Generator<ScoredPairs> {
    for (const shelf of this.shelves) shelf.end();
    for (const { path } of [...this.shelves].reverse()) {
      const shelf = allPairsIn([path]);
      if (shelf.count > 0) yield sortedBest(shelf);
    }
  }
}
