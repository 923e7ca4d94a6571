import { Dossier } from '#libs/access';
import type { Receipt, Transaction } from '#libs/database';
import { dayOf } from '#libs/kernel';
import { next, type Facts } from '#libs/workflow';
import { doerOf } from '../../take-step.js';
import { MOST_IN_BATCH } from '../../registrations.js';
import { listPlace, type ListContent, type ListDetails, type PeopleList } from './list.entity.js';
import { listWorkflow, type ListAction, type ListGuard } from './list.workflow.js';
import { ListReportGone } from './lists.errors.js';

/** Topic of one piece of a list that is to be taken in. */
export const PIECE_TOPIC = 'lists.piece';

/** Topic of one piece of a list that is to be compared with open requests. */
export const COMPARED_PIECE_TOPIC = 'lists.piece-compared';

/** Pieces of one list on their way at once: while one waits for the database, another reads and seals. */
export const PIECES_AT_ONCE = 4;

/** Moves a list along its table and tells the others; leaves saving it to the caller. */
export async function takeListStep(
  tx: Transaction,
  list: PeopleList,
  action: ListAction,
  facts: Facts<ListGuard> = {},
): Promise<void> {
  const dossier = await tx.of(Dossier).findOrFail({ id: list.id });
  tx.authorize('see', dossier.facts);
  const { to, transition } = next(listWorkflow, list.state, action, doerOf(tx.actor), facts);
  tx.authorize('work', dossier.facts, { by: transition.by });
  list.state = to;
  if ((listWorkflow.terminal as readonly string[]).includes(to)) list.endedAt = tx.now;
  tx.audit.record(transition.emits, { type: 'dossier', id: list.id }, { state: to });
  tx.outbox.emit(transition.emits, { listId: list.id }, 'bulk');
}

/** Begins a run over all rows: its first pieces go out, and each of them sends the next one after it. */
export function beginRun(tx: Transaction, list: PeopleList): void {
  list.run++;
  list.runBeganAt = tx.now;
  list.runEndedAt = null;
  for (let number = 0; number < Math.min(PIECES_AT_ONCE, piecesOf(list)); number++) sendPiece(tx, list, number);
}

export function sendPiece(tx: Transaction, { id, run, state }: PeopleList, number: number): void {
  const topic = state === 'comparing' ? COMPARED_PIECE_TOPIC : PIECE_TOPIC;
  tx.outbox.emit(topic, { listId: id, run: String(run), number: String(number) }, 'bulk');
}

export function piecesOf({ rows }: PeopleList): number {
  return Math.ceil((rows ?? 0) / MOST_IN_BATCH);
}

export function receiptOf({ id, state, version }: PeopleList): Receipt {
  return { id, state, version };
}

/** May it still be used, by what was agreed with whoever made it? */
export function isAgreed({ keptUntil }: PeopleList, now: Date): boolean {
  return keptUntil === null || dayOf(now) <= keptUntil;
}

/** @throws ListReportGone */
export function detailsOfList(tx: Transaction, { id, details }: PeopleList): Promise<ListDetails> {
  if (!details) throw new ListReportGone();
  return tx.vault.open<ListDetails>(id, listPlace(id, 'details'), details);
}

export async function setDetails(tx: Transaction, list: PeopleList, details: ListDetails): Promise<void> {
  list.details = await tx.vault.seal(list.id, listPlace(list.id, 'details'), details);
}

/** What is still there of the list itself. */
export async function contentOfList(tx: Transaction, list: PeopleList): Promise<ListContent | undefined> {
  if (!list.content) return undefined;
  return tx.vault.open<ListContent>(list.listSubject, listPlace(list.id, 'content'), list.content);
}

export async function setContent(tx: Transaction, list: PeopleList, content: ListContent): Promise<void> {
  list.content = await tx.vault.seal(list.listSubject, listPlace(list.id, 'content'), content);
}
