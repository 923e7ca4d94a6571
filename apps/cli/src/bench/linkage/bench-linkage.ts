import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandRefused } from '../../explain.js';
import { printTable } from '../table.js';
import { checkFiles } from './evaluation-data.js';
import { febrl } from './febrl.js';
import { historical } from './historical.js';
import { namePairs } from './name-pairs.js';
import type { Measured, Part } from './part.js';
import { PeerDatabase } from './peer-database.js';
import { popularNames } from './popular-names.js';
import { scripts } from './scripts.js';
import { speed } from './speed.js';
import { strangers } from './strangers.js';
import { synthetic } from './synthetic.js';
import { variants } from './variants.js';
import { weights } from './weights.js';

const PARTS: readonly Part[] = [
  namePairs,
  strangers,
  historical,
  febrl,
  scripts,
  popularNames,
  variants,
  synthetic,
  weights,
  speed,
];

export const PART_NAMES = PARTS.map(({ name }) => name);

/** How good and how fast the engine is on labelled data, beside its peers in the same run. Ends with 1 where a goal is missed. */
export async function benchLinkage({ data, only }: { data: string; only?: string }): Promise<void> {
  const parts = PARTS.filter(({ name }) => only === undefined || name === only);
  if (parts.length === 0)
    throw new CommandRefused(`There is no part "${only}". Choose one of: ${PART_NAMES.join(', ')}.`);
  checkFiles(
    data,
    parts.flatMap(({ files }) => files),
  );
  const measured = await measureAll(parts, data);
  const rows = measured.flatMap((one) => one.rows);
  const groups = measured.flatMap((one) => one.groups ?? []);
  if (rows.length > 0) printTable('linkage: how good, how fast (indented: parts of a measure, and peers)', rows);
  if (groups.length > 0) printTable('linkage: by script, sex and culture (R recall, P precision)', groups);
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
}

async function measureAll(parts: readonly Part[], data: string): Promise<Measured[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'relink-bench-'));
  // Run as root, the database has a user of its own who must get in.
  chmodSync(scratch, 0o711);
  let database: Promise<PeerDatabase> | undefined;
  const peers = () => (database ??= PeerDatabase.start(scratch));
  try {
    const measured: Measured[] = [];
    for (const [at, part] of parts.entries()) {
      process.stderr.write(`${part.name} (${at + 1} of ${parts.length})\n`);
      measured.push(await part.measure({ data, scratch, peers }));
    }
    return measured;
  } finally {
    await (await database)?.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
