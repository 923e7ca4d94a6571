import { Injectable } from '@nestjs/common';
import { In, type FindOptionsWhere } from 'typeorm';
import type { DomainEvent, Transaction } from '#libs/database';
import { isId, type PersonId } from '#libs/kernel';
import {
  Erases,
  HandlesEvents,
  RunsOn,
  type Eraser,
  type ErasureScope,
  type EventHandler,
  type Scheduled,
} from '#libs/queues';
import { StoredFile } from './stored-file.entity.js';
import { DROPPED_TOPIC, ObjectStore } from './store/object-store.js';

/**
 * Rows go with the transaction, objects after it, by an event that it leaves: should it be rolled back, nothing is lost,
 * and should the process die after it, the objects are still taken out of the store.
 */
export async function forgetFiles(tx: Transaction, where: FindOptionsWhere<StoredFile>): Promise<void> {
  for (const file of await tx.of(StoredFile).all(where)) {
    const { id, dossierId, contentObject, previewObject } = file;
    for (const object of [contentObject, previewObject]) if (object) tx.outbox.emit(DROPPED_TOPIC, { object }, 'bulk');
    await tx.of(StoredFile).remove(file);
    tx.audit.record('file.removed', { type: 'dossier', id: dossierId }, { file: id });
  }
}

/** The files of whoever is erased, or of a whole dossier. The keys to them are sealed under the keys that go as well. */
@Injectable()
@Erases({ name: 'files' })
export class EraseFiles implements Eraser {
  erase(tx: Transaction, { dossierId, personId }: ErasureScope): Promise<void> {
    return forgetFiles(tx, personId ? { dossierId, personId } : { dossierId });
  }
}

/** The files of somebody who was taken out of a record, and what was still on its way while they were erased. */
@Injectable()
@HandlesEvents({ name: 'files.forget-person', topics: ['stewardship.person-erased', 'people.person-removed'] })
export class ForgetFiles implements EventHandler {
  handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    return forgetFiles(tx, { personId: payload.personId as PersonId });
  }
}

/** Takes what nothing points at any more out of the store. */
@Injectable()
@HandlesEvents({ name: 'files.drop-object', topics: [DROPPED_TOPIC] })
export class DropObject implements EventHandler {
  constructor(private readonly store: ObjectStore) {}

  handle(_: Transaction, { payload }: DomainEvent): Promise<void> {
    return this.store.remove(payload.object!);
  }
}

const PAGE = 500;
/** Younger objects may be of an upload that goes on. */
const SETTLED_MS = 24 * 3_600_000;

/** Objects that no file knows: of uploads that broke off, and of processes that died between the store and the commit. */
@Injectable()
@RunsOn({ name: 'sweep-files', every: 'day', at: '02:30' })
export class SweepFiles implements Scheduled {
  constructor(private readonly store: ObjectStore) {}

  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const page = await this.store.list(PAGE, after);
    const settled = page.filter(({ writtenAt }) => tx.now.getTime() - writtenAt.getTime() > SETTLED_MS);
    const names = settled.map(({ name }) => name).filter(isId);
    const files =
      names.length === 0
        ? []
        : await tx.of(StoredFile).all([{ contentObject: In(names) }, { previewObject: In(names) }]);
    const known = new Set(files.flatMap(({ contentObject, previewObject }) => [contentObject, previewObject]));
    for (const { name } of settled) if (!known.has(name)) await this.store.remove(name);
    return page.length === PAGE ? page.at(-1)!.name : undefined;
  }
}
