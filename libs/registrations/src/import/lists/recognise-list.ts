import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { DROPPED_TOPIC, SealedFileDamaged, Uploads } from '#libs/files';
import { newId, type DossierId } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { MOST_IN_BATCH } from '../../registrations.js';
import { meaningsOf } from '../csv/known-headers.js';
import { ImportEmpty, ImportRefused } from '../import.errors.js';
import { openList } from '../open-list.js';
import type { RawRow } from '../raw-row.js';
import type { Bytes } from '../text-of.js';
import { contentOfList, detailsOfList, setContent, setDetails, takeListStep } from './list-steps.js';
import { ListPiece, PeopleList, piecePlace } from './list.entity.js';
import { ListHasMalware, ListTooLong, ListTooWide } from './lists.errors.js';

/** Most rows of one list. */
const MOST_ROWS = 200_000;
/** Most columns: what whoever maps them can still look through. */
const MOST_COLUMNS = 500;
/** Rows that are shown to whoever says what the columns are, and how much of each cell. */
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 60;
const CHUNK_BYTES = 65_536;

/** Looks at a list that arrived: which kind of file it is and what its columns are called; cuts it into pieces, or refuses it. */
@Injectable()
@HandlesEvents({ name: 'lists.recognise', topics: ['lists.uploaded'] })
export class RecogniseList implements EventHandler {
  constructor(private readonly uploads: Uploads) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const list = await tx.of(PeopleList).lockOrFail({ id: payload.listId as DossierId });
    const content = await contentOfList(tx, list);
    if (list.state !== 'uploaded' || !content || !('object' in content)) return;
    const { delimiter } = await detailsOfList(tx, list);
    try {
      const bytes = await this.uploads.read(list.id, content.object);
      if (!bytes) throw new ListHasMalware();
      await tx.attempt(() => cut(tx, list, inChunks(bytes), delimiter));
      await takeListStep(tx, list, 'recognise');
    } catch (error) {
      if (!(error instanceof ImportRefused || error instanceof SealedFileDamaged)) throw error;
      await refuseList(tx, list, error);
    }
    // What was in it lies in the pieces now.
    tx.outbox.emit(DROPPED_TOPIC, { object: content.object.name }, 'bulk');
    await tx.of(PeopleList).save(list);
  }
}

/** Ends it, saying why and where. */
export async function refuseList(
  tx: Transaction,
  list: PeopleList,
  { code, message, line }: { code: string; message: string; line?: number },
): Promise<void> {
  list.failure = code;
  await setDetails(tx, list, {
    ...(await detailsOfList(tx, list)),
    failure: { message, ...(line !== undefined && { line }) },
  });
  await takeListStep(tx, list, 'refuse');
}

async function cut(tx: Transaction, list: PeopleList, bytes: Bytes, delimiter?: string): Promise<void> {
  const file = await openList(bytes, delimiter);
  if (file.headers.length > MOST_COLUMNS) throw new ListTooWide(MOST_COLUMNS);
  const examples: string[][] = [];
  let [count, number, waiting] = [0, 0, [] as RawRow[]];
  const keep = async () => {
    if (waiting.length === 0) return;
    const id = newId<'list-piece'>();
    const content = await tx.vault.seal(list.listSubject, piecePlace(id, 'content'), waiting);
    const none = { run: 0, added: 0, known: 0, refused: 0, warned: 0 };
    const piece = { id, dossierId: list.id, number: number++, rows: waiting.length, content, ...none };
    await tx.of(ListPiece).insert(tx.of(ListPiece).create(piece));
    waiting = [];
  };
  for await (const row of file.rows()) {
    if (++count > MOST_ROWS) throw new ListTooLong(row.line, MOST_ROWS);
    if (examples.length < EXAMPLES && 'values' in row) examples.push(row.values.map(shortened));
    if (waiting.push(row) === MOST_IN_BATCH) await keep();
  }
  await keep();
  if (count === 0) throw new ImportEmpty();
  list.format = file.format;
  list.rows = count;
  await setContent(tx, list, { headers: file.headers, meanings: meaningsOf(file.headers), examples });
}

function shortened(text: string): string {
  return text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…`.toWellFormed() : text;
}

function inChunks(bytes: Buffer): Bytes {
  return async function* () {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
      yield await Promise.resolve(bytes.subarray(start, start + CHUNK_BYTES));
  };
}
