import type { Command } from 'commander';
import { Client } from 'pg';
import { readSettings } from '#libs/config';
import { createKeyring, FamilyKeys, KeyringKeyProvider, openKeyring } from '#libs/crypto';
import { databaseUrl } from '../home.js';
import { progressLine } from '../progress.js';
import { rewrapDataKeys } from '../rewrap-data-keys.js';

export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('the keyring of this deployment');
  keys
    .command('create')
    .description('make a keyring with fresh keys; refuses where there is one')
    .action(async () => {
      const { keyring } = readSettings();
      await createKeyring(keyring, { demo: false });
      process.stdout.write(
        `Made ${keyring}. Without this file no record can be read: keep a copy in a safe, apart from the backups of the database.\n`,
      );
    });
  keys
    .command('portal')
    .description('make the key file of the portal from the keyring: it opens nothing, and is all that the portal has')
    .action(async () => {
      const settings = readSettings();
      await new FamilyKeys(await openKeyring(settings.keyring)).portal.write(settings.portalKeys);
      process.stdout.write(`Made ${settings.portalKeys}. Put it where the portal runs; it can be made again.\n`);
    });
  keys
    .command('rotate')
    .description('make a new key the current one and wrap every data key with it; can be interrupted and run again')
    .option('--resume', 'make no new key, only go on wrapping with the current one', false)
    .action(async ({ resume }: { resume: boolean }) => {
      const settings = readSettings();
      const provider = new KeyringKeyProvider(await openKeyring(settings.keyring));
      const client = new Client({ connectionString: databaseUrl(settings, 'relink_owner') });
      await client.connect();
      try {
        if (!resume) await provider.rotate();
        let progress: ReturnType<typeof progressLine> | undefined;
        const rewrapped = await rewrapDataKeys(client, provider, (done, total) =>
          (progress ??= progressLine('keys', total)).update(done),
        );
        progress?.end();
        process.stdout.write(
          `${rewrapped} data keys are wrapped with the new key. Keep the old keyring file with the backups made before.\n`,
        );
      } finally {
        await client.end();
      }
    });
}
