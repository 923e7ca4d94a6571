import { Account } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import type { CsvMapping } from '../csv/mapping.js';
import { ImportNotAllowed } from '../import.errors.js';
import type { ImportRow } from '../import-row.js';
import type { RawRow } from '../raw-row.js';
import type { ReportLine } from '../report-file.js';
import { rowReader, type RowReader } from '../row-reader.js';
import { basisOfList } from './basis-of-list.js';
import { contentOfList, detailsOfList, PIECES_AT_ONCE, piecesOf, sendPiece } from './list-steps.js';
import { ListPiece, PeopleList, piecePlace } from './list.entity.js';
import { listWorkflow, type ListState } from './list.workflow.js';
import { refuseList } from './recognise-list.js';

/** A piece on which something is done now, by whom it is done, and its rows as they are understood. */
export interface OpenPiece {
  list: PeopleList;
  piece: ListPiece;
  by: StaffActor;
  rows: ImportRow[];
}

/** The piece an event is about, locked; nothing where it is done already or its list went on without it. */
export async function openPiece(
  tx: Transaction,
  { payload }: DomainEvent,
  states: readonly ListState[],
): Promise<OpenPiece | undefined> {
  const [id, run, number] = [payload.listId as DossierId, Number(payload.run), Number(payload.number)];
  const list = await tx.of(PeopleList).findOrFail({ id });
  if (list.run !== run || !states.includes(list.state)) return undefined;
  const piece = await tx.of(ListPiece).lockOrFail({ dossierId: id, number });
  if (piece.run >= run || !piece.content) return undefined;
  const by = await whoBringsIn(tx, list);
  if (!by) {
    await inSameRun(tx, list, async (current) => refuseList(tx, current, new ImportNotAllowed()));
    return undefined;
  }
  const reader = await readerOf(tx, list);
  const rows = await tx.vault.open<RawRow[]>(list.listSubject, piecePlace(piece.id, 'content'), piece.content);
  return { list, piece, by, rows: rows.map((row) => reader.read(row)) };
}

/** Keeps what came of its rows, sends the next piece on its way, and ends the run where this was the last one. */
export async function closePiece(
  tx: Transaction,
  { list, piece }: OpenPiece,
  counts: Pick<ListPiece, 'added' | 'known' | 'refused' | 'warned'>,
  lines: readonly ReportLine[],
  finish: (list: PeopleList) => Promise<void>,
): Promise<void> {
  Object.assign(piece, counts, { run: list.run });
  piece.report = await tx.vault.seal(list.id, piecePlace(piece.id, 'report'), lines);
  await tx.of(ListPiece).save(piece);
  const next = piece.number + PIECES_AT_ONCE;
  if (next < piecesOf(list)) sendPiece(tx, list, next);
  // Locked last: the other pieces wait no longer than this transaction needs to end.
  await inSameRun(tx, list, async (current) => {
    const [left] = await tx.sql<{ count: number }>(
      'SELECT count(*)::int AS count FROM list_pieces WHERE dossier_id = $1 AND run < $2',
      [list.id, list.run],
    );
    if (left!.count > 0) return;
    current.runEndedAt = tx.now;
    await finish(current);
  });
}

/** Changes the list, where it is still in the same run. */
async function inSameRun(
  tx: Transaction,
  { id, run, state }: PeopleList,
  change: (list: PeopleList) => Promise<void>,
): Promise<void> {
  const current = await tx.of(PeopleList).lockOrFail({ id });
  if (current.run !== run || current.state !== state) return;
  await change(current);
  await tx.of(PeopleList).save(current);
}

async function readerOf(tx: Transaction, list: PeopleList): Promise<RowReader> {
  const details = await detailsOfList(tx, list);
  const { source, mapping, defaults = {} } = details;
  const content = await contentOfList(tx, list);
  if (!content || !('headers' in content)) throw new Error('A list that is taken in has been recognised.');
  // The day the run began: all of a list is registered on one day.
  const told = mapping?.basis ?? defaults.basis;
  const context = {
    source,
    defaults: { ...defaults, basis: basisOfList(list, details, told) },
    now: list.runBeganAt!,
  };
  const { basis: _, ...columns } = mapping ?? {};
  return rowReader({ format: list.format!, headers: content.headers }, mapping && (columns as CsvMapping), context);
}

/** Whoever began it, where they still work here and may still bring lists in. */
async function whoBringsIn(tx: Transaction, { inHandsOf }: PeopleList): Promise<StaffActor | undefined> {
  const account = await tx.of(Account).find({ id: inHandsOf, state: 'active' });
  const { by } = listWorkflow.transitions.find(({ action }) => action === 'start')!;
  if (!account || !by.includes(account.role)) return undefined;
  return { kind: 'staff', accountId: account.id, role: account.role, branchId: account.branchId };
}
