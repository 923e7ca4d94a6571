import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { RegistrationKind, RegistrationOutcome, WantsContact } from './registration-details.js';
import type { RegistrationState } from './registration.workflow.js';

/** A record of a person met in the field. Its id is its dossier's. */
@Entity('registrations')
export class Registration {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  reference!: string;

  @Column('text')
  kind!: RegistrationKind;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  state!: RegistrationState;

  @Column('text', { nullable: true })
  outcome!: RegistrationOutcome | null;

  @Column('uuid', { name: 'registered_by' })
  registeredBy!: AccountId;

  /** Who is in charge of it now. */
  @Column('uuid', { name: 'owner_id' })
  ownerId!: AccountId;

  @Column('date', { name: 'review_on' })
  reviewOn!: string;

  /** The last day on which a safe-and-well notice holds. */
  @Column('date', { name: 'holds_until', nullable: true })
  holdsUntil!: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('date', { name: 'registered_on' })
  registeredOn!: string;

  @Column('text', { name: 'wants_contact' })
  wantsContact!: WantsContact;

  /** Keyed hash of the id in the system it came from. */
  @Column('text', { name: 'source_key', nullable: true })
  sourceKey!: string | null;

  /** `RegistrationDetails`, sealed under the registration's own key. */
  @Column('bytea')
  details!: Buffer;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @VersionColumn()
  version!: number;
}

/** Something written about a registered person later, or in the system the record came from. Appended only. */
@Entity('registration_notes')
export class RegistrationNote {
  @PrimaryColumn('uuid')
  id!: Id<'note'>;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text', { name: 'source_key', nullable: true })
  sourceKey!: string | null;

  /** Text and time of writing, sealed under the registration's key. */
  @Column('bytea')
  note!: Buffer;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}

export function detailsPlace(id: DossierId) {
  return { table: 'registrations', column: 'details', row: id };
}

export function notePlace(id: Id<'note'>) {
  return { table: 'registration_notes', column: 'note', row: id };
}
