import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Accounts, LEAST_PASSWORD } from '#libs/access';
import { readSettings } from '#libs/config';
import { systemActor, type Actor, type BranchId } from '#libs/kernel';
import { CommandRefused } from '../explain.js';
import { withOperator } from '../operator.js';

interface Answers {
  email: string;
  name: string;
  branch: string;
  password: string;
}

export function addAdminCommands(program: Command): void {
  const admin = program.command('admin').description('accounts from the command line');
  admin
    .command('create')
    .description('make the first administrator; asks for everything it needs')
    .action(async () => {
      const answers = await ask();
      await withOperator(readSettings(), 'relink_worker', async ({ get }) => {
        const accounts = get(Accounts);
        const by = systemActor('admin-create');
        const branchId = await branchOf(accounts, answers.branch, by);
        const { totp } = await accounts.createActive(
          { email: answers.email, name: answers.name, role: 'administrator', branchId },
          answers.password,
          by,
        );
        process.stdout.write(
          `\nThe account is ready. Add it to an authenticator app now; this is shown once:\n\n  ${totp.uri}\n\n  or type in: ${totp.secret}\n\n`,
        );
      });
    });
  admin
    .command('invite-again <email>')
    .description('a new link for somebody who cannot sign in any more; what they signed in with before opens nothing')
    .action(async (email: string) => {
      const settings = readSettings();
      await withOperator(settings, 'relink_worker', async ({ get }) => {
        const token = await get(Accounts).inviteFromTheServer(email, systemActor('admin-invite-again'));
        if (!token) throw new CommandRefused('There is no account with this e-mail address. Check how it is written.');
        process.stdout.write(
          `\nGive this link to them alone. It works once, for three days:\n\n  ${settings.publicOrigin}/enrol/${token}\n\n`,
        );
      });
    });
}

async function branchOf(accounts: Accounts, name: string, by: Actor): Promise<BranchId> {
  const known = (await accounts.listBranches(by)).find((branch) => branch.name === name);
  if (known) return known.id;
  const code = name
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 3)
    .toUpperCase()
    .padEnd(3, 'X');
  return (await accounts.addBranch({ name, code }, by)).id as BranchId;
}

async function ask(): Promise<Answers> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const lines = terminal[Symbol.asyncIterator]();
  // Line by line, so that answers can come from a person or from a pipe.
  const next = async (question: string) => {
    process.stdout.write(question);
    const line = await lines.next();
    const answer = line.done ? '' : line.value.trim();
    if (answer === '') throw new CommandRefused('An answer is needed. Start again with: relink admin create');
    return answer;
  };
  try {
    const email = await next('E-mail address: ');
    if (!/^[^\s@]+@[^\s@]+$/.test(email))
      throw new CommandRefused('That is not an e-mail address. Start again with: relink admin create');
    const name = await next('Name: ');
    const branch = await next('Branch (is made if it is new): ');
    const password = await next(`Password (${LEAST_PASSWORD} characters or more): `);
    if (password.length < LEAST_PASSWORD)
      throw new CommandRefused(
        `The password needs at least ${LEAST_PASSWORD} characters. Start again with: relink admin create`,
      );
    return { email, name, branch, password };
  } finally {
    terminal.close();
  }
}
