/** A pair with what a measure says of it and what people know of it. */
export interface Judged {
  score: number;
  match: boolean;
}

export interface Point {
  /** Pairs with this score and above are taken. */
  threshold: number;
  precision: number;
  recall: number;
  f1: number;
}

/**
 * What is reached at every threshold, highest first. Pairs with one score stand or fall together.
 * @param positives all true pairs, also those that were never scored
 */
export function curve(judged: readonly Judged[], positives = count(judged)): Point[] {
  const sorted = [...judged].sort((a, b) => b.score - a.score);
  const points: Point[] = [];
  let right = 0;
  for (const [at, { score, match }] of sorted.entries()) {
    if (match) right++;
    if (sorted[at + 1]?.score !== score) points.push(point(score, right, at + 1, positives));
  }
  return points;
}

/** What is reached at one threshold. */
export function pointAt(judged: readonly Judged[], threshold: number, positives = count(judged)): Point {
  const taken = judged.filter(({ score }) => score >= threshold);
  return point(threshold, count(taken), taken.length, positives);
}

export function bestF1(points: readonly Point[]): Point {
  return points.reduce((best, one) => (one.f1 > best.f1 ? one : best));
}

/** The highest recall at this precision or a better one; 0 where that precision is never reached. */
export function recallAt(points: readonly Point[], precision: number): number {
  return points.reduce((best, one) => (one.precision >= precision ? Math.max(best, one.recall) : best), 0);
}

/** The area under precision over recall, in steps. */
export function averagePrecision(points: readonly Point[]): number {
  return points.reduce(
    (sum, { precision, recall }, at) => sum + precision * (recall - (points[at - 1]?.recall ?? 0)),
    0,
  );
}

function point(threshold: number, right: number, taken: number, positives: number): Point {
  const [precision, recall] = [taken === 0 ? 0 : right / taken, right / positives];
  return { threshold, precision, recall, f1: right === 0 ? 0 : (2 * right) / (taken + positives) };
}

function count(judged: readonly Judged[]): number {
  return judged.filter(({ match }) => match).length;
}
