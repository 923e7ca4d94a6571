import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { newId, type DossierId, type SubjectId } from '#libs/kernel';
import { next } from '#libs/workflow';
import { Arriving } from './arriving.js';
import type { MediaType } from './checks/file-types.js';
import type { Refusal } from './checks/refusal.js';
import { FileContents, detailsOf, type OpenedFile } from './file-contents.js';
import { FileSettings } from './file-settings.js';
import { FileIncomplete, FileNotReady, FileTooLarge, FileTypeNotAccepted } from './files.errors.js';
import { forgetFiles } from './forget-files.js';
import { contentOf, sealInto } from './sealed-objects.js';
import { detailsPlace, StoredFile, type FileDetails, type FileId, type FileKind } from './stored-file.entity.js';
import { storedFileWorkflow, type StoredFileAction } from './stored-file.workflow.js';
import { ObjectStore } from './store/object-store.js';

/** A file that came with something of a partner, without its bytes. */
export interface HeldFile {
  id: FileId;
  state: StoredFile['state'];
  kind: FileKind;
  mediaType: MediaType | null;
  bytes: number | null;
  refusal: Refusal | null;
  hasPreview: boolean;
}

interface Announced {
  holder: SubjectId;
  dossierId: DossierId;
  kind: FileKind;
  name: string;
}

/** Files that came with something of a partner: sealed under its key, seen as long as it is, gone with it. */
@Injectable()
export class HeldFiles {
  constructor(
    private readonly store: ObjectStore,
    private readonly settings: FileSettings,
    private readonly contents: FileContents,
  ) {}

  /** Says which file is to come. Refused already where it is larger than is accepted here. */
  async announce(tx: Transaction, { holder, dossierId, kind, name }: Announced, bytes: number): Promise<HeldFile> {
    const { to, transition } = next(storedFileWorkflow, 'none', 'announce', 'system', {});
    const id = newId<'file'>();
    const details: FileDetails = { name };
    const file = tx.of(StoredFile).create({
      id,
      dossierId,
      personId: null,
      holder,
      kind,
      state: to,
      addedBy: null,
      addedAt: tx.now,
      details: await tx.vault.seal(holder, detailsPlace(id), details),
      // What the store keeps of it is not known yet.
      ...{ mediaType: null, bytes: null, pages: null, refusal: null, contentObject: null, previewObject: null },
      version: 1,
    });
    await tx.of(StoredFile).insert(file);
    noteFile(tx, file, transition.emits);
    if (bytes > this.settings.limits.bytes) await this.end(tx, id, 'too-large');
    return shown(file);
  }

  /**
   * Takes all bytes of an announced file; the checks follow. Where they are of another type than was told, it is refused.
   * @throws NotFound
   */
  async receive(
    tx: Transaction,
    id: FileId,
    content: Readable,
    told: { bytes: number; mediaType: string },
  ): Promise<void> {
    const file = await tx.of(StoredFile).lockOrFail({ id });
    if (file.state !== 'announced') return;
    const arriving = new Arriving(told.bytes);
    arriving.on('error', () => undefined);
    content.on('error', (error) => arriving.destroy(error));
    try {
      const { name, key } = await sealInto(this.store, contentOf(file), content.pipe(arriving), told.bytes);
      if (arriving.type !== told.mediaType) {
        await this.store.remove(name);
        return await this.end(tx, id, 'not-as-announced');
      }
      const details: FileDetails = { ...(await detailsOf(tx, file)), contentKey: key };
      Object.assign(file, { contentObject: name, bytes: told.bytes, mediaType: arriving.type });
      file.details = await tx.vault.seal(file.subject, detailsPlace(id), details);
      await step(tx, file, 'receive');
      tx.outbox.emit('files.received', { fileId: id }, 'bulk');
    } catch (error) {
      const another = [FileTooLarge, FileIncomplete, FileTypeNotAccepted].some((kind) => error instanceof kind);
      if (!another) throw error;
      await this.end(tx, id, 'not-as-announced');
    }
  }

  /** Announced, and not there yet. */
  async isAwaited(tx: Transaction, id: FileId): Promise<boolean> {
    return (await tx.of(StoredFile).find({ id }))?.state === 'announced';
  }

  /** What came is not what was announced. */
  async end(tx: Transaction, id: FileId, refusal: Refusal): Promise<void> {
    const file = await tx.of(StoredFile).lockOrFail({ id });
    if (file.state !== 'announced') return;
    file.refusal = refusal;
    await step(tx, file, 'refuse');
  }

  /** @throws NotFound, FileNotReady */
  async open(tx: Transaction, id: FileId, part: 'content' | 'preview'): Promise<() => Promise<OpenedFile>> {
    const file = await tx.of(StoredFile).findOrFail({ id });
    if (file.state !== 'ready' || !file.holder) throw new FileNotReady();
    const details = await detailsOf(tx, file);
    return () => this.contents.open(file, details, part);
  }

  /** Rows and bytes; the keys to them went with the holder's. */
  forget(tx: Transaction, where: { holder: SubjectId } | { id: FileId }): Promise<void> {
    return forgetFiles(tx, where);
  }
}

/** Those that came with it, as they stand now. */
export async function heldBy(tx: Transaction, holder: SubjectId): Promise<HeldFile[]> {
  const files = await tx.of(StoredFile).all({ holder });
  return files.sort((one, other) => (one.id < other.id ? -1 : 1)).map(shown);
}

function shown({ id, state, kind, mediaType, bytes, refusal, previewObject }: StoredFile): HeldFile {
  return { id, state, kind, mediaType, bytes, refusal, hasPreview: state === 'ready' && previewObject !== null };
}

async function step(tx: Transaction, file: StoredFile, action: StoredFileAction): Promise<void> {
  const facts = { 'arrived-whole': true, 'type-accepted': true };
  const { to, transition } = next(storedFileWorkflow, file.state, action, 'system', facts);
  file.state = to;
  await tx.of(StoredFile).save(file);
  noteFile(tx, file, transition.emits);
}

/** What became of a file, for the log; and for whoever it came to, where it was refused. */
export function noteFile(tx: Transaction, { id, dossierId, holder, refusal }: StoredFile, topic: string): void {
  tx.audit.record(topic, { type: 'dossier', id: dossierId }, { file: id, ...(refusal && { refusal }) });
  if (holder && refusal) tx.outbox.emit(topic, { fileId: id });
}
