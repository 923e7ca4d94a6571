import { Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { ENGINE_VERSION } from '#libs/linkage';
import { RunsOn, type Scheduled } from '#libs/queues';
import { IndexDossiers } from './index-dossiers.js';

/** Dossiers a page remakes. */
const PAGE = 100;

export interface RekeyProgress {
  version: string;
  /** Persons by the version of the engine that made their keys. */
  persons: { version: string; persons: number }[];
  left: number;
}

/**
 * After the engine has changed: makes the keys of everybody anew and looks for them again, page by page in the bulk
 * lane, behind everything that somebody waits for. Which persons are left stands in their rows, so a run that was
 * interrupted goes on where it was. A new version is a new schedule: it begins as soon as a worker has it.
 */
@Injectable()
@RunsOn({ name: `matching-rekey-${ENGINE_VERSION.replaceAll('.', '-')}`, every: 'hour', at: '20' })
export class Rekey implements Scheduled {
  private readonly logger = new Logger(Rekey.name);

  constructor(private readonly dossiers: IndexDossiers) {}

  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const rows = await tx.sql<{ dossier_id: DossierId }>(
      `SELECT DISTINCT dossier_id FROM (
         (SELECT dossier_id FROM match_keys WHERE engine_version < $1 LIMIT $2)
         UNION ALL (SELECT dossier_id FROM match_keys WHERE engine_version > $1 LIMIT $2)
       ) AS old LIMIT $2`,
      [ENGINE_VERSION, PAGE],
    );
    if (rows.length === 0) {
      if (after !== undefined) this.logger.log(`Search keys: everybody has those of version ${ENGINE_VERSION}.`);
      return undefined;
    }
    const page = after === undefined ? 1 : Number(after) + 1;
    if (page === 1 || page % 10 === 0)
      this.logger.log(`Search keys of version ${ENGINE_VERSION}: ${(await rekeyProgress(tx)).left} persons to go.`);
    await this.dossiers.bringInStep(
      tx,
      rows.map(({ dossier_id }) => dossier_id),
      'bulk',
    );
    return String(page);
  }
}

export async function rekeyProgress(tx: Transaction): Promise<RekeyProgress> {
  const persons = await tx.sql<{ version: string; persons: number }>(
    'SELECT engine_version AS version, count(*)::int AS persons FROM match_keys GROUP BY 1 ORDER BY 1',
  );
  const left = persons.reduce((sum, row) => sum + (row.version === ENGINE_VERSION ? 0 : row.persons), 0);
  return { version: ENGINE_VERSION, persons, left };
}
