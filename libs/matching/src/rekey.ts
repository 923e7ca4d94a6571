import { Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { ENGINE_VERSION } from '#libs/linkage';
import { RunsOn, type Scheduled } from '#libs/queues';
import { IndexDossiers } from './index-dossiers.js';

/** Persons a page remakes. */
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
  /** For the log alone. */
  private pages = 0;

  constructor(private readonly dossiers: IndexDossiers) {}

  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const [version, personId] = after === undefined ? ['', ''] : (after.split(' ') as [string, string]);
    const page = (await oldOnes(tx, version, personId)) ?? (await oldOnes(tx, await versionAfter(tx, version), ''));
    if (!page) {
      if (after !== undefined) this.logger.log(`Search keys: everybody has those of version ${ENGINE_VERSION}.`);
      return undefined;
    }
    if (after === undefined || (this.pages += 1) % 10 === 0)
      this.logger.log(`Search keys of version ${ENGINE_VERSION}: ${(await rekeyProgress(tx)).left} persons to go.`);
    await this.dossiers.bringInStep(tx, page.dossierIds, 'bulk');
    return `${page.version} ${page.last}`;
  }
}

interface Page {
  version: string;
  last: PersonId;
  dossierIds: DossierId[];
}

/** The next persons of an older version, by id: a page never comes back to those of the page before. */
async function oldOnes(tx: Transaction, version: string | undefined, after: string): Promise<Page | undefined> {
  if (!version) return undefined;
  const rows = await tx.sql<{ person_id: PersonId; dossier_id: DossierId }>(
    `SELECT person_id, dossier_id FROM match_keys WHERE engine_version = $1 AND ($2::uuid IS NULL OR person_id > $2)
     ORDER BY person_id LIMIT $3`,
    [version, after || null, PAGE],
  );
  const last = rows.at(-1)?.person_id;
  return last && { version, last, dossierIds: [...new Set(rows.map(({ dossier_id }) => dossier_id))] };
}

/** The next version after this one that some persons have and that is not the current one. */
async function versionAfter(tx: Transaction, version: string): Promise<string | undefined> {
  const rows = await tx.sql<{ version: string | null }>(
    `SELECT min(engine_version) AS version FROM match_keys WHERE engine_version > $1 AND engine_version < $2
     UNION ALL SELECT min(engine_version) FROM match_keys WHERE engine_version > $1 AND engine_version > $2`,
    [version, ENGINE_VERSION],
  );
  return rows.flatMap((row) => row.version ?? []).sort()[0];
}

export async function rekeyProgress(tx: Transaction): Promise<RekeyProgress> {
  const persons = await tx.sql<{ version: string; persons: number }>(
    'SELECT engine_version AS version, count(*)::int AS persons FROM match_keys GROUP BY 1 ORDER BY 1',
  );
  const left = persons.reduce((sum, row) => sum + (row.version === ENGINE_VERSION ? 0 : row.persons), 0);
  return { version: ENGINE_VERSION, persons, left };
}
