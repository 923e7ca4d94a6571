import type { BenchRow } from '../table.js';
import type { Outcome } from './queries.js';

/** Of those who can be found, the share who stand among the first. */
export function recallAt(outcomes: readonly Outcome[], most: number): number {
  const findable = outcomes.filter(({ sought }) => sought.answer !== undefined);
  return findable.filter(({ place = Infinity }) => place <= most).length / Math.max(1, findable.length);
}

/** A group so far under the mean is served worse than the others. */
const BEHIND = 0.05;
/** Fewer queries say nothing. */
const FEWEST = 20;

/** Recall for each script, sex and culture; groups that are served worse are marked. */
export function groupsOf(outcomes: readonly Outcome[]): BenchRow[] {
  const mean = { first: recallAt(outcomes, 1), ten: recallAt(outcomes, 10) };
  const groups = new Map<string, Outcome[]>();
  const put = (group: string, outcome: Outcome) => groups.set(group, [...(groups.get(group) ?? []), outcome]);
  for (const outcome of outcomes) {
    const { person, query, answer } = outcome.sought;
    if (answer === undefined) continue;
    put(`script ${query.telling.script}`, outcome);
    put(`sex ${person.sex}`, outcome);
    put(`culture ${person.culture}`, outcome);
  }
  return [...groups]
    .filter(([, own]) => own.length >= FEWEST)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, own]) => {
      const [first, ten] = [recallAt(own, 1), recallAt(own, 10)];
      const behind = first < mean.first - BEHIND || ten < mean.ten - BEHIND ? '   behind' : '';
      return { measure: `${group} (${own.length})`, value: `${first.toFixed(3)} / ${ten.toFixed(3)}${behind}` };
    });
}
