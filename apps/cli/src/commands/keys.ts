import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { readSettings } from '#libs/config';
import {
  createExchangeKeys,
  createKeyring,
  ExchangeKeys,
  FamilyKeys,
  KeyringKeyProvider,
  openKeyring,
  revokeExchangeKey,
  rotateExchangeKeys,
} from '#libs/crypto';
import { fingerprint, OwnKeys } from '#libs/partners';
import { CommandRefused } from '../explain.js';
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
  const exchange = keys.command('exchange').description('the keys by which partners know this Society');
  exchange
    .command('show', { isDefault: true })
    .description('make a first pair where there is none, and print the fingerprints that people compare by voice')
    .action(async () => {
      const { exchangeKeys: path, society } = readSettings();
      if (!existsSync(path)) {
        await createExchangeKeys(path, { demo: false }, new Date());
        process.stdout.write(`Made ${path}. Only the exchange and the worker may have it; keep a copy in a safe.\n`);
      }
      process.stdout.write(describeKeys(new OwnKeys(new ExchangeKeys(path), society)));
    });
  exchange
    .command('rotate')
    .description('fresh pairs beside the old ones, which end after sixteen days; partners learn of them by themselves')
    .action(async () => {
      const { exchangeKeys: path, society } = readSettings();
      await rotateExchangeKeys(path, new Date());
      process.stdout.write(describeKeys(new OwnKeys(new ExchangeKeys(path), society)));
    });
  exchange
    .command('revoke <fingerprint>')
    .description('end a key that somebody else may have: partners are told at once, and what they sealed to it is lost')
    .action(async (read: string) => {
      const { exchangeKeys: path, society } = readSettings();
      const wanted = read.toUpperCase().replace(/[^A-Z2-7]/g, '');
      const key = new OwnKeys(new ExchangeKeys(path), society)
        .all()
        .find(({ kid }) => fingerprint(kid).replaceAll(' ', '') === wanted);
      if (!key) throw new CommandRefused('No key of the exchange has this fingerprint. See: relink keys exchange');
      await revokeExchangeKey(path, key.x, new Date());
      process.stdout.write(
        'The key is revoked, and the worker tells every partner. Call each of them: where no other key of ours is pinned, they pair anew.\n',
      );
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

function describeKeys(own: OwnKeys): string {
  const day = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(0, 10);
  const lines = own.all().map(({ kid, use, from, until, revokedAt }) => {
    const state = revokedAt === undefined ? '' : `   revoked on ${day(revokedAt)}`;
    return `  ${use}   ${fingerprint(kid)}   ${day(from)} to ${day(until)}${state}`;
  });
  return `Keys of ${own.society} for the exchange:\n\n${lines.join('\n')}\n`;
}
