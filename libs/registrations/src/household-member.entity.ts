import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DossierId, PersonId } from '#libs/kernel';
import type { RelationKind } from '#libs/people';

/** Somebody registered together with the person the registration is about. */
@Entity('household_members')
export class HouseholdMember {
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('smallint')
  position!: number;

  /** What they are to the person the registration is about. */
  @Column('text')
  relation!: RelationKind;
}
