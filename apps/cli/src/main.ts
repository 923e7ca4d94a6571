import 'reflect-metadata';
import { Command } from 'commander';
import { explain } from './explain.js';

/** Each command is loaded when it is asked for: comparing two files needs no server framework. */
const COMMANDS: Record<string, () => Promise<(program: Command) => void>> = {
  up: async () => (await import('./commands/up.js')).addUpCommand,
  migrate: async () => (await import('./commands/migrate.js')).addMigrateCommand,
  admin: async () => (await import('./commands/admin.js')).addAdminCommands,
  import: async () => (await import('./commands/import.js')).addImportCommands,
  match: async () => (await import('./commands/match.js')).addMatchCommands,
  keys: async () => (await import('./commands/keys.js')).addKeysCommands,
  audit: async () => (await import('./commands/audit.js')).addAuditCommands,
  partner: async () => (await import('./commands/partner.js')).addPartnerCommands,
  erasures: async () => (await import('./commands/erasures.js')).addErasuresCommands,
  workflow: async () => (await import('./commands/workflow.js')).addWorkflowCommands,
  demo: async () => (await import('./commands/demo.js')).addDemoCommands,
  docs: async () => (await import('./commands/docs.js')).addDocsCommand,
  bench: async () => (await import('./commands/bench.js')).addBenchCommand,
};

const program = new Command('relink')
  .description('Relink: case tracking for Restoring Family Links')
  .showHelpAfterError();
const asked = COMMANDS[process.argv[2] ?? ''];
for (const load of asked ? [asked] : Object.values(COMMANDS)) (await load())(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
