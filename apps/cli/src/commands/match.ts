import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import {
  dedupeList,
  linkLists,
  matchPairs,
  parseSchema,
  UnusableList,
  type BadRow,
  type ListOptions,
  type ListProgress,
  type ListReport,
  type ListSchema,
} from '#libs/linkage';
import { CommandRefused } from '../explain.js';
import { evaluateMatches, rekeyStatus, retrainOnDecisions } from '../match/match-feedback.js';

interface Common {
  out: string;
  json: boolean;
  workers?: number;
}

interface ListFlags extends Common {
  schema: string;
  minProbability: number;
  candidatesOnly: boolean;
}

/** More bad rows than these are only counted. */
const MOST_BAD_ROWS_SHOWN = 20;

/** The matching engine over files: nothing is stored, no database is needed. */
export function addMatchCommands(program: Command): void {
  const match = program
    .command('match')
    .description('compare people in files, without a database; look after the matching of a deployment');
  match
    .command('pairs')
    .description('score given pairs: id,name_a,name_b and any of birth, sex, father, mother, place with _a and _b')
    .requiredOption('--in <file>', 'CSV of pairs')
    .requiredOption('--out <file>', 'CSV to write: id,weight,probability,band,explanation')
    .option('--workers <number>', 'threads; default: all cores', whole)
    .option('--json', 'the summary as JSON', false)
    .action(async ({ in: input, out, workers, json }: Common & { in: string }) => {
      const notes = notesOnStderr();
      const threads = workers === undefined ? {} : { workers };
      const report = await explained(() => matchPairs({ input, out, ...threads, ...notes.listeners }));
      notes.end();
      say(json, report, `${report.pairs} pairs scored in ${report.seconds.toFixed(1)} s`);
    });
  addDeploymentCommands(match);
  addListCommand(match, 'link', 'find the people that two lists have in common; learns from the lists themselves')
    .requiredOption('--left <file>', 'CSV')
    .requiredOption('--right <file>', 'CSV')
    .action(async ({ left, right, ...flags }: ListFlags & { left: string; right: string }) =>
      overLists(flags, (options) => linkLists({ ...options, left, right })),
    );
  addListCommand(match, 'dedupe', 'find the rows of one list that are the same person; learns from the list itself')
    .requiredOption('--in <file>', 'CSV')
    .action(async ({ in: input, ...flags }: ListFlags & { in: string }) =>
      overLists(flags, (options) => dedupeList({ ...options, input })),
    );
}

/** What concerns the deployment of this folder: its keys, and what its people decided. */
function addDeploymentCommands(match: Command): void {
  match
    .command('rekey')
    .description('how far the search keys are on their way to this version; the worker does the work')
    .option('--status', 'show it; there is nothing else to do', true)
    .action(async () => void process.stdout.write(await rekeyStatus()));
  match
    .command('evaluate')
    .description('how often each band was right, by what people decided')
    .action(async () => void process.stdout.write(await evaluateMatches()));
  match
    .command('retrain')
    .description('what the decisions of people would change about the weights of the engine')
    .option('--dry-run', 'show it and change nothing', false)
    .action(async ({ dryRun }: { dryRun: boolean }) => {
      if (!dryRun)
        throw new CommandRefused(
          'Weights are changed by people, in a new version. Give --dry-run to see what they could be.',
        );
      process.stdout.write(await retrainOnDecisions());
    });
}

function addListCommand(match: Command, name: string, description: string): Command {
  return match
    .command(name)
    .description(description)
    .requiredOption('--schema <file>', 'JSON: column → kind; see docs/matching.md')
    .requiredOption('--out <file>', 'CSV to write: left_id,right_id,weight,probability, best first')
    .option('--min-probability <number>', 'pairs below are not written', share, 0.01)
    .option('--candidates-only', 'write the pairs that share a key, unscored', false)
    .option('--workers <number>', 'threads; default: all cores', whole)
    .option('--json', 'the summary as JSON', false);
}

async function overLists(
  { schema, out, minProbability, candidatesOnly, workers, json }: ListFlags,
  run: (options: ListOptions) => Promise<ListReport>,
): Promise<void> {
  const notes = notesOnStderr();
  const report = await explained(async () => {
    if (resolve(schema) === resolve(out))
      throw new UnusableList('The result would take the place of the schema. Give it another name.');
    const options = {
      schema: await readSchema(schema),
      out,
      minProbability,
      candidatesOnly,
      ...(workers !== undefined && { workers }),
    };
    return run({ ...options, ...notes.listeners });
  });
  notes.end();
  const { rows, badRows, candidates, largestGroup, written, seconds, comparisonsPerSecond } = report;
  const compared = candidatesOnly ? '' : `, ${Math.round(comparisonsPerSecond)} comparisons a second`;
  say(
    json,
    { rows, badRows, candidates, largestGroup, written, seconds, comparisonsPerSecond },
    `${rows} rows, ${candidates} candidates, ${written} pairs written in ${seconds.toFixed(1)} s${compared}`,
  );
}

async function readSchema(path: string): Promise<ListSchema> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UnusableList(`The schema ${path} cannot be read. Check the path.`);
  });
  return parseSchema(text);
}

/** A list that cannot be used ends with 2, so that scripts can tell it from a failure of Relink. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnusableList)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

function notesOnStderr(): {
  listeners: { onProgress: (progress: ListProgress) => void; onBadRow: (row: BadRow) => void };
  end: () => void;
} {
  let badRows = 0;
  let line = false;
  const started = Date.now();
  return {
    listeners: {
      onProgress({ step, done, of, perSecond, secondsLeft }) {
        if (Date.now() - started < 2_000) return;
        line = true;
        const total = of === undefined ? '' : ` of ${of}`;
        const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
        process.stderr.write(`\r${step}: ${done}${total}, ${Math.round(perSecond)} a second${left}        `);
      },
      onBadRow({ file, line: number, problem }) {
        if (++badRows <= MOST_BAD_ROWS_SHOWN)
          process.stderr.write(`${line ? '\n' : ''}${file}, line ${number}: ${problem}; left out\n`);
      },
    },
    end() {
      if (line) process.stderr.write('\n');
      if (badRows > MOST_BAD_ROWS_SHOWN)
        process.stderr.write(`${badRows - MOST_BAD_ROWS_SHOWN} more rows were left out.\n`);
    },
  };
}

function say(json: boolean, report: object, text: string): void {
  const peakMegabytes = Math.ceil(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(json ? `${JSON.stringify({ ...report, peakMegabytes })}\n` : `${text}; ${peakMegabytes} MB\n`);
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 256)
    throw new InvalidArgumentError('It must be a whole number from 0 to 256.');
  return value;
}
