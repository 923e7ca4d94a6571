import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { RightsRequestState } from './rights-request.workflow.js';

export type RightsRequestId = Id<'rights-request'>;

export const RIGHTS = ['copy', 'correction', 'restriction', 'objection', 'erasure'] as const;
export type Right = (typeof RIGHTS)[number];

/** The words of a request and of what became of it, sealed under the key of the person who asks. */
export interface RightsRequestWords {
  asked?: string;
  identity?: string;
  extension?: string;
  answer?: string;
  refusal?: string;
}

/** What a person asks for, by right. */
@Entity('rights_requests')
export class RightsRequest {
  @PrimaryColumn('uuid')
  id!: RightsRequestId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  kind!: Right;

  @Column('text')
  state!: RightsRequestState;

  @Column('date', { name: 'received_on' })
  receivedOn!: string;

  @Column('date', { name: 'due_on' })
  dueOn!: string;

  @Column('boolean')
  extended!: boolean;

  @Column('uuid', { name: 'identity_checked_by', nullable: true })
  identityCheckedBy!: AccountId | null;

  @Column('bytea')
  details!: Buffer;

  @VersionColumn()
  version!: number;
}

export function wordsPlace(id: RightsRequestId) {
  return { table: 'rights_requests', column: 'details', row: id };
}
