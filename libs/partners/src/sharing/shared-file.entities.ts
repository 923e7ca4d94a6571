import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileId } from '#libs/files';
import type { DossierId, Id } from '#libs/kernel';
import type { SHARED_FILE_KINDS, SHARED_MEDIA_TYPES } from '../protocol/index.js';
import type { DisclosureId, MessageId, PartnerRecordId } from './sharing.entities.js';

export type DisclosureFileId = Id<'disclosure-file'>;
export type DisclosureFilePartId = Id<'disclosure-file-part'>;
export type SharedFileKind = (typeof SHARED_FILE_KINDS)[number];
export type SharedMediaType = (typeof SHARED_MEDIA_TYPES)[number];

/** A file of ours that goes along with a disclosure: which one, not what stands in it. */
@Entity('disclosure_files')
export class DisclosureFile {
  /** What both sides call it: nothing of ours is called so elsewhere. */
  @PrimaryColumn('uuid')
  id!: DisclosureFileId;

  @Column('uuid', { name: 'disclosure_id' })
  disclosureId!: DisclosureId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'file_id' })
  fileId!: FileId;

  @Column('text')
  kind!: SharedFileKind;

  @Column('text', { name: 'media_type' })
  mediaType!: SharedMediaType;

  @Column('integer')
  bytes!: number;

  /** Of its bytes, once it was told. */
  @Column('text', { nullable: true })
  sha256!: string | null;

  /** When the partner had taken its last part. */
  @Column('timestamptz', { name: 'arrived_at', nullable: true })
  arrivedAt!: Date | null;
}

@Entity('disclosure_file_parts')
export class DisclosureFilePart {
  @PrimaryColumn('uuid')
  id!: DisclosureFilePartId;

  @Column('uuid', { name: 'of_file' })
  ofFile!: DisclosureFileId;

  /** From 1. */
  @Column('integer')
  part!: number;

  /** The last message that was to bring it. */
  @Column('uuid', { name: 'message_id', nullable: true })
  messageId!: MessageId | null;
}

/** What a partner said of a file that comes with its record. The file itself is one of libs/files, held by the record. */
@Entity('partner_files')
export class PartnerFile {
  /** The file's here. */
  @PrimaryColumn('uuid')
  id!: FileId;

  @Column('uuid', { name: 'record_id' })
  recordId!: PartnerRecordId;

  @Column('uuid', { name: 'told_id' })
  toldId!: string;

  @Column('text')
  sha256!: string;

  @Column('text', { name: 'media_type' })
  mediaType!: SharedMediaType;

  @Column('integer')
  bytes!: number;
}
