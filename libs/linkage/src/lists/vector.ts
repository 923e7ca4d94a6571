import { LEVELS, type RowComparer } from './levels.js';
import type { FieldKind } from './list-field.js';

/** Pairs of one comparison vector, per way, as counted. */
export type VectorCounts = Map<number, number>;

/** Numbers for a comparison vector: mixed radix over the levels of the fields. */
export function radixOf(table: { readonly fields: readonly { readonly kind: FieldKind }[] }): number[] {
  const radix: number[] = [];
  let step = 1;
  for (const field of table.fields) {
    radix.push(step);
    step *= LEVELS[field.kind].length;
  }
  return radix;
}

/** The number of a vector whose levels are known. */
export function vectorOf(levels: readonly number[], radix: readonly number[]): number {
  let vector = 0;
  for (let field = 0; field < radix.length; field++) vector += radix[field]! * levels[field]!;
  return vector;
}

/** The number of the vector of two rows. */
export function vectorOfPair(
  comparer: Pick<RowComparer, 'level'>,
  radix: readonly number[],
  a: number,
  b: number,
): number {
  let vector = 0;
  for (let field = 0; field < radix.length; field++) vector += radix[field]! * comparer.level(field, a, b);
  return vector;
}

/** Level of a field in a vector's number. */
export function levelIn(vector: number, step: number, levels: number): number {
  return Math.floor(vector / step) % levels;
}
