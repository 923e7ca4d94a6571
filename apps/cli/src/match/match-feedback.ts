import { readSettings } from '#libs/config';
import { UnitOfWork, type Transaction } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { estimateWeights, evaluateLabels, FEWEST, readLabels, rekeyProgress } from '#libs/matching';
import { withOperator } from '../operator.js';

/** Few counts are told as such, so that none points at a person. */
const FEW = `fewer than ${FEWEST}`;

/** How often each band was right, by what people decided here. */
export async function evaluateMatches(): Promise<string> {
  const results = evaluateLabels(await inDatabase(readLabels));
  const lines = results.map(({ band, meaning, decided, samePercent }) => {
    const here = decided === undefined ? FEW : `${decided} decided, about ${samePercent} % of them the same person`;
    return `  ${band.padEnd(9)} ${here}; elsewhere ${meaning.about} % (${meaning.from}–${meaning.to})`;
  });
  return `Potential matches that people have decided on, by band:\n${lines.join('\n')}\n`;
}

/** What people's decisions would change about the weights. Shown, never done. */
export async function retrainOnDecisions(): Promise<string> {
  const { labels, changes, moves } = estimateWeights(await inDatabase(readLabels));
  if (labels < FEWEST) return `There are ${FEW} decided pairs: nothing can be learnt from them yet.\n`;
  const bits = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(1)}`;
  return [
    `From ${labels} decided pairs; nothing is changed. Bits on average, as they are and as they would be:`,
    ...changes.map(
      ({ reason, seen, now, then }) => `  ${reason.padEnd(36)} ${bits(now)} → ${bits(then)}   in ${seen} pairs`,
    ),
    ...(changes.length === 0 ? ['  no finding is off by more than a tenth of a bit'] : []),
    'Decided pairs that would change their band:',
    ...moves.map(({ from, to, labels: count }) => `  ${from} → ${to}: ${count ?? FEW}`),
    ...(moves.length === 0 ? ['  none'] : []),
    '',
  ].join('\n');
}

/** How far the search keys are on their way to this version. */
export async function rekeyStatus(): Promise<string> {
  const { version, persons, left } = await inDatabase(rekeyProgress);
  const lines = persons.map((row) => `  version ${row.version}: ${row.persons} persons`);
  const end = left === 0 ? `Everybody has keys of version ${version}.` : `${left} persons are left for the worker.`;
  return [`Search keys, by the version of the engine that made them:`, ...lines, end, ''].join('\n');
}

function inDatabase<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withOperator(readSettings(), 'relink_worker', ({ get }) =>
    get(UnitOfWork).run(systemActor('match-command'), work),
  );
}
