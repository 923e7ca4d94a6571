import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import { lockByName, type Transaction } from '#libs/database';
import { isId, type DossierId } from '#libs/kernel';
import type { LedgerEntry } from './erasing.js';

/** Below the home of the deployment. */
export const LEDGER_FILE = 'erasure-ledger.jsonl';

interface Row {
  subject_id: LedgerEntry['subjectId'];
  dossier_id: LedgerEntry['dossierId'];
  kind: LedgerEntry['kind'];
  erased_at: Date;
}

export async function ledgerInDatabase(tx: Transaction, dossierId?: DossierId): Promise<LedgerEntry[]> {
  const rows = await tx.sql<Row>(
    'SELECT subject_id, dossier_id, kind, erased_at FROM erasure_ledger WHERE $1::uuid IS NULL OR dossier_id = $1 ORDER BY erased_at, subject_id',
    [dossierId ?? null],
  );
  return rows.map((row) => ({
    subjectId: row.subject_id,
    dossierId: row.dossier_id,
    kind: row.kind,
    erasedAt: row.erased_at.toISOString(),
  }));
}

/**
 * The ledger outside the database: one line of JSON for each erased subject, pseudonyms only. A backup of the database is
 * older than the last erasures; this file is not.
 */
@Injectable()
export class LedgerFile {
  constructor(readonly path: string) {}

  /** All that was erased of a dossier, in one piece; a line that comes twice does no harm. */
  async append(tx: Transaction, dossierId: DossierId): Promise<void> {
    await lockByName(tx.sql, 'stewardship.ledger-file');
    const entries = await ledgerInDatabase(tx, dossierId);
    await mkdir(dirname(this.path), { recursive: true });
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    await appendFile(this.path, lines, { mode: 0o600 });
  }

  /** What stands in the file; a last line that was cut off by a crash is left out. */
  async read(): Promise<LedgerEntry[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => {
      const entry = parse(line);
      return entry ? [entry] : [];
    });
  }
}

function parse(line: string): LedgerEntry | undefined {
  try {
    const entry = JSON.parse(line) as LedgerEntry;
    const whole = isId(entry.subjectId) && isId(entry.dossierId) && !Number.isNaN(Date.parse(entry.erasedAt));
    return whole ? entry : undefined;
  } catch {
    return undefined;
  }
}
