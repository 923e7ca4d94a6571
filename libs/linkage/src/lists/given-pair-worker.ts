import { parentPort, workerData } from 'node:worker_threads';
import { GivenPairScorer, type PairCells, type PairsKnowledge } from './given-pair-scorer.js';

const scorer = new GivenPairScorer(workerData as PairsKnowledge);

parentPort!.on('message', (pairs: readonly PairCells[]) => {
  parentPort!.postMessage({ kind: 'scored', lines: pairs.map((cells) => scorer.score(cells)).join('\n') });
});
