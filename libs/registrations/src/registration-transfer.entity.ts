import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, BranchId, DossierId, Id } from '#libs/kernel';

export type RegistrationTransferId = Id<'registration-transfer'>;

/** The offer to another branch to take a registration over, and the answer. */
@Entity('registration_transfers')
export class RegistrationTransfer {
  @PrimaryColumn('uuid')
  id!: RegistrationTransferId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'from_branch' })
  fromBranch!: BranchId;

  @Column('uuid', { name: 'to_branch' })
  toBranch!: BranchId;

  @Column('text')
  state!: 'offered' | 'accepted' | 'declined';

  /** The branch saw the registration before it was offered, and goes on seeing it after a no. */
  @Column('boolean', { name: 'was_shared' })
  wasShared!: boolean;

  @Column('uuid', { name: 'offered_by' })
  offeredBy!: AccountId;

  @Column('timestamptz', { name: 'offered_at' })
  offeredAt!: Date;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: AccountId | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('bytea')
  details!: Buffer;
}

export function transferPlace(id: RegistrationTransferId) {
  return { table: 'registration_transfers', column: 'details', row: id };
}
