import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BestFirst } from './best-first.js';
import { joinGroups } from './cluster.js';
import { Distinct } from './distinct.js';
import { IdFile } from './id-file.js';
import { PairColumns, type ScoredPairs } from './pairs.js';
import { ScratchFolder } from './scratch-folder.js';
import { pairsIn, PairFile } from './spill.js';
import { TextCollector, TextReader } from './texts.js';

let folder: string;
let scratch: ScratchFolder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relink-long-'));
  scratch = ScratchFolder.beside(join(folder, 'out.csv'));
});
afterEach(() => {
  scratch.remove();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Numbers that look random and are the same every time. */
const mixed = (n: number): number => (Math.imul(n ^ (n >>> 7), 0x9e3779b1) >>> 8) / 2 ** 24;
type Pair = [number, number, number];
const asPairs = (blocks: Iterable<ScoredPairs>): Pair[] =>
  [...blocks].flatMap(({ left, right, weight }) => Array.from(left, (a, at): Pair => [a, right[at]!, weight[at]!]));

describe('what a long list keeps outside of objects', () => {
  it('numbers sequences in the order they come, each once, the empty one 0', () => {
    const distinct = new Distinct(Uint32Array);
    const sequences = Array.from({ length: 5_000 }, (_, n) => [n % 1_000, (n % 1_000) * 7]);
    expect(sequences.map((each) => distinct.add(each))).toEqual(sequences.map((_, n) => (n % 1_000) + 1));
    expect([distinct.add([]), distinct.add([5, 6, 7], 1), distinct.size]).toEqual([0, 1_001, 1_002]);
  });

  it('gives texts back in any script', () => {
    const collector = new TextCollector();
    const texts = ['амина', 'amina', 'أمينة', '阿米娜', 'a'.repeat(5_000)];
    const numbers = texts.map((text) => collector.add(text));
    const reader = new TextReader(collector.finish());
    expect(numbers.map((number) => reader.at(number))).toEqual(texts);
    expect([reader.at(0), reader.at(numbers[2]!)]).toEqual(['', 'أمينة']);
  });

  it('gives ids back by their rows, more of them than were expected too', () => {
    const ids = new IdFile(scratch.file('ids'), 10);
    for (let row = 0; row < 100; row++) ids.add(`№${row}`);
    expect([ids.at(0), ids.at(57), ids.at(99)]).toEqual(['№0', '№57', '№99']);
    ids.close();
  });

  it('gives pairs back from a file as they were pushed, over many blocks', () => {
    const file = new PairFile(scratch.file('pairs'));
    for (let n = 0; n < 40_000; n++) file.push(n, n + 1, n / 8);
    file.end();
    const pairs = asPairs(pairsIn([scratch.file('none'), file.path]));
    expect([pairs.length, pairs[39_999]]).toEqual([40_000, [39_999, 40_000, 39_999 / 8]]);
  });
});

describe('pairs that come in any order', () => {
  it('go out best first, and those of one weight by their rows', () => {
    const pairs = Array.from({ length: 3_000 }, (_, n): Pair => {
      const a = Math.floor(mixed(n) * 70_000);
      return [a, a + 1 + (n % 3), Math.fround(Math.round(mixed(n + 9_999) * 400) / 8 - 25)];
    });
    const best = new BestFirst(scratch);
    for (const pair of pairs) best.push(...pair);
    const inOrder = [...pairs].sort((x, y) => y[2] - x[2] || x[0] - y[0] || x[1] - y[1]);
    expect(asPairs(best.pairs())).toEqual(inOrder);
    expect(best.count).toBe(3_000);
  });
});

describe('records that a chain of pairs connects', () => {
  const grouped = (pairs: readonly Pair[], rows: number, largestKnot?: number): Pair[] => {
    const columns = new PairColumns();
    for (const pair of pairs) columns.push(...pair);
    const found: Pair[] = [];
    const taker = { push: (...pair: Pair) => void found.push(pair) };
    const own = ScratchFolder.beside(join(folder, 'groups.csv'));
    joinGroups(() => [columns.columns()], rows, 0, own, taker, undefined, largestKnot);
    own.remove();
    return found.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  };

  it('are joined where they support each other', () => {
    const found = grouped([[0, 1, 9], [1, 2, 8], [0, 2, -1], [2, 3, -1]], 4); // prettier-ignore
    expect(found.map(([a, b]) => [a, b])).toEqual([[0, 1], [0, 2], [1, 2]]); // prettier-ignore
  });

  it('lift each other from three on; two alone have no fellows', () => {
    const found = grouped([[0, 1, 3], [2, 3, 3], [3, 4, 3], [2, 4, 3]], 5); // prettier-ignore
    expect(found).toEqual([[0, 1, 3], [2, 3, 4.5], [2, 4, 4.5], [3, 4, 4.5]]); // prettier-ignore
  });

  it('are parted at their weak pairs first where they are too many for one person', () => {
    // twenty people, each with two records, who all resemble their neighbour a little
    const people = Array.from({ length: 20 }, (_, n): Pair => [2 * n, 2 * n + 1, 9]);
    const neighbours = Array.from({ length: 19 }, (_, n): Pair => [2 * n + 1, 2 * n + 2, 1]);
    const sure = (found: readonly Pair[]): Pair[] => found.filter(([, , weight]) => weight > 5);
    const whole = grouped([...people, ...neighbours], 40);
    const parted = grouped([...people, ...neighbours], 40, 10);
    expect(sure(parted)).toEqual(sure(whole));
    expect(sure(parted).length).toBe(20);
  });
});
