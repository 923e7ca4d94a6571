import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, BranchId, DossierId, Id } from '#libs/kernel';

export type TransferId = Id<'transfer'>;

/** The offer to another branch to take a case over, and the answer. */
@Entity('transfers')
export class Transfer {
  @PrimaryColumn('uuid')
  id!: TransferId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'from_branch' })
  fromBranch!: BranchId;

  @Column('uuid', { name: 'to_branch' })
  toBranch!: BranchId;

  @Column('text')
  state!: 'offered' | 'accepted' | 'declined' | 'taken-back';

  /** The supervisors who were assigned for the offer alone. */
  @Column('uuid', { name: 'lent_to', array: true })
  lentTo!: AccountId[];

  @Column('uuid', { name: 'offered_by' })
  offeredBy!: AccountId;

  @Column('timestamptz', { name: 'offered_at' })
  offeredAt!: Date;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  /** `{ reason, answer }`, sealed under the key of the case. */
  @Column('bytea')
  details!: Buffer;
}

export interface TransferDetails {
  reason?: string;
  answer?: string;
}

export function transferPlace(id: TransferId) {
  return { table: 'transfers', column: 'details', row: id };
}
