import 'reflect-metadata';
import { Command } from 'commander';
import { addAdminCommands } from './commands/admin.js';
import { addAuditCommands } from './commands/audit.js';
import { addBenchCommand } from './commands/bench.js';
import { addDemoCommands } from './commands/demo.js';
import { addDocsCommand } from './commands/docs.js';
import { addImportCommands } from './commands/import.js';
import { addKeysCommands } from './commands/keys.js';
import { addMigrateCommand } from './commands/migrate.js';
import { addUpCommand } from './commands/up.js';
import { addWorkflowCommands } from './commands/workflow.js';
import { explain } from './explain.js';

const program = new Command('relink')
  .description('Relink: case tracking for Restoring Family Links')
  .showHelpAfterError();
for (const add of [
  addUpCommand,
  addMigrateCommand,
  addAdminCommands,
  addImportCommands,
  addKeysCommands,
  addAuditCommands,
  addWorkflowCommands,
  addDemoCommands,
  addDocsCommand,
  addBenchCommand,
]) {
  add(program);
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
