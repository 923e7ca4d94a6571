import type { Band } from '#libs/linkage';
import type { MatchSide } from './search-keys.js';

/**
 * What a pair of persons would mean: the sought person was registered; two requests seek the same person; the person
 * whom one request seeks is the enquirer of another.
 */
export const PAIR_KINDS = ['registration', 'same-sought', 'seeking-each-other'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** One way to search: who looks on which side for whom. The sought person is always the first of a pair. */
export interface Direction {
  from: MatchSide;
  on: MatchSide;
  kind: PairKind;
}

/** Both directions of every kind: whichever record comes later finds the other. */
export const DIRECTIONS: readonly Direction[] = [
  { from: 'sought', on: 'registered', kind: 'registration' },
  { from: 'registered', on: 'sought', kind: 'registration' },
  { from: 'sought', on: 'sought', kind: 'same-sought' },
  { from: 'sought', on: 'enquirer', kind: 'seeking-each-other' },
  { from: 'enquirer', on: 'sought', kind: 'seeking-each-other' },
];

/** Bands that are worth a reviewer's time, by kind: links between requests are a help, not what the work waits for. */
export const WORTH_PROPOSING: Readonly<Record<PairKind, readonly Band[]>> = {
  registration: ['strong', 'possible', 'weak'],
  'same-sought': ['strong', 'possible'],
  'seeking-each-other': ['strong', 'possible'],
};
