import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { HeldFiles, type FileId } from '#libs/files';
import { daysAfter } from '#libs/kernel';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { Tasks } from '#libs/tasks';
import { partsOf, type SharedPerson } from '../protocol/index.js';
import { PartnerFile } from './shared-file.entities.js';
import { keyOfRecord, PartnerRecord } from './sharing.entities.js';

/** Topic of files of which all parts are there. */
export const ARRIVED_TOPIC = 'partner-files.arrived';
const DAYS_TO_READ = 3;
const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;

/** What comes with a partner's record: announced by it, collected part by part, and gone with it. Only for the worker. */
@Injectable()
export class HoldFiles {
  constructor(private readonly files: HeldFiles) {}

  async announce(
    tx: Transaction,
    { id: recordId, dossierId }: PartnerRecord,
    society: string,
    told: SharedPerson['files'] = [],
  ): Promise<void> {
    for (const { id: toldId, kind, sha256, mediaType, bytes } of told) {
      const holder = keyOfRecord(recordId);
      // What it was called over there stays there.
      const name = `${society}-${kind}.${EXTENSION[mediaType]}`;
      const { id } = await this.files.announce(tx, { holder, dossierId, kind, name }, bytes);
      await tx.of(PartnerFile).insert(tx.of(PartnerFile).create({ id, recordId, toldId, sha256, mediaType, bytes }));
    }
  }

  /** A part that is there already is not kept again. With the last one the whole is looked at. */
  async take(tx: Transaction, { id, recordId, bytes: whole }: PartnerFile, part: number, bytes: string): Promise<void> {
    if (!(await this.files.isAwaited(tx, id))) return;
    const sealed = await tx.vault.seal(keyOfRecord(recordId), partPlace(id, part), bytes);
    await tx.sql('INSERT INTO partner_file_parts (file_id, part, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      id,
      part,
      sealed,
    ]);
    const [row] = await tx.sql<{ there: number }>(
      'SELECT count(*)::int AS there FROM partner_file_parts WHERE file_id = $1',
      [id],
    );
    if (row!.there === partsOf(whole)) tx.outbox.emit(ARRIVED_TOPIC, { fileId: id }, 'bulk');
  }

  /** All of the record's, or those that a correction does not name. Their digests stay, for the certificate. */
  async forget(tx: Transaction, { id: recordId }: PartnerRecord, kept: SharedPerson['files'] = []): Promise<void> {
    for (const { id, toldId } of await tx.of(PartnerFile).all({ recordId }))
      if (!kept.some((one) => one.id === toldId)) {
        await this.files.forget(tx, { id });
        await tx.sql('DELETE FROM partner_file_parts WHERE file_id = $1', [id]);
      }
  }
}

/** All parts are there: put together, compared with what was announced, and handed to the checks that every file goes through. */
@Injectable()
@HandlesEvents({ name: 'partners.put-files-together', topics: [ARRIVED_TOPIC] })
export class PutFilesTogether implements EventHandler {
  constructor(private readonly files: HeldFiles) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const id = payload.fileId as FileId;
    const file = await tx.of(PartnerFile).find({ id });
    // Called back meanwhile.
    if (!file || !(await this.files.isAwaited(tx, id))) return;
    const rows = await tx.sql<{ part: number; bytes: Buffer }>(
      'SELECT part, bytes FROM partner_file_parts WHERE file_id = $1 ORDER BY part',
      [id],
    );
    const pieces: Buffer[] = [];
    const hash = createHash('sha256');
    for (const { part, bytes } of rows) {
      const told = await tx.vault.open<string>(keyOfRecord(file.recordId), partPlace(id, part), bytes);
      const piece = Buffer.from(told, 'base64url');
      hash.update(piece);
      pieces.push(piece);
    }
    if (hash.digest('base64url') === file.sha256) await this.files.receive(tx, id, Readable.from(pieces), file);
    else await this.files.end(tx, id, 'not-as-announced');
    await tx.sql('DELETE FROM partner_file_parts WHERE file_id = $1', [id]);
  }
}

/** A file of a partner was refused: the record stays, and somebody tells the partner. */
@Injectable()
@HandlesEvents({ name: 'partners.tell-refused-files', topics: ['files.refused'] })
export class TellRefusedFiles implements EventHandler {
  constructor(private readonly tasks: Tasks) {}

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const file = await tx.of(PartnerFile).find({ id: payload.fileId as FileId });
    if (!file) return;
    const due = daysAfter(tx.now, DAYS_TO_READ);
    await this.tasks.open(tx, { kind: 'partner-file-refused', about: file.recordId, role: 'liaison', due });
  }
}

function partPlace(id: FileId, part: number) {
  return { table: 'partner_file_parts', column: 'bytes', row: `${id}/${part}` };
}
