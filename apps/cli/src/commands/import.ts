import type { Command } from 'commander';
import { Accounts } from '#libs/access';
import { readSettings } from '#libs/config';
import {
  ImportRegistrations,
  readMappingFile,
  REGISTRATION_KINDS,
  type ImportReport,
  type RegistrationKind,
} from '#libs/registrations';
import { CommandRefused } from '../explain.js';
import { withOperator } from '../operator.js';
import { progressLine } from '../progress.js';

interface Options {
  as: string;
  mapping?: string;
  kind?: string;
  source?: string;
  dryRun: boolean;
  report?: string;
}

export function addImportCommands(program: Command): void {
  program
    .command('import')
    .description('bring in files')
    .command('registrations <file>')
    .description(
      'CSV or XLSX (with a mapping, or well-known column names) or PFIF 1.4; running it again adds nothing twice',
    )
    .requiredOption('--as <email>', 'the member of staff whose registrations they become')
    .option('--mapping <file>', 'JSON: which column is what; see docs/import.md')
    .option('--kind <kind>', `for records that do not say it: ${REGISTRATION_KINDS.join(', ')}`)
    .option('--source <name>', 'the list the ids are from; the name of the file where it is left out')
    .option('--dry-run', 'do everything and take it back', false)
    .option('--report <file>', 'write a row-by-row report (CSV) here')
    .action(async (file: string, options: Options) => importRegistrations(file, options));
}

async function importRegistrations(
  path: string,
  { as: email, mapping, kind, source, dryRun, report }: Options,
): Promise<void> {
  if (kind !== undefined && !(REGISTRATION_KINDS as readonly string[]).includes(kind)) {
    throw new CommandRefused(`--kind must be one of: ${REGISTRATION_KINDS.join(', ')}`);
  }
  await withOperator(readSettings(), 'relink_api', async ({ get }) => {
    const as = await get(Accounts).actorWith(email);
    if (!as)
      throw new CommandRefused(
        'There is no active account with this e-mail address. Give the address of a caseworker with --as.',
      );
    const progress = progressLine('rows');
    const done = await get(ImportRegistrations).import(
      { path },
      {
        ...(mapping !== undefined && { mapping: await readMappingFile(mapping) }),
        as,
        dryRun,
        defaults: {
          ...(kind !== undefined && { kind: kind as RegistrationKind }),
          ...(source !== undefined && { source }),
        },
        report,
      },
      ({ rows, perSecond, secondsLeft }) => progress.show(rows, perSecond, secondsLeft),
    );
    progress.end();
    process.stdout.write(describe(done, report));
    if (done.refused > 0) process.exitCode = 3;
  });
}

function describe(
  { format, rows, added, known, refused, warned, seconds, dryRun, unusedColumns }: ImportReport,
  report: string | undefined,
): string {
  const lines = [
    `${format.toUpperCase()}, ${rows} records in ${seconds.toFixed(1)} s${dryRun ? ' (dry run: nothing was kept)' : ''}`,
    `  added    ${added}${warned > 0 ? ` (${warned} with something left out or assumed)` : ''}`,
    `  known    ${known}`,
    `  refused  ${refused}`,
  ];
  if (unusedColumns.length > 0) lines.push(`  columns nothing was taken from: ${unusedColumns.join(', ')}`);
  if (report !== undefined) lines.push(`  row by row: ${report}`);
  else if (refused + warned > 0) lines.push('  run it again with --report FILE to see which rows and why');
  return `${lines.join('\n')}\n`;
}
