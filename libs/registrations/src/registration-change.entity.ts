import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Transaction } from '#libs/database';
import { newId, type AccountId, type DossierId, type Id } from '#libs/kernel';

type ChangeId = Id<'registration-change'>;
export type ChangeKind = 'corrected' | 'wishes' | 'closed' | 'withdrawn' | 'reopened';

/** On what ground something was changed, in words. */
export interface ChangeDetails {
  source?: string;
  reason?: string;
  /** What the person wanted, and who was with them when they said so. */
  words?: string;
  withWhom?: string;
  /** How it is known that the family is the family. */
  relationVerified?: string;
}

/** That something was changed, by whom and on what ground. Appended, never changed. */
@Entity('registration_changes')
export class RegistrationChange {
  @PrimaryColumn('uuid')
  id!: ChangeId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('text')
  what!: ChangeKind;

  @Column('uuid', { name: 'changed_by', nullable: true })
  changedBy!: AccountId | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('bytea')
  details!: Buffer;
}

function changePlace(id: ChangeId) {
  return { table: 'registration_changes', column: 'details', row: id };
}

export async function keepChange(
  tx: Transaction,
  dossierId: DossierId,
  what: ChangeKind,
  details: ChangeDetails,
): Promise<void> {
  const id = newId<'registration-change'>();
  await tx.of(RegistrationChange).insert(
    tx.of(RegistrationChange).create({
      id,
      dossierId,
      what,
      changedBy: tx.actor.kind === 'staff' ? tx.actor.accountId : null,
      changedAt: tx.now,
      details: await tx.vault.seal(dossierId, changePlace(id), details),
    }),
  );
}

export async function changesOf(
  tx: Transaction,
  dossierId: DossierId,
): Promise<{ what: ChangeKind; by: AccountId | null; at: Date; details: ChangeDetails }[]> {
  const rows = await tx.of(RegistrationChange).all({ dossierId });
  rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  return Promise.all(
    rows.map(async ({ id, what, changedBy, changedAt, details }) => ({
      what,
      by: changedBy,
      at: changedAt,
      details: await tx.vault.open<ChangeDetails>(dossierId, changePlace(id), details),
    })),
  );
}
