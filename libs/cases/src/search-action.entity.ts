import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { Purpose } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { AccountId, DossierId, Id, PersonId } from '#libs/kernel';
import type { SearchActionState } from './search-action.workflow.js';
import type { SearchKind, SearchOutcome } from './search-kinds.js';

export type SearchActionId = Id<'search-action'>;

/** What is still to be done. */
export const OPEN_SEARCHES: readonly SearchActionState[] = ['planned', 'under-way'];

/** What is sealed of a search action, under the key of the case. */
export interface SearchDetails {
  /** What is to be done: where, with whom, which list. */
  plan?: string;
  /** For an authority: why asking it does nobody any harm. */
  harmCheck?: string;
  result?: string;
  /** Where the result is known from. */
  source?: string;
  reason?: string;
}

/** One thing done to find one sought person. */
@Entity('search_actions')
export class SearchAction {
  @PrimaryColumn('uuid')
  id!: SearchActionId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'sought_id' })
  soughtId!: PersonId;

  @Column('text')
  kind!: SearchKind;

  @Column('text')
  state!: SearchActionState;

  @Column('text')
  purpose!: Purpose;

  /** Id or code of the authority or partner that is asked. */
  @Column('text', { nullable: true })
  recipient!: string | null;

  /** Two capital letters (ISO 3166), where the receiver sits in a country. */
  @Column('text', { name: 'recipient_country', nullable: true })
  recipientCountry!: string | null;

  /** Whoever planned it read the restrictions in the person's own words and found that none stands against it. */
  @Column('boolean', { name: 'restrictions_read' })
  restrictionsRead!: boolean;

  @Column('uuid', { name: 'permit_id', nullable: true })
  permitId!: Id<'permit'> | null;

  @Column('uuid', { name: 'planned_by' })
  plannedBy!: AccountId;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt!: Date;

  @Column('uuid', { name: 'owner_id' })
  ownerId!: AccountId;

  @Column('date')
  due!: string;

  @Column('uuid', { name: 'first_approver_id', nullable: true })
  firstApproverId!: AccountId | null;

  @Column('uuid', { name: 'second_approver_id', nullable: true })
  secondApproverId!: AccountId | null;

  @Column('text', { nullable: true })
  outcome!: SearchOutcome | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('bytea')
  details!: Buffer;

  @VersionColumn()
  version!: number;
}

export function searchActionPlace(id: SearchActionId) {
  return { table: 'search_actions', column: 'details', row: id };
}

/** The request ends, and with it everything still to be done for it. */
export async function abandonSearchActions(tx: Transaction, dossierId: DossierId): Promise<void> {
  await tx.sql(
    `UPDATE search_actions SET state = 'abandoned', ended_at = $2, version = version + 1
     WHERE dossier_id = $1 AND state = ANY ($3)`,
    [dossierId, tx.now, [...OPEN_SEARCHES]],
  );
}
