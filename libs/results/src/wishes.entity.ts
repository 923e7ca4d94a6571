import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, DossierId, PersonId } from '#libs/kernel';

/** One version of what is known of a located person's wishes, or of their fate. Appended, never changed. */
@Entity('wishes')
export class RecordedAnswer {
  @PrimaryColumn('uuid', { name: 'sought_id' })
  soughtId!: PersonId;

  @PrimaryColumn('integer', { name: 'wishes_version' })
  wishesVersion!: number;

  /** The tracing request in which they were asked. */
  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: AccountId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** `Answer`, sealed under the person's own key: not even whether they live can be read without it. */
  @Column('bytea')
  answer!: Buffer;
}

export function answerPlace(soughtId: PersonId, version: number) {
  return { table: 'wishes', column: 'answer', row: `${soughtId}:${version}` };
}
