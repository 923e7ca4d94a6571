import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';

export type FieldResultId = Id<'field-result'>;

/** How sure we are, and why. What is only reported does not locate anybody. */
export const FIELD_CERTAINTIES = ['seen-in-person', 'documented', 'reported'] as const;
export type FieldCertainty = (typeof FIELD_CERTAINTIES)[number];

/** What is sealed of a result, under the key of the case. */
export interface FieldResultDetails {
  /** Who found them, or which document says it. */
  source: string;
  place?: string;
  words?: string;
}

/** What was found in the field about a sought person. Appended, never changed. */
@Entity('field_results')
export class FieldResult {
  @PrimaryColumn('uuid')
  id!: FieldResultId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'sought_id' })
  soughtId!: PersonId;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: AccountId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text')
  certainty!: FieldCertainty;

  @Column('bytea')
  details!: Buffer;
}

export function fieldResultPlace(id: FieldResultId) {
  return { table: 'field_results', column: 'details', row: id };
}
