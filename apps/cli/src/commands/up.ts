import { type Command, Option } from 'commander';
import { readSettings } from '#libs/config';
import { up } from '../up/up.js';

export function addUpCommand(program: Command): void {
  program
    .command('up')
    .description('start everything on this machine: database, API, console, worker')
    .option('--fresh', 'start over: removes the demonstration in the home folder first', false)
    .option('--no-demo', 'start empty; the first administrator is made with "relink admin create"')
    .addOption(
      new Option(
        '--societies <number>',
        'two paired Societies show the exchange on one machine; ports of the second +100',
      )
        .choices(['1', '2'])
        .default('1'),
    )
    .action(async ({ fresh, demo, societies }: { fresh: boolean; demo: boolean; societies: '1' | '2' }) =>
      up(readSettings(), { fresh, demo, societies: societies === '2' ? 2 : 1 }),
    );
}
