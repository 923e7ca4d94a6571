import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { DossierId, Id, PersonId } from '#libs/kernel';
import type { RelationKind } from './person-details.js';

/** A data subject: enquirer, sought, registered, relative. All that is told of them is sealed under their own key. */
@Entity('persons')
export class Person {
  @PrimaryColumn('uuid')
  id!: PersonId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('bytea')
  details!: Buffer;

  @VersionColumn()
  version!: number;
}

/** `relative` is the `kind` of `person`: their mother, their sibling. */
@Entity('relations')
export class Relation {
  @PrimaryColumn('uuid')
  id!: Id<'relation'>;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('uuid', { name: 'relative_id' })
  relativeId!: PersonId;

  @Column('text')
  kind!: RelationKind;
}
