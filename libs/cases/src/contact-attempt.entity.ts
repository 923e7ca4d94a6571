import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountId, DossierId, Id } from '#libs/kernel';
import type { ContactInput } from '#libs/people';
import type { AttemptOutcome } from './enquirer-contact.js';

export type ContactAttemptId = Id<'contact-attempt'>;

/** What is sealed of an attempt, under the enquirer's key. */
export interface AttemptDetails {
  contact?: Pick<ContactInput, 'kind' | 'value'>;
  note?: string;
}

/** One attempt to reach the enquirer. Appended, never changed: losing them rests on it. */
@Entity('contact_attempts')
export class ContactAttempt {
  @PrimaryColumn('uuid')
  id!: ContactAttemptId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'tried_by' })
  triedBy!: AccountId;

  @Column('timestamptz', { name: 'tried_at' })
  triedAt!: Date;

  @Column('text')
  outcome!: AttemptOutcome;

  @Column('bytea')
  details!: Buffer;
}

export function attemptPlace(id: ContactAttemptId) {
  return { table: 'contact_attempts', column: 'details', row: id };
}
