import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fingerprint, newKitKeys, runConformance, type KitKeys, type ConformanceOutcome } from '#libs/partners';
import { CommandRefused } from '../explain.js';

export function addPartnerCommands(program: Command): void {
  const partner = program.command('partner').description('partners of the exchange');
  partner
    .command('conformance-keys <file>')
    .description('make keys for the conformance kit; a deployment under test pins them like those of a partner')
    .option('--society <code>', 'code of the partner that the kit plays', 'KIT')
    .action((file: string, { society }: { society: string }) => {
      if (existsSync(file)) throw new CommandRefused(`${file} is there already. Choose another name.`);
      const keys = newKitKeys(society, Math.floor(Date.now() / 1_000));
      writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
      process.stdout.write(describeKeys(keys, file));
    });
  partner
    .command('conformance')
    .description('play a correct and a hostile partner against a deployment, and say what it did')
    .requiredOption('--url <origin>', 'origin of its exchange, such as https://exchange.relink.example')
    .requiredOption('--keys <file>', 'keys of the kit, which the deployment has pinned')
    .option('--json', 'for machines', false)
    .action(async ({ url, keys: file, json }: { url: string; keys: string; json: boolean }) => {
      if (!URL.canParse(url)) throw new CommandRefused('--url is no address. Give the origin of the exchange.');
      const progress = (done: number, of: number) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} checks`);
      };
      const { society, outcomes } = await runConformance(new URL(url).origin, readKeys(file), progress);
      if (process.stderr.isTTY) process.stderr.write('\r');
      process.stdout.write(json ? `${JSON.stringify({ society, outcomes }, null, 2)}\n` : table(society, outcomes));
      if (outcomes.some(({ passed }) => !passed)) process.exitCode = 1;
    });
}

function describeKeys({ society, told }: KitKeys, file: string): string {
  const lines = told.map(({ use, kid, until }) => {
    const day = new Date(until * 1_000).toISOString().slice(0, 10);
    return `  ${use}   ${fingerprint(kid)}   until ${day}`;
  });
  return [
    `Made ${file}. Propose ${society} as a partner at the deployment under test, with the keys in "told", the purpose`,
    '"share-with-partner" alone and "restricted" as the highest sensitivity; approve it there with these fingerprints:',
    '',
    ...lines,
    '',
    `Then run:  relink partner conformance --url ORIGIN --keys ${file}`,
    'Revoke it when you are done.',
    '',
  ].join('\n');
}

function readKeys(file: string): KitKeys {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KitKeys;
  } catch {
    throw new CommandRefused(`${file} holds no keys of the kit. Make some with: relink partner conformance-keys FILE`);
  }
}

function table(society: string, outcomes: readonly ConformanceOutcome[]): string {
  const width = Math.max(...outcomes.map(({ check }) => check.length));
  const failed = outcomes.filter(({ passed }) => !passed).length;
  const lines = outcomes.map(
    ({ check, expected, got, passed }) =>
      `  ${check.padEnd(width)}   ${passed ? got : `${got}   NOT ${expected.toUpperCase()}`}`,
  );
  const verdict = failed === 0 ? 'Everything as it should be.' : `${failed} of ${outcomes.length} not as it should be.`;
  return `\nconformance of ${society}\n\n${lines.join('\n')}\n\n${verdict}\n`;
}
