import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId, SubjectId } from '#libs/kernel';
import type { MediaType } from './checks/file-types.js';
import type { Refusal } from './checks/refusal.js';
import type { StoredFileState } from './stored-file.workflow.js';

export type FileId = Id<'file'>;

export const FILE_KINDS = ['photo', 'document', 'letter', 'consent-form', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What is sealed of a file beside its bytes: its name as it was told, and the keys of its objects in the store. */
export interface FileDetails {
  name: string;
  contentKey?: string;
  previewKey?: string;
  /** Why it was removed. */
  removal?: string;
}

/** A file of a dossier, perhaps of one person in it. Its bytes lie sealed in the store under a random name. */
@Entity('files')
export class StoredFile {
  @PrimaryColumn('uuid')
  id!: FileId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: PersonId | null;

  /**
   * What it came with, where it is nobody's here: a partner's record. It is sealed under that record's key, and seen for as long as the
   * record is.
   */
  @Column('uuid', { nullable: true })
  holder!: SubjectId | null;

  @Column('text')
  kind!: FileKind;

  @Column('text')
  state!: StoredFileState;

  @Column('text', { name: 'media_type', nullable: true })
  mediaType!: MediaType | null;

  @Column('integer', { nullable: true })
  bytes!: number | null;

  @Column('integer', { nullable: true })
  pages!: number | null;

  @Column('text', { nullable: true })
  refusal!: Refusal | null;

  @Column('uuid', { name: 'content_object', nullable: true })
  contentObject!: string | null;

  @Column('uuid', { name: 'preview_object', nullable: true })
  previewObject!: string | null;

  /** `FileDetails`, sealed under the key of the person, or of the case. */
  @Column('bytea')
  details!: Buffer;

  /** Nobody, where a partner sent it. */
  @Column('uuid', { name: 'added_by', nullable: true })
  addedBy!: AccountId | null;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  @VersionColumn()
  version!: number;

  /** Whose key it is sealed under: erasing them makes it unreadable wherever a copy lies. */
  get subject(): SubjectId {
    return this.holder ?? this.personId ?? this.dossierId;
  }
}

export function detailsPlace(id: FileId) {
  return { table: 'files', column: 'details', row: id };
}
