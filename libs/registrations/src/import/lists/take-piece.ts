import { Injectable } from '@nestjs/common';
import { Account } from '#libs/access';
import type { DomainEvent, Transaction } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import type { RegistrationInput } from '../../registration-details.js';
import { Registrations } from '../../registrations.js';
import { ImportNotAllowed } from '../import.errors.js';
import { linesOf, type Answer } from '../outcomes.js';
import type { RawRow } from '../raw-row.js';
import { rowReader, type RowReader } from '../row-reader.js';
import { takeRows, tryOut } from '../take-rows.js';
import {
  contentOfList,
  detailsOfList,
  PIECE_TOPIC,
  PIECES_AT_ONCE,
  piecesOf,
  sendPiece,
  takeListStep,
} from './list-steps.js';
import { ListPiece, PeopleList, piecePlace } from './list.entity.js';
import { listWorkflow, type ListState } from './list.workflow.js';
import { refuseList } from './recognise-list.js';
import { settleDoubles } from './settle-doubles.js';

const RUNNING: readonly ListState[] = ['checking', 'importing'];
/** Rows a second that may be expected, at least: whoever was registered is looked for when all of a list is in. */
const PACE = 500;
const LONGEST_WAIT_SECONDS = 600;

/**
 * Takes in one piece of a list, or tries it out. The registrations, the report of the rows and the note that this piece is
 * done are one transaction, so a row lands once, whatever is killed or sent twice.
 */
@Injectable()
@HandlesEvents({ name: 'lists.take-piece', topics: [PIECE_TOPIC] })
export class TakePiece implements EventHandler {
  constructor(private readonly registrations: Registrations) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const [id, run, number] = [payload.listId as DossierId, Number(payload.run), Number(payload.number)];
    const list = await tx.of(PeopleList).findOrFail({ id });
    if (list.run !== run || !RUNNING.includes(list.state)) return;
    const piece = await tx.of(ListPiece).lockOrFail({ dossierId: id, number });
    if (piece.run >= run || !piece.content) return;
    const by = await whoBringsIn(tx, list);
    if (!by) return this.end(tx, list, async (current) => refuseList(tx, current, new ImportNotAllowed()));
    await this.take(tx, list, piece, by);
    if (number + PIECES_AT_ONCE < piecesOf(list)) sendPiece(tx, list, number + PIECES_AT_ONCE);
    // Locked last: the other pieces wait no longer than this transaction needs to end.
    await this.end(tx, list, async (current) => {
      const [left] = await tx.sql<{ count: number }>(
        'SELECT count(*)::int AS count FROM list_pieces WHERE dossier_id = $1 AND run < $2',
        [id, run],
      );
      if (left!.count > 0) return;
      if (current.state === 'checking') await settleDoubles(tx, current);
      current.runEndedAt = tx.now;
      await takeListStep(tx, current, current.state === 'checking' ? 'finish-check' : 'finish');
    });
  }

  private async take(tx: Transaction, list: PeopleList, piece: ListPiece, by: StaffActor): Promise<void> {
    const reader = await readerOf(tx, list);
    const rows = await tx.vault.open<RawRow[]>(list.listSubject, piecePlace(piece.id, 'content'), piece.content!);
    const left = (list.rows ?? 0) / PACE;
    const options = { listId: list.id, searchAfter: Math.min(LONGEST_WAIT_SECONDS, left) };
    const add = (inputs: readonly RegistrationInput[]) => this.registrations.importBatch(tx, inputs, by, options);
    const answers = await takeRows(
      rows.map((row) => reader.read(row)),
      tx.now,
      (inputs) =>
        list.state === 'checking'
          ? tryOut((takeBack) => tx.attempt(async () => takeBack(await add(inputs))))
          : tx.attempt(() => add(inputs)),
    );
    Object.assign(piece, countsOfAnswers(answers), { run: list.run });
    piece.report = await tx.vault.seal(list.id, piecePlace(piece.id, 'report'), answers.flatMap(linesOf));
    await tx.of(ListPiece).save(piece);
  }

  /** Changes the list, where it is still in the same run. */
  private async end(
    tx: Transaction,
    { id, run }: PeopleList,
    change: (list: PeopleList) => Promise<void>,
  ): Promise<void> {
    const current = await tx.of(PeopleList).lockOrFail({ id });
    if (current.run !== run || !RUNNING.includes(current.state)) return;
    await change(current);
    await tx.of(PeopleList).save(current);
  }
}

async function readerOf(tx: Transaction, list: PeopleList): Promise<RowReader> {
  const { source, mapping, defaults = {} } = await detailsOfList(tx, list);
  const content = await contentOfList(tx, list);
  if (!content || !('headers' in content)) throw new Error('A list that is taken in has been recognised.');
  // The day the run began: all of a list is registered on one day.
  const context = { source, defaults, now: list.runBeganAt! };
  return rowReader({ format: list.format!, headers: content.headers }, mapping, context);
}

/** Whoever began it, where they still work here and may still bring lists in. */
async function whoBringsIn(tx: Transaction, { inHandsOf }: PeopleList): Promise<StaffActor | undefined> {
  const account = await tx.of(Account).find({ id: inHandsOf, state: 'active' });
  const { by } = listWorkflow.transitions.find(({ action }) => action === 'start')!;
  if (!account || !by.includes(account.role)) return undefined;
  return { kind: 'staff', accountId: account.id, role: account.role, branchId: account.branchId };
}

function countsOfAnswers(answers: readonly Answer[]): Pick<ListPiece, 'added' | 'known' | 'refused' | 'warned'> {
  const counts = { added: 0, known: 0, refused: 0, warned: 0 };
  for (const { row, outcome } of answers) {
    counts['imported' in outcome ? outcome.imported : 'refused']++;
    if ('imported' in outcome && 'input' in row && row.warnings.length > 0) counts.warned++;
  }
  return counts;
}
