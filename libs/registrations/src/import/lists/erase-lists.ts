import { Injectable } from '@nestjs/common';
import { DataKeyDestroyed } from '#libs/crypto';
import type { DomainEvent, Transaction } from '#libs/database';
import { DROPPED_TOPIC } from '#libs/files';
import { dayOf, type DossierId } from '#libs/kernel';
import {
  Erases,
  HandlesEvents,
  RunsOn,
  type Eraser,
  type ErasureScope,
  type EventHandler,
  type Scheduled,
} from '#libs/queues';
import { contentOfList, takeListStep } from './list-steps.js';
import { PeopleList } from './list.entity.js';

/** A list that nobody took further, or that came to no end by itself, is cancelled after this time. */
const LIST_DAYS = 30;
/** The report of a list that has come to its end can be read for so long. */
const REPORT_DAYS = 90;
const PAGE = 100;

/** A list that has come to its end is needed no longer: its rows go, and the key they are sealed under. */
@Injectable()
@HandlesEvents({ name: 'lists.erase', topics: ['lists.imported', 'lists.closed', 'lists.cancelled', 'lists.failed'] })
export class EraseList implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const id = payload.listId as DossierId;
    // In the order in which a piece locks them.
    await tx.sql('UPDATE list_pieces SET content = NULL WHERE dossier_id = $1', [id]);
    await eraseContent(tx, await tx.of(PeopleList).lockOrFail({ id }));
  }
}

async function eraseContent(tx: Transaction, list: PeopleList): Promise<void> {
  if (!list.content) return;
  const content = await contentOfList(tx, list).catch(unlessDestroyed);
  if (content && 'object' in content) tx.outbox.emit(DROPPED_TOPIC, { object: content.object.name }, 'bulk');
  await tx.sql('UPDATE lists SET content = NULL WHERE id = $1', [list.id]);
  await tx.vault.destroy(list.listSubject);
  tx.audit.record('lists.erased', { type: 'dossier', id: list.id });
}

/** After a restore the list may be here again and its key not: then its object is swept, as nothing points at it. */
function unlessDestroyed(error: unknown): undefined {
  if (!(error instanceof DataKeyDestroyed)) throw error;
  return undefined;
}

/** A list has a key of its own: where its dossier is erased, that key goes too, and what still lies in the store. */
@Injectable()
@Erases({ name: 'lists' })
export class EraseListKeys implements Eraser {
  async erase(tx: Transaction, { dossierId, personId }: ErasureScope): Promise<void> {
    const list = personId ? null : await tx.of(PeopleList).find({ id: dossierId });
    if (list) await eraseContent(tx, list);
  }
}

/** Ends lists that were left lying or whose agreed time is over, and erases the reports whose time is over. */
@Injectable()
@RunsOn({ name: 'forget-lists', every: 'day', at: '02:45' })
export class ForgetLists implements Scheduled {
  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const left = await tx
      .of(PeopleList)
      .query('list')
      .where('list.endedAt IS NULL AND (list.announcedAt < :left OR list.keptUntil < :today)', {
        left: daysBefore(tx, LIST_DAYS),
        today: dayOf(tx.now),
      })
      .orderBy('list.id')
      .limit(PAGE)
      .setLock('pessimistic_write')
      .getMany();
    for (const list of left) {
      await takeListStep(tx, list, 'run-out');
      await tx.of(PeopleList).save(list);
    }
    const old = await tx.sql<{ id: DossierId }>(
      `SELECT id FROM lists WHERE details IS NOT NULL AND ended_at < $1 ORDER BY id LIMIT ${PAGE} FOR UPDATE`,
      [daysBefore(tx, REPORT_DAYS)],
    );
    for (const { id } of old) {
      await tx.sql('DELETE FROM list_pieces WHERE dossier_id = $1', [id]);
      await tx.sql('UPDATE lists SET details = NULL WHERE id = $1', [id]);
      await tx.vault.destroy(id);
      tx.audit.record('lists.report-erased', { type: 'dossier', id });
    }
    // What is done is not found again: the next page begins where this one began.
    return left.length + old.length > 0 ? String(Number(after ?? 0) + 1) : undefined;
  }
}

function daysBefore({ now }: Transaction, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
