import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { benchCasework } from '../bench/casework.js';
import { benchExchange } from '../bench/exchange.js';
import { benchImport } from '../bench/import.js';
import { benchLinkage, PART_NAMES } from '../bench/linkage/bench-linkage.js';
import { benchLists, LIST_PARTS, type ListPart } from '../bench/lists/bench-lists.js';
import { benchMainJob } from '../bench/main-job.js';
import { benchPortal } from '../bench/portal.js';
import { benchRetrieval } from '../bench/retrieval/bench-retrieval.js';

export function addBenchCommand(program: Command): void {
  const bench = program.command('bench').description('measure Relink and print a table');
  bench
    .command('main-job')
    .description(
      'import registrations, open tracing requests over HTTP, and see whether the true counterpart is proposed first',
    )
    .requiredOption('--data <folder>', 'folder with febrl4/a.csv and febrl4/b.csv')
    .option('--requests <number>', 'tracing requests to open', '500')
    .action(async ({ data, requests }: { data: string; requests: string }) =>
      benchMainJob({ data, requests: Number(requests) }),
    );
  bench
    .command('casework')
    .description('registrations, requests and reads over HTTP at the pace of a busy day, on top of many persons')
    .option('--persons <number>', 'persons registered before', '100000')
    .option('--seconds <number>', 'how long the pace is kept', '120')
    .action(async ({ persons, seconds }: { persons: string; seconds: string }) =>
      benchCasework({ persons: Number(persons), seconds: Number(seconds) }),
    );
  bench
    .command('portal')
    .description('page views of families at a steady pace while the API answers')
    .option('--seconds <number>', 'how long the pace is kept', '30')
    .action(async ({ seconds }: { seconds: string }) => benchPortal({ seconds: Number(seconds) }));
  bench
    .command('exchange')
    .description('two deployments that send each other signed and sealed messages at a steady pace')
    .option('--seconds <number>', 'how long the pace is kept', '30')
    .action(async ({ seconds }: { seconds: string }) => benchExchange({ seconds: Number(seconds) }));
  bench
    .command('import')
    .description('import a list of invented people into an empty database while nothing else is at work')
    .option('--rows <number>', 'rows of the list', '100000')
    .option('--seed <text>', 'which invented people', 'import')
    .action(async ({ rows, seed }: { rows: string; seed: string }) => benchImport({ rows: Number(rows), seed }));
  bench
    .command('linkage')
    .description('measure the matching engine on labelled data, beside its peers')
    .requiredOption('--data <folder>', 'folder with the evaluation data')
    .option('--only <part>', `run one part alone: ${PART_NAMES.join(', ')}`)
    .action(async ({ data, only }: { data: string; only?: string }) =>
      benchLinkage({ data, ...(only !== undefined && { only }) }),
    );
  bench
    .command('lists')
    .description('made-up lists of any length through "match pairs", "link" and "dedupe": pace, memory, what is found')
    .option('--rows <number>', 'rows of the long list, and pairs', '1000000')
    .option('--sought <number>', 'rows of the short list', '50000')
    .option('--seed <text>', 'which made-up people', 'lists')
    .addOption(new Option('--only <part>', 'run one part alone').choices(LIST_PARTS))
    .action(async ({ rows, sought, seed, only }: Record<'rows' | 'sought' | 'seed', string> & { only?: ListPart }) =>
      benchLists({ rows: Number(rows), sought: Number(sought), seed, ...(only !== undefined && { only }) }),
    );
  bench
    .command('retrieval')
    .description(
      'look for sought persons in a registry of sealed records, as large as you like, beside peers on plain names',
    )
    .option('--records <number>', 'registrations', '1000000')
    .option('--queries <number>', 'persons who are sought', '1000')
    .option('--peer-queries <number>', 'of these, for the peers; 0 leaves the peers out', '100')
    .option('--workers <number>', 'threads that fill the registry', '2')
    .option('--seed <seed>', 'another seed, other people', '1')
    .option('--home <folder>', 'keep the registry there: filled the first time, only asked from then on')
    .option('--ask <number>', 'how many of the sought are looked for, all unless told')
    .option('--skip <number>', 'of the sought, so many are passed over first', '0')
    .action(async ({ home, ask, ...options }: RetrievalArguments) =>
      benchRetrieval({
        records: Number(options.records),
        queries: Number(options.queries),
        peerQueries: Number(options.peerQueries),
        workers: Number(options.workers),
        seed: options.seed,
        skip: Number(options.skip),
        ...(home !== undefined && { home: resolve(home) }),
        ...(ask !== undefined && { ask: Number(ask) }),
      }),
    );
}

type RetrievalArguments = Record<'records' | 'queries' | 'peerQueries' | 'workers' | 'seed' | 'skip', string> &
  Partial<Record<'home' | 'ask', string>>;
