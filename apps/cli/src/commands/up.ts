import type { Command } from 'commander';
import { readSettings } from '#libs/config';
import { up } from '../up/up.js';

export function addUpCommand(program: Command): void {
  program
    .command('up')
    .description('start everything on this machine: database, API, console, worker')
    .option('--fresh', 'start over: removes the demonstration in the home folder first', false)
    .option('--no-demo', 'start empty; the first administrator is made with "relink admin create"')
    .action(async ({ fresh, demo }: { fresh: boolean; demo: boolean }) => up(readSettings(), { fresh, demo }));
}
