import type { Transaction } from '#libs/database';
import { OUTCOMES } from '../outcomes.js';
import type { ReportLine } from '../report-file.js';
import { ListPiece, piecePlace, type PeopleList } from './list.entity.js';

/**
 * In a check nothing stays, so a piece does not know that an id stood in another one before. When all are through, the later
 * ones are said to be known, as they will be.
 */
export async function settleDoubles(tx: Transaction, { id }: PeopleList): Promise<void> {
  const met = new Set<string>();
  const pieces = await tx
    .of(ListPiece)
    .query('piece')
    .where('piece.dossierId = :id', { id })
    .orderBy('piece.number')
    .getMany();
  for (const piece of pieces) {
    const lines = await tx.vault.open<ReportLine[]>(id, piecePlace(piece.id, 'report'), piece.report!);
    const settled = lines.map((line) =>
      isDouble(line, met) ? { ...line, outcome: 'known' as const, ...OUTCOMES.known } : line,
    );
    const doubles = settled.filter((line, at) => line !== lines[at]).length;
    if (doubles === 0) continue;
    piece.added -= doubles;
    piece.known += doubles;
    piece.report = await tx.vault.seal(id, piecePlace(piece.id, 'report'), settled);
    await tx.of(ListPiece).save(piece);
  }
}

function isDouble({ outcome, reference }: ReportLine, met: Set<string>): boolean {
  if (outcome !== 'added' || reference === '') return false;
  if (met.has(reference)) return true;
  met.add(reference);
  return false;
}
