import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { systemActor, type PersonId } from '#libs/kernel';
import { Erasing, type LedgerEntry } from './erasing.js';
import { ledgerInDatabase, type LedgerFile } from './ledger-file.js';

const BY = systemActor('erasures-replay');

export interface Replayed {
  /** Subjects in the ledger. */
  known: number;
  /** Those whose data or key had come back and was erased again. */
  again: number;
}

/** After a restore from a backup: erases again everybody who was erased since the backup was made. */
@Injectable()
export class Replay {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly erasing: Erasing,
  ) {}

  /** Can be interrupted and run again: each subject is a transaction of its own. */
  async run(file: LedgerFile, progress: (done: number) => void = () => undefined): Promise<Replayed> {
    const inDatabase = await this.unitOfWork.run(BY, (tx) => ledgerInDatabase(tx));
    const entries = new Map<string, LedgerEntry>();
    for (const entry of [...inDatabase, ...(await file.read())]) entries.set(entry.subjectId, entry);
    let again = 0;
    // Dossiers first: they take their people along.
    const ordered = [...entries.values()].sort((a, b) => Number(a.kind === 'person') - Number(b.kind === 'person'));
    for (const [done, entry] of ordered.entries()) {
      if (await this.eraseAgain(entry)) again++;
      progress(done + 1);
    }
    return { known: entries.size, again };
  }

  private eraseAgain({ subjectId, dossierId, kind, erasedAt }: LedgerEntry): Promise<boolean> {
    return this.unitOfWork.run(BY, async (tx) => {
      const [row] = await tx.sql<{ back: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM persons WHERE id = $1) OR EXISTS (SELECT 1 FROM dossiers WHERE id = $1)
           OR NOT EXISTS (SELECT 1 FROM erasure_ledger WHERE subject_id = $1)
           OR EXISTS (SELECT 1 FROM vault.data_keys WHERE subject_id = $1 AND wrapped IS NOT NULL) AS back`,
        [subjectId],
      );
      if (!row!.back) return false;
      await this.erasing.erase(
        tx,
        { dossierId, ...(kind === 'person' && { personId: subjectId as PersonId }) },
        new Date(erasedAt),
      );
      return true;
    });
  }
}
