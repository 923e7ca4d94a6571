import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import { next } from '#libs/workflow';
import { isText, type MediaType } from './checks/file-types.js';
import { checkPdf } from './checks/pdf.js';
import { redraw, type CleanPicture } from './checks/pictures.js';
import { refusePolyglots } from './checks/polyglots.js';
import { Refused, type Refusal } from './checks/refusal.js';
import { VirusScanner } from './checks/virus-scanner.js';
import { FileSettings } from './file-settings.js';
import { detailsOf } from './file-contents.js';
import { contentOf, openFrom, previewOf, sealInto } from './sealed-objects.js';
import { noteFile } from './held-files.js';
import { detailsPlace, StoredFile, type FileDetails, type FileId } from './stored-file.entity.js';
import { storedFileWorkflow, type StoredFileAction } from './stored-file.workflow.js';
import { DROPPED_TOPIC, ObjectStore } from './store/object-store.js';

/**
 * Looks at what arrived, and lets it pass or refuses it. Where the scanner does not answer, the event fails and is tried
 * again later: until then nobody can open the file.
 */
@Injectable()
@HandlesEvents({ name: 'files.check', topics: ['files.received'] })
export class CheckFile implements EventHandler {
  private readonly scanner: VirusScanner | undefined;

  constructor(
    private readonly store: ObjectStore,
    private readonly settings: FileSettings,
  ) {
    if (settings.clamdAddress) this.scanner = new VirusScanner(settings.clamdAddress);
  }

  async handle(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    // Locked, so that nobody removes it while it is looked at.
    await tx.sql('SELECT 1 FROM files WHERE id = $1 FOR NO KEY UPDATE', [payload.fileId]);
    const file = await tx.of(StoredFile).find({ id: payload.fileId as FileId });
    if (file?.state !== 'received') return;
    const details = await detailsOf(tx, file);
    const object = { name: file.contentObject!, key: details.contentKey! };
    const bytes = await buffer(await openFrom(this.store, contentOf(file), object));
    try {
      const found = await this.look(bytes, file.mediaType!);
      if (typeof found === 'object') await this.replace(tx, file, details, found);
      else file.pages = found ?? null;
      await this.step(tx, file, 'pass');
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await this.refuse(tx, file, details, error.refusal);
    }
  }

  /** @returns a picture drawn anew, or the number of pages @throws Refused, ScannerUnavailable */
  private async look(bytes: Buffer, type: MediaType): Promise<CleanPicture | number | undefined> {
    await this.scanner?.check(bytes);
    refusePolyglots(bytes, type);
    if (type === 'application/pdf') return checkPdf(bytes, this.settings.limits);
    if (type !== 'text/plain') return redraw(bytes, type, this.settings.limits);
    if (!isText(bytes, true)) throw new Refused('unreadable');
    return undefined;
  }

  private async replace(tx: Transaction, file: StoredFile, details: FileDetails, clean: CleanPicture): Promise<void> {
    const before = file.contentObject!;
    const { bytes, preview, type } = clean;
    const content = await sealInto(this.store, contentOf(file), Readable.from([bytes]), bytes.length);
    const small = await sealInto(this.store, previewOf(file), Readable.from([preview]), preview.length);
    Object.assign(file, {
      contentObject: content.name,
      previewObject: small.name,
      mediaType: type,
      bytes: bytes.length,
    });
    const kept: FileDetails = { ...details, contentKey: content.key, previewKey: small.key };
    file.details = await tx.vault.seal(file.subject, detailsPlace(file.id), kept);
    // After the commit alone: should it fail, the next attempt needs what was sent.
    tx.outbox.emit(DROPPED_TOPIC, { object: before }, 'bulk');
  }

  private async refuse(tx: Transaction, file: StoredFile, { name }: FileDetails, refusal: Refusal): Promise<void> {
    tx.outbox.emit(DROPPED_TOPIC, { object: file.contentObject! }, 'bulk');
    Object.assign(file, { contentObject: null, refusal });
    file.details = await tx.vault.seal(file.subject, detailsPlace(file.id), { name } satisfies FileDetails);
    await this.step(tx, file, 'refuse');
  }

  private async step(tx: Transaction, file: StoredFile, action: StoredFileAction): Promise<void> {
    const facts = { 'nothing-hidden': true, 'scanner-content': true };
    const { to, transition } = next(storedFileWorkflow, file.state, action, 'system', facts);
    file.state = to;
    await tx.of(StoredFile).save(file);
    noteFile(tx, file, transition.emits);
  }
}
