import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';
import type { Certainty, RelationKind } from '#libs/people';

export type CareArrangementId = Id<'care-arrangement'>;

export const CARE_KINDS = [
  'with-relatives',
  'foster-family',
  'customary-care',
  'residential-care',
  'with-peers',
  'on-their-own',
  'unknown',
] as const;
export type CareKind = (typeof CARE_KINDS)[number];

/** Who cares for a child, in words. */
export interface CareDetails {
  caregiver?: string;
  /** What the caregiver is to the child, by family or by custom. */
  relation?: RelationKind;
  guardian?: string;
  place?: string;
  remarks?: string;
  source?: string;
  certainty?: Certainty;
}

/** Who has cared for a child since when. Appended: what was before stays to be seen; the one that began last holds. */
@Entity('care_arrangements')
export class CareArrangement {
  @PrimaryColumn('uuid')
  id!: CareArrangementId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  kind!: CareKind;

  @Column('date')
  since!: string;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: AccountId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('bytea')
  details!: Buffer;
}

export function carePlace(id: CareArrangementId) {
  return { table: 'care_arrangements', column: 'details', row: id };
}
