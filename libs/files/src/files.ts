import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { authorizedDossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { Person } from '#libs/people';
import { availableToPeople, next, type Step } from '#libs/workflow';
import { Arriving } from './arriving.js';
import type { MediaType } from './checks/file-types.js';
import type { Refusal } from './checks/refusal.js';
import { FileContents, detailsOf, type OpenedFile } from './file-contents.js';
import { FileNotReady, FileTooLarge } from './files.errors.js';
import { FileSettings } from './file-settings.js';
import { contentOf, sealInto, type SealedObject } from './sealed-objects.js';
import { detailsPlace, StoredFile, type FileDetails, type FileId, type FileKind } from './stored-file.entity.js';
import { storedFileWorkflow, type StoredFileAction, type StoredFileState } from './stored-file.workflow.js';
import { DROPPED_TOPIC, ObjectStore } from './store/object-store.js';

export interface NewFile {
  kind: FileKind;
  /** As it was called where it came from. */
  name: string;
  /** Whose file it is; left out, it is the case's. */
  personId?: PersonId;
}

export interface FileLine extends Omit<NewFile, 'personId'> {
  id: FileId;
  personId: PersonId | null;
  state: StoredFileState;
  mediaType: MediaType | null;
  bytes: number | null;
  pages: number | null;
  refusal: Refusal | null;
  hasPreview: boolean;
  /** Why it was removed. */
  removal?: string;
  addedAt: Date;
  version: number;
  /** What a person can do with it; what the checks do is left out. */
  actions: Step<StoredFileAction>[];
}

/** The files of a record, and whether its reader can add one. */
export interface FileList {
  files: FileLine[];
  actions: Step<StoredFileAction>[];
}

/** Files of a dossier: announced, received, listed and opened. What came with a partner's record is not among them. */
@Injectable()
export class Files {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ObjectStore,
    private readonly settings: FileSettings,
    private readonly contents: FileContents,
  ) {}

  /** Bytes of the largest file that is taken. */
  get largest(): number {
    return this.settings.limits.bytes;
  }

  /** Says which file is to come. @throws NotFound, Forbidden */
  announce(dossierId: DossierId, { kind, name, personId }: NewFile, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'record');
      if (personId) await tx.of(Person).findOrFail({ id: personId, dossierId });
      const { to, transition } = next(storedFileWorkflow, 'none', 'announce', by.role, {});
      const id = newId<'file'>();
      const details: FileDetails = { name };
      const file = tx.of(StoredFile).create({
        id,
        dossierId,
        personId: personId ?? null,
        holder: null,
        kind,
        state: to,
        addedBy: by.accountId,
        addedAt: tx.now,
        details: await tx.vault.seal(personId ?? dossierId, detailsPlace(id), details),
      });
      await tx.of(StoredFile).insert(file);
      tx.audit.record(transition.emits, { type: 'dossier', id: dossierId }, { file: id, kind });
      return { id, state: to, version: 1 };
    });
  }

  /**
   * Takes the bytes, sealing them as they come; no transaction waits for them. Until all of them are there the file does
   * not know of any.
   * @param bytes as many as the sender says there are
   * @throws FileTooLarge, FileTypeNotAccepted, FileIncomplete, StaleVersion, TransitionRefused, NotFound, Forbidden
   */
  async receive(id: FileId, content: Readable, bytes: number, version: number, by: StaffActor): Promise<Receipt> {
    if (bytes > this.settings.limits.bytes) throw new FileTooLarge();
    await this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, (await tx.of(StoredFile).findOrFail({ id, holder: IsNull() })).dossierId, 'record');
    });
    const arriving = new Arriving(bytes);
    arriving.on('error', () => undefined);
    content.on('error', (error) => arriving.destroy(error));
    const object = await sealInto(this.store, contentOf({ id }), content.pipe(arriving), bytes);
    let kept = false;
    try {
      return await this.unitOfWork.once(by, async (tx) => {
        const receipt = await this.keep(tx, id, version, object, bytes, arriving.type!, by);
        kept = true;
        return receipt;
      });
    } catch (error) {
      kept = false;
      throw error;
    } finally {
      // Sent twice with the same key, the first one counts; refused, none does.
      if (!kept) await this.store.remove(object.name).catch(() => undefined);
    }
  }

  /** Reading is logged. @throws NotFound */
  list(dossierId: DossierId, by: StaffActor): Promise<FileList> {
    return this.unitOfWork.run(by, async (tx) => {
      await authorizedDossier(tx, dossierId, 'see');
      const files = await tx.of(StoredFile).all({ dossierId, holder: IsNull() });
      await tx.vault.unlock(files.map(({ subject }) => subject));
      tx.audit.record('files.listed', { type: 'dossier', id: dossierId });
      files.sort((one, other) => (one.id < other.id ? -1 : 1));
      const lines = await Promise.all(
        files.map(async (file): Promise<FileLine> => {
          const { id, personId, kind, state, mediaType, bytes, pages, refusal, previewObject, addedAt, version } = file;
          const { name, removal } = await detailsOf(tx, file);
          const hasPreview = state === 'ready' && previewObject !== null;
          return {
            id,
            personId,
            kind,
            name,
            state,
            mediaType,
            bytes,
            pages,
            refusal,
            hasPreview,
            ...(removal && { removal }),
            addedAt,
            version,
            actions: stepsOf(state, by),
          };
        }),
      );
      return { files: lines, actions: stepsOf('none', by) };
    });
  }

  /** Reading is logged. @throws NotFound, FileNotReady */
  async open(id: FileId, part: 'content' | 'preview', by: StaffActor): Promise<OpenedFile> {
    const { file, details } = await this.unitOfWork.run(by, async (tx) => {
      const found = await tx.of(StoredFile).findOrFail({ id, holder: IsNull() });
      await authorizedDossier(tx, found.dossierId, 'see');
      if (found.state !== 'ready') throw new FileNotReady();
      const about = { file: id, part, ...(found.personId && { persons: [found.personId] }) };
      tx.audit.record('file.read', { type: 'dossier', id: found.dossierId }, about);
      return { file: found, details: await detailsOf(tx, found) };
    });
    return this.contents.open(file, details, part);
  }

  /**
   * Takes a file out of the record. That it was there, and why it is no more, stays; its bytes and their key do not.
   * @throws GuardNotMet, TransitionRefused, NotYours, StaleVersion, NotFound
   */
  remove(id: FileId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const file = await tx.of(StoredFile).lockOrFail({ id, holder: IsNull() }, version);
      const dossier = await authorizedDossier(tx, file.dossierId, 'see');
      const facts = { 'removal-reason-given': reason.trim().length > 0 };
      const { to, transition } = next(storedFileWorkflow, file.state, 'remove', by.role, facts);
      tx.authorize('work', dossier.facts, { by: transition.by });
      for (const object of [file.contentObject, file.previewObject])
        if (object) tx.outbox.emit(DROPPED_TOPIC, { object }, 'bulk');
      const { name } = await detailsOf(tx, file);
      Object.assign(file, { state: to, contentObject: null, previewObject: null });
      const kept: FileDetails = { name, removal: reason };
      file.details = await tx.vault.seal(file.subject, detailsPlace(id), kept);
      tx.audit.record(transition.emits, { type: 'dossier', id: file.dossierId }, { file: id });
      tx.outbox.emit(transition.emits, { fileId: id });
      const { version: now } = await tx.of(StoredFile).save(file);
      return { id, state: to, version: now };
    });
  }

  private async keep(
    tx: Transaction,
    id: FileId,
    version: number,
    { name, key }: SealedObject,
    bytes: number,
    mediaType: MediaType,
    by: StaffActor,
  ): Promise<Receipt> {
    const file = await tx.of(StoredFile).lockOrFail({ id, holder: IsNull() }, version);
    await authorizedDossier(tx, file.dossierId, 'record');
    const facts = { 'arrived-whole': true, 'type-accepted': true };
    const { to, transition } = next(storedFileWorkflow, file.state, 'receive', by.role, facts);
    const details = { ...(await detailsOf(tx, file)), contentKey: key };
    Object.assign(file, { state: to, contentObject: name, bytes, mediaType });
    file.details = await tx.vault.seal(file.subject, detailsPlace(id), details);
    await tx.of(StoredFile).save(file);
    tx.audit.record(transition.emits, { type: 'dossier', id: file.dossierId }, { file: id, mediaType });
    tx.outbox.emit(transition.emits, { fileId: id }, 'bulk');
    return { id, state: to, version: file.version };
  }
}

function stepsOf(state: StoredFileState | 'none', { role }: StaffActor): Step<StoredFileAction>[] {
  return availableToPeople(storedFileWorkflow, state, role, {});
}
