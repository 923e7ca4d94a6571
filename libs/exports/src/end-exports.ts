import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import type { DomainEvent, Transaction } from '#libs/database';
import {
  Erases,
  HandlesEvents,
  RunsOn,
  type Eraser,
  type ErasureScope,
  type EventHandler,
  type Scheduled,
} from '#libs/queues';
import { next } from '#libs/workflow';
import { destroyFile } from './destroy-file.js';
import { Export, type ExportId } from './export.entity.js';
import { exportWorkflow, type ExportAction } from './export.workflow.js';
import { note } from './exports.js';

const PAGE = 100;

async function step(tx: Transaction, one: Export, action: ExportAction): Promise<void> {
  const { to, transition } = next(exportWorkflow, one.state, action, 'system', {});
  one.state = to;
  await destroyFile(tx, one);
  await tx.of(Export).save(one);
  note(tx, one.id, transition.emits);
}

/** Files that were made and have not ended, with somebody of these in them, or somebody who was removed. */
async function filesWith(tx: Transaction, by: 'person_id' | 'dossier_id', id: string): Promise<Export[]> {
  const rows = await tx.sql<{ id: ExportId }>(
    `SELECT e.id FROM exports e CROSS JOIN LATERAL (
       SELECT count(*) AS rows, coalesce(bool_or(p.${by} = $1), false) AS concerned
       FROM export_persons p WHERE p.export_id = e.id) AS found
     WHERE e.state IN ('ready', 'key-shown') AND (found.concerned OR found.rows < e.rows) ORDER BY e.id`,
    [id],
  );
  const files: Export[] = [];
  for (const { id: exportId } of rows) files.push(await tx.of(Export).lockOrFail({ id: exportId }));
  return files;
}

/** What was agreed a week ago, made three days ago or handed over yesterday is no more. */
@Injectable()
@RunsOn({ name: 'expire-exports', every: 'hour', at: '20' })
export class ExpireExports implements Scheduled {
  async run(tx: Transaction): Promise<string | undefined> {
    const over = await tx
      .of(Export)
      .query('export')
      .where({ state: In(['asked', 'approved-once', 'ready', 'key-shown']), expiresAt: LessThanOrEqual(tx.now) })
      .orderBy('export.id')
      .limit(PAGE)
      .setLock('for_no_key_update')
      .getMany();
    for (const one of over) await step(tx, one, 'expire');
    return over.length === PAGE ? over.at(-1)!.id : undefined;
  }
}

/** Somebody said no, was removed or needs protection: whatever file they are in is made again without them. */
@Injectable()
@HandlesEvents({
  name: 'exports.follow-refusals',
  topics: [
    'consent.basis-withdrawn',
    'consent.narrowed',
    'consent.restricted',
    'people.person-removed',
    'cases.sensitivity-changed',
    'registrations.registration-changed',
  ],
})
export class FollowRefusals implements EventHandler {
  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const { personId, requestId, registrationId } = payload;
    const files = personId
      ? await filesWith(tx, 'person_id', personId)
      : await filesWith(tx, 'dossier_id', (requestId ?? registrationId)!);
    for (const one of files) await step(tx, one, 'make-again');
  }
}

/** Whoever is erased is erased from the files too, which are made again without them. */
@Injectable()
@Erases({ name: 'exports' })
export class EraseFromExports implements Eraser {
  async erase(tx: Transaction, { dossierId, personId }: ErasureScope): Promise<void> {
    const files = await filesWith(tx, personId ? 'person_id' : 'dossier_id', personId ?? dossierId);
    for (const one of files) await step(tx, one, 'make-again');
  }
}
