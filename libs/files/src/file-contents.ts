import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import type { MediaType } from './checks/file-types.js';
import { FileNotReady } from './files.errors.js';
import { contentOf, openFrom, previewOf } from './sealed-objects.js';
import { CHUNK_BYTES } from './sealed-stream.js';
import { detailsPlace, StoredFile, type FileDetails, type FileId, type FileKind } from './stored-file.entity.js';
import { ObjectStore } from './store/object-store.js';

export interface OpenedFile {
  name: string;
  mediaType: MediaType;
  /** Bytes of the content; a preview does not know before it is read. */
  bytes?: number;
  content: Readable;
}

/** A file that was checked, without what it is called. */
export interface ReadyFile {
  id: FileId;
  personId: PersonId | null;
  kind: FileKind;
  mediaType: MediaType;
  bytes: number;
}

/** Those of these files that are the dossier's own and can be opened. */
export async function readyFiles(tx: Transaction, dossierId: DossierId, ids: readonly FileId[]): Promise<ReadyFile[]> {
  const files = await tx.of(StoredFile).all({ id: In([...ids]), dossierId, state: 'ready', holder: IsNull() });
  return files.map(({ id, personId, kind, mediaType, bytes }) => ({
    id,
    personId,
    kind,
    mediaType: mediaType!,
    bytes: bytes!,
  }));
}

/** Is it still there to be read? Where it is, nobody takes it away before the transaction ends. */
export async function staysReady(tx: Transaction, id: FileId): Promise<boolean> {
  return (await tx.sql(`SELECT 1 FROM files WHERE id = $1 AND state = 'ready' FOR SHARE`, [id])).length > 0;
}

/** What stands in files, out of the store. Whoever asks has asked whether they may. */
@Injectable()
export class FileContents {
  constructor(private readonly store: ObjectStore) {}

  /** @throws FileNotReady, SealedFileDamaged */
  async open(file: StoredFile, details: FileDetails, part: 'content' | 'preview'): Promise<OpenedFile> {
    if (part === 'content')
      return {
        name: details.name,
        mediaType: file.mediaType!,
        bytes: file.bytes!,
        content: await this.from(file, details),
      };
    if (!file.previewObject) throw new FileNotReady();
    const object = { name: file.previewObject, key: details.previewKey! };
    const content = await openFrom(this.store, previewOf(file), object);
    return { name: details.name, mediaType: 'image/jpeg', content };
  }

  /** SHA-256 over all of it, in base64url. @throws NotFound, SealedFileDamaged */
  async digest(tx: Transaction, id: FileId): Promise<string> {
    const hash = createHash('sha256');
    for await (const piece of await this.content(tx, id)) hash.update(piece as Buffer);
    return hash.digest('base64url');
  }

  /** So many bytes from there on, fewer at the end; nothing before is read. @throws NotFound, SealedFileDamaged */
  async piece(tx: Transaction, id: FileId, from: number, length: number): Promise<Buffer> {
    const first = Math.floor(from / CHUNK_BYTES);
    const skipped = from - first * CHUNK_BYTES;
    const pieces: Buffer[] = [];
    let got = 0;
    for await (const piece of await this.content(tx, id, first)) {
      pieces.push(piece as Buffer);
      got += (piece as Buffer).length;
      if (got >= skipped + length) break;
    }
    return Buffer.concat(pieces).subarray(skipped, skipped + length);
  }

  private async content(tx: Transaction, id: FileId, first = 0): Promise<Readable> {
    const file = await tx.of(StoredFile).findOrFail({ id, state: 'ready' });
    return this.from(file, await detailsOf(tx, file), first);
  }

  private from(file: StoredFile, { contentKey }: FileDetails, first = 0): Promise<Readable> {
    return openFrom(this.store, contentOf(file), { name: file.contentObject!, key: contentKey! }, first);
  }
}

export function detailsOf(tx: Transaction, { id, subject, details }: StoredFile): Promise<FileDetails> {
  return tx.vault.open<FileDetails>(subject, detailsPlace(id), details);
}
