import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';

export type CorrectionId = Id<'correction'>;

/** Where it is known from, in words; sealed under the key of the case. */
export interface CorrectionDetails {
  source: string;
  reason?: string;
}

/** That an interview was corrected, by whom and on what ground. Appended, never changed. */
@Entity('corrections')
export class Correction {
  @PrimaryColumn('uuid')
  id!: CorrectionId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'corrected_by' })
  correctedBy!: AccountId;

  @Column('timestamptz', { name: 'corrected_at' })
  correctedAt!: Date;

  @Column('bytea')
  details!: Buffer;
}

export function correctionPlace(id: CorrectionId) {
  return { table: 'corrections', column: 'details', row: id };
}
