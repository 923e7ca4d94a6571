import type { DataCategory } from '#libs/consent';
import type { Transaction } from '#libs/database';
import { readyFiles, type FileId, type ReadyFile } from '#libs/files';
import { InvalidInput, newId, type DossierId, type PersonId } from '#libs/kernel';
import { LARGEST_FILE, SHARED_FILE_KINDS, SHARED_MEDIA_TYPES, type SharedField } from '../protocol/index.js';
import { DisclosureFile, type SharedFileKind, type SharedMediaType } from './shared-file.entities.js';
import { FileNotShareable } from './sharing.errors.js';
import type { DisclosureId } from './sharing.entities.js';

const MOST_FILES = 10;

/** What a person has to have agreed to for a file of this kind. A consent form is ours alone. */
const CATEGORY_OF: Readonly<Record<SharedFileKind, DataCategory>> = {
  photo: 'photo',
  document: 'documents',
  letter: 'message',
};

export interface ChosenFile extends ReadyFile {
  kind: SharedFileKind;
  mediaType: SharedMediaType;
}

/**
 * The files that are to go along, in the order they are named: of the person or of the case as a whole, checked, and of a kind a
 * partner takes.
 * @throws InvalidInput, FileNotShareable
 */
export async function chooseFiles(
  tx: Transaction,
  { dossierId, personId }: { dossierId: DossierId; personId: PersonId },
  fields: readonly SharedField[],
  ids: readonly FileId[],
): Promise<ChosenFile[]> {
  if (fields.includes('files') !== ids.length > 0 || ids.length > MOST_FILES || new Set(ids).size < ids.length) {
    const message = 'Name the files where the field "files" goes, each once and ten at most; otherwise none.';
    throw new InvalidInput([{ path: 'files', code: 'exchange.files', message }]);
  }
  const ready = new Map((await readyFiles(tx, dossierId, ids)).map((file) => [file.id, file]));
  const files = ids.flatMap((id) => ready.get(id) ?? []);
  const chosen = files.filter((file) => isShareable(file, personId));
  if (chosen.length < ids.length) throw new FileNotShareable();
  return chosen;
}

function isShareable(file: ReadyFile, about: PersonId): file is ChosenFile {
  return (
    (SHARED_FILE_KINDS as readonly string[]).includes(file.kind) &&
    (SHARED_MEDIA_TYPES as readonly string[]).includes(file.mediaType) &&
    file.bytes <= LARGEST_FILE &&
    (file.personId === null || file.personId === about)
  );
}

/** What the files are of, each once. */
export function fileCategories(files: readonly ChosenFile[]): DataCategory[] {
  return [...new Set(files.map(({ kind }) => CATEGORY_OF[kind]))];
}

/** Writes down which files are to go along with a disclosure. */
export async function noteFiles(
  tx: Transaction,
  disclosureId: DisclosureId,
  dossierId: DossierId,
  files: readonly ChosenFile[],
): Promise<void> {
  const rows = files.map(({ id: fileId, kind, mediaType, bytes }) =>
    tx.of(DisclosureFile).create({
      id: newId<'disclosure-file'>(),
      ...{ disclosureId, dossierId, fileId, kind, mediaType, bytes },
      sha256: null,
      arrivedAt: null,
    }),
  );
  await tx.of(DisclosureFile).insert(...rows);
}

/** The files that go along with a disclosure, in the order in which they go. */
export async function filesOf(tx: Transaction, disclosureId: DisclosureId): Promise<DisclosureFile[]> {
  const files = await tx.of(DisclosureFile).all({ disclosureId });
  return files.sort((one, other) => (one.id < other.id ? -1 : 1));
}
