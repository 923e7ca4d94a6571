import type { FieldKind } from './list-field.js';
import { bitsOfPeoples, ONE_PEOPLE, peoplesOf } from './peoples.js';
import { Meter, type ListProgress } from './progress.js';

const ROWS = 5_000;
const PEOPLES = 10;
const NAMES = 5;
const FIELDS = 4;
const table = {
  rows: ROWS,
  leftRows: ROWS,
  fields: Array.from({ length: FIELDS }, (): { kind: FieldKind } => ({ kind: 'category' })),
};
/** Full agreement in every field is as likely by chance in both lists below. */
const CHANCE = 1 / (PEOPLES * NAMES);
const chance = table.fields.map(() => [0, CHANCE, 1 - CHANCE]);
/** True pairs agree nearly always; there are next to none. */
const weights = table.fields.map(() => [0, Math.log2(0.95 / CHANCE), Math.log2(0.05 / (1 - CHANCE))]);
const PRIOR = -30;

/** Numbers that look random and are the same every time. */
const mixed = (row: number, field: number): number =>
  (Math.imul(Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(field + 7, 0x85ebca6b), 0xc2b2ae35) >>> 7) & 0xffff;
const levelsBy = (valueOf: (row: number, field: number) => number) => ({
  level: (field: number, a: number, b: number): number => (valueOf(a, field) === valueOf(b, field) ? 1 : 2),
});
const quiet = new Meter(undefined);
const learned = (valueOf: (row: number, field: number) => number, clock = quiet) =>
  peoplesOf(table, levelsBy(valueOf), chance, weights, PRIOR, (ROWS * ROWS) / 2, clock, 200_000);

describe('peoples in a list', () => {
  it('are found where fields agree together, and what agrees together says less', () => {
    const peoples = learned((row, field) => (row % PEOPLES) * NAMES + (mixed(row, field) % NAMES));
    // of two of one people all agrees by 1 in 5⁴; were each field on its own, by 1 in 50⁴ among all
    const truth = Math.log2((1 / PEOPLES) * (1 / NAMES) ** FIELDS) - FIELDS * Math.log2(CHANCE);
    const bits = bitsOfPeoples(peoples, [1, 1, 1, 1]);
    expect(Math.abs(bits - truth)).toBeLessThan(1);
    expect(Math.abs(bitsOfPeoples(peoples, [1, 0, 0, 0]))).toBeLessThan(0.3);
    expect(bitsOfPeoples(peoples, [0, 0, 0, 0])).toBeCloseTo(0);
  });

  it('are none where every field agrees on its own', () => {
    const peoples = learned((row, field) => mixed(row, field) % (PEOPLES * NAMES));
    expect(Math.abs(bitsOfPeoples(peoples, [1, 1, 2, 2]))).toBeLessThan(1);
  });

  it('are not looked for in a short list', () => {
    expect(peoplesOf(table, levelsBy(mixed), chance, weights, PRIOR, 10_000, quiet)).toBe(ONE_PEOPLE);
  });

  it('tell how far looking for them has come, to the end', () => {
    const told: ListProgress[] = [];
    const clock = new Meter((progress) => told.push(progress));
    learned((row, field) => mixed(row, field) % (PEOPLES * NAMES), clock);
    expect([...new Set(told.map(({ step }) => step))]).toEqual(['sample', 'peoples']);
    expect(told[0]).toMatchObject({ of: 200_000, perSecond: expect.any(Number), secondsLeft: expect.any(Number) });
    expect(told.at(-1)!.of).toBe(clock.done);
  });
});
