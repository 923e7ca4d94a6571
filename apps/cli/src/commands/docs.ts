import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describeSettings } from '#libs/config';
import { describeExchange } from '#libs/partners';
import { describeProcessing, RETENTION_DEFAULTS } from '#libs/stewardship';
import { describeWorkflows } from '#libs/workflow';
import { WORKFLOWS } from '../workflows.js';

const DOCS = new URL('../../../../../docs/', import.meta.url);

const SETTINGS_INTRODUCTION = `# Settings

Made from the table in \`libs/config\`; do not edit. Each setting is an environment variable, or, for secrets kept in files, the same
name with \`_FILE\` behind it and the path of the file as its value. A wrong or unknown setting stops the start with one clear line.
`;

/** The documents that are made from the code. */
export function generatedDocs(): Record<string, string> {
  return {
    'domain.md': describeWorkflows(WORKFLOWS),
    'register-of-processing.md': describeProcessing(RETENTION_DEFAULTS),
    ...describeExchange(),
    'settings.md': `${SETTINGS_INTRODUCTION}\n${describeSettings()}\n`,
  };
}

export function addDocsCommand(program: Command): void {
  program
    .command('docs')
    .description('write the documents that are made from the code: docs/domain.md, docs/settings.md and others')
    .action(() => {
      for (const [name, text] of Object.entries(generatedDocs())) {
        const path = fileURLToPath(new URL(name, DOCS));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    });
}
