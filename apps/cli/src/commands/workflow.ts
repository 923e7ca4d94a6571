import type { Command } from 'commander';
import { listWorkflow } from '#libs/workflow';
import { WORKFLOWS } from '../workflows.js';

export function addWorkflowCommands(program: Command): void {
  program
    .command('workflow')
    .description('the lives of records')
    .command('list')
    .description('all tables: states, steps, roles, conditions')
    .option('--json', 'for machines', false)
    .action(({ json }: { json: boolean }) => {
      const tables = WORKFLOWS.map((table) => listWorkflow(table));
      if (json) process.stdout.write(`${JSON.stringify(tables, null, 2)}\n`);
      else
        for (const { name, states, transitions } of tables)
          process.stdout.write(`${name}: ${states.length} states, ${transitions.length} steps\n`);
    });
}
