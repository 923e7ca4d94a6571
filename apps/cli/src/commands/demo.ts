import type { Command } from 'commander';
import { readSettings } from '#libs/config';
import { Totp } from '#libs/crypto';
import { readDemoSignIn } from '../demo/demo-sign-in.js';
import { CommandRefused } from '../explain.js';
import { Home } from '../home.js';

export function addDemoCommands(program: Command): void {
  program
    .command('demo')
    .description('the demonstration')
    .command('code <email>')
    .description('the six-digit code of a demo account, as its authenticator app would show it now')
    .action((email: string) => {
      const { accounts } = readDemoSignIn(Home.open(readSettings()));
      const account = accounts.find((candidate) => candidate.email === email.toLowerCase());
      if (!account)
        throw new CommandRefused(
          `There is no demo account ${email}. The accounts are: ${accounts.map((candidate) => candidate.email).join(', ')}`,
        );
      process.stdout.write(`${new Totp(account.totpSecret).code(new Date())}\n`);
    });
}
