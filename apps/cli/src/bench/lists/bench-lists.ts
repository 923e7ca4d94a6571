import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CommandRefused } from '../../explain.js';
import { printTable, type BenchRow } from '../table.js';
import { SCHEMA, writeListAndSought, writeListWithDoubles, writePairs } from './write-lists.js';

export const LIST_PARTS = ['pairs', 'link', 'link-turned', 'dedupe'] as const;
export type ListPart = (typeof LIST_PARTS)[number];

export interface ListBench {
  rows: number;
  /** Rows of the short list. */
  sought: number;
  seed: string;
  only?: ListPart;
}

const MOST_MEGABYTES = 2_048;
/** What is less likely is written by nobody who has ten million rows. */
const LEAST_PROBABILITY = '0.2';

/** What the command line says of a run with `--json`. */
interface Summary {
  seconds: number;
  peakMegabytes: number;
  candidates?: number;
  largestGroup?: number;
}

/** Made-up lists through `relink match`, each in a process of its own, whose memory is measured. */
export async function benchLists({ rows, sought, seed, only }: ListBench): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'relink-lists-'));
  const file = (name: string): string => join(folder, name);
  const wanted = (part: ListPart): boolean => only === undefined || only === part;
  try {
    await writeFile(file('schema.json'), JSON.stringify(SCHEMA));
    const lists = ['--schema', file('schema.json'), '--min-probability', LEAST_PROBABILITY];
    if (wanted('pairs')) {
      const truth = await writePairs(file('pairs.csv'), rows, seed);
      const summary = await relinkMatch(['pairs', '--in', file('pairs.csv'), '--out', file('out.csv')]);
      const found = await judged(file('out.csv'), ([id, , probability]) => [id!.startsWith('p'), Number(probability)]);
      report(`match pairs, ${rows} pairs`, rows, summary, found, truth);
      await rm(file('pairs.csv'));
    }
    if (wanted('link') || wanted('link-turned')) {
      const truth = await writeListAndSought(file('list.csv'), rows, file('sought.csv'), sought, seed);
      for (const part of ['link', 'link-turned'] as const) {
        if (!wanted(part)) continue;
        const [left, right] = part === 'link' ? ['sought.csv', 'list.csv'] : ['list.csv', 'sought.csv'];
        const sides = ['--left', file(left), '--right', file(right)];
        const summary = await relinkMatch(['link', ...sides, ...lists, '--out', file('out.csv')]);
        const title = part === 'link' ? `${sought} rows with ${rows}` : `${rows} rows with ${sought}`;
        report(`match link, ${title}`, rows + sought, summary, await judged(file('out.csv'), samePerson), truth);
      }
      await Promise.all([rm(file('list.csv')), rm(file('sought.csv'))]);
    }
    if (wanted('dedupe')) {
      const truth = await writeListWithDoubles(file('list.csv'), rows, seed);
      const summary = await relinkMatch(['dedupe', '--in', file('list.csv'), ...lists, '--out', file('out.csv')]);
      report(`match dedupe, ${rows} rows`, rows, summary, await judged(file('out.csv'), samePerson), truth);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function relinkMatch(flags: readonly string[]): Promise<Summary> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [process.argv[1]!, 'match', ...flags, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(said) as Summary)
        : reject(new CommandRefused(`"match ${flags[0]}" ended with ${code}.`)),
    );
  });
}

interface Judged {
  written: number;
  /** At probability .5 and above. */
  found: number;
  right: number;
}

async function judged(path: string, judge: (cells: readonly string[]) => [boolean, number]): Promise<Judged> {
  const counts = { written: -1, found: 0, right: 0 };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (++counts.written === 0) continue;
    const [right, probability] = judge(line.split(','));
    if (probability < 0.5) continue;
    counts.found++;
    if (right) counts.right++;
  }
  return counts;
}

function samePerson([left, right, , probability]: readonly string[]): [boolean, number] {
  return [left!.slice(1) === right!.slice(1), Number(probability)];
}

function report(title: string, rows: number, summary: Summary, { written, found, right }: Judged, truth: number): void {
  const { seconds, peakMegabytes, candidates, largestGroup } = summary;
  const lines: BenchRow[] = [
    { measure: 'seconds', value: seconds.toFixed(0) },
    { measure: 'rows a second', value: String(Math.round(rows / seconds)) },
    {
      measure: 'memory at most, MB',
      value: String(peakMegabytes),
      goal: `≤ ${MOST_MEGABYTES}`,
      met: peakMegabytes <= MOST_MEGABYTES,
    },
    ...(candidates === undefined ? [] : [{ measure: 'pairs that share a key', value: String(candidates) }]),
    ...(largestGroup === undefined ? [] : [{ measure: 'largest group of one key', value: String(largestGroup) }]),
    { measure: 'written', value: String(written) },
    { measure: 'found at probability .5', value: String(found) },
    { measure: 'precision', value: (right / Math.max(1, found)).toFixed(3) },
    { measure: 'recall', value: (right / truth).toFixed(3) },
  ];
  printTable(title, lines);
}
