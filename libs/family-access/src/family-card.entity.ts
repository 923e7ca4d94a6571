import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';
import type { PortalLanguage } from '#libs/wording';

export type FamilyCardId = Id<'family-card'>;

/** A card that was given to the family. The code is printed on it and kept nowhere. */
@Entity('family_cards')
export class FamilyCard {
  @PrimaryColumn('uuid')
  id!: FamilyCardId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  language!: PortalLanguage;

  @Column('text')
  state!: 'active' | 'cancelled';

  @Column('uuid', { name: 'issued_by' })
  issuedBy!: AccountId;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  /** The last day on which it opens anything. */
  @Column('date', { name: 'expires_on' })
  expiresOn!: string;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @VersionColumn()
  version!: number;
}
