import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';

export type ErasureId = Id<'erasure'>;
export type ErasureGround = 'retention' | 'rights-request' | 'steward';

/** A steward's order to erase one person or a whole dossier. It outlives what it erases, as pseudonyms. */
@Entity('erasures')
export class Erasure {
  @PrimaryColumn('uuid')
  id!: ErasureId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  /** Null: the whole dossier. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: PersonId | null;

  @Column('text')
  ground!: ErasureGround;

  @Column('text')
  state!: 'ordered' | 'done';

  @Column('uuid', { name: 'ordered_by' })
  orderedBy!: AccountId;

  @Column('timestamptz', { name: 'ordered_at' })
  orderedAt!: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @VersionColumn()
  version!: number;
}
