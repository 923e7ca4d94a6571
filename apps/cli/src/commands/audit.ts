import { join } from 'node:path';
import type { Command } from 'commander';
import { checkpointFile, verifyAuditLog, type Finding } from '#libs/audit';
import { readSettings } from '#libs/config';
import { AuditSigner } from '#libs/crypto';
import { UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';
import { withOperator } from '../operator.js';
import { progressLine } from '../progress.js';

export function addAuditCommands(program: Command): void {
  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description('look for deleted, edited, cut or rewritten entries; ends with 1 where there are any')
    .action(async () => {
      const settings = readSettings();
      const progress = progressLine('entries');
      await withOperator(settings, 'relink_worker', async ({ get, keyring }) => {
        const verification = await get(UnitOfWork).run(systemActor('audit-verify'), (tx) =>
          verifyAuditLog(tx.sql, new AuditSigner(keyring), join(settings.home, checkpointFile), progress.update),
        );
        progress.end();
        const { entries, chains, checkpoints, findings } = verification;
        process.stdout.write(`${entries} entries in ${chains} chains, ${checkpoints} signed checkpoints.\n`);
        for (const finding of findings) process.stdout.write(`  ${describe(finding)}\n`);
        process.stdout.write(
          findings.length === 0
            ? 'The log is whole.\n'
            : 'The log was tampered with. Tell the steward; keep the database as it is.\n',
        );
        if (findings.length > 0) process.exitCode = 1;
      });
    });
}

function describe(finding: Finding): string {
  const place =
    'chain' in finding ? `chain ${finding.chain}, entry ${finding.seq}` : `checkpoint ${finding.checkpoint}`;
  return `${finding.kind}: ${place}`;
}
