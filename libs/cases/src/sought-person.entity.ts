import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DossierId, PersonId } from '#libs/kernel';
import type { RelationKind } from '#libs/people';

export type LocatedBy = 'confirmed-match' | 'field-result';

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

  @Column('timestamptz', { name: 'located_at', nullable: true })
  locatedAt!: Date | null;

  @Column('text', { name: 'located_by', nullable: true })
  locatedBy!: LocatedBy | null;

  /** When the enquirer was told what this person wished them to learn, be it nothing. */
  @Column('timestamptz', { name: 'told_at', nullable: true })
  toldAt!: Date | null;

  /** @param by what the finding rests on */
  locate(by: LocatedBy, at: Date): void {
    if (this.located) return;
    Object.assign(this, { located: true, locatedAt: at, locatedBy: by });
  }

  /** Whoever was found was somebody else: this person is missing, and the enquirer knows nothing of them. */
  takeBack(): void {
    Object.assign(this, { located: false, locatedAt: null, locatedBy: null, toldAt: null });
  }
}

export function circumstancesPlace(id: PersonId) {
  return { table: 'sought_persons', column: 'circumstances', row: id };
}
