import { LEVELS } from './levels.js';
import type { FieldKind } from './list-field.js';

/** Pairs of one comparison vector, per way, as counted. */
export type PatternCounts = Map<number, number>;

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

/** Level of a field in a vector's number. */
export function levelIn(pattern: number, step: number, levels: number): number {
  return Math.floor(pattern / step) % levels;
}
