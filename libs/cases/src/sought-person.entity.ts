import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DossierId, PersonId } from '#libs/kernel';
import type { RelationKind } from '#libs/people';

/** A person looked for within a request; shares the person's id. */
@Entity('sought_persons')
export class SoughtPerson {
  @PrimaryColumn('uuid')
  id!: PersonId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('smallint')
  position!: number;

  /** What the sought person is to the enquirer. */
  @Column('text')
  relation!: RelationKind;

  /** `Circumstances`, sealed under the key of the case. */
  @Column('bytea')
  circumstances!: Buffer;

  @Column('boolean')
  located!: boolean;
}

export function circumstancesPlace(id: PersonId) {
  return { table: 'sought_persons', column: 'circumstances', row: id };
}
