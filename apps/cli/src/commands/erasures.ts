import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { readSettings } from '#libs/config';
import { LEDGER_FILE, LedgerFile, Replay } from '#libs/stewardship';
import { withOperator } from '../operator.js';
import { progressLine } from '../progress.js';

export function addErasuresCommands(program: Command): void {
  program
    .command('erasures')
    .description('who was erased')
    .command('replay')
    .description('after a restore from a backup: erase again everybody whom the ledger says was erased')
    .addOption(
      new Option('--ledger <file>', `the copy of the ledger; ${LEDGER_FILE} in the home folder where left out`),
    )
    .action(async ({ ledger }: { ledger?: string }) => {
      const settings = readSettings();
      const progress = progressLine('entries');
      await withOperator(settings, 'relink_worker', async ({ get }) => {
        const file = new LedgerFile(ledger ?? join(settings.home, LEDGER_FILE));
        const { known, again } = await get(Replay).run(file, progress.update);
        progress.end();
        process.stdout.write(
          known === 0
            ? 'The ledger is empty: nobody was erased, or this is not the ledger. Check the path.\n'
            : `${known} erasures in the ledger; ${again} had come back and were erased again.\n`,
        );
      });
    });
}
