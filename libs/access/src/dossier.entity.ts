import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { DossierFacts, Transaction } from '#libs/database';
import {
  Forbidden,
  NotFound,
  type AccountId,
  type BranchId,
  type DossierId,
  type Sensitivity,
  type StaffActor,
} from '#libs/kernel';

export type DossierKind = 'tracing-request' | 'registration' | 'red-cross-message' | 'list' | 'partner-enquiry';

/**
 * The folder one case or registration lives in. Every row with personal data belongs to one, and whoever sees the
 * dossier sees the row: branch, sensitivity, those assigned, branches it is shared with.
 */
@Entity('dossiers')
export class Dossier {
  @PrimaryColumn('uuid')
  id!: DossierId;

  @Column('text')
  kind!: DossierKind;

  @Column('uuid', { name: 'branch_id' })
  branchId!: BranchId;

  @Column('text')
  sensitivity!: Sensitivity;

  @Column('uuid', { array: true })
  assigned!: AccountId[];

  @Column('uuid', { name: 'shared_with', array: true })
  sharedWith!: BranchId[];

  @VersionColumn()
  version!: number;

  /** What the policies want to know. */
  get facts(): DossierFacts {
    const { id, branchId, sensitivity, assigned, sharedWith } = this;
    return { type: 'dossier', id, branchId, sensitivity, assigned, sharedWith };
  }

  assign(accountId: AccountId): void {
    if (!this.assigned.includes(accountId)) this.assigned = [...this.assigned, accountId];
  }

  unassign(accountId: AccountId): void {
    this.assigned = this.assigned.filter((id) => id !== accountId);
  }

  /** The other branch sees it too, as far as its sensitivity allows. */
  share(branchId: BranchId): void {
    if (!this.sharedWith.includes(branchId)) this.sharedWith = [...this.sharedWith, branchId];
  }

  endSharing(branchId: BranchId): void {
    this.sharedWith = this.sharedWith.filter((id) => id !== branchId);
  }
}

/** A dossier to be opened. */
export interface NewDossier {
  id: DossierId;
  kind: DossierKind;
  sensitivity: Sensitivity;
}

/** In whose branch a dossier is opened, and whose it is. */
type InCharge = Pick<StaffActor, 'accountId' | 'branchId'>;

/**
 * Opens a dossier in the branch of the one in charge, and assigns them to it.
 * @throws Forbidden where their role does not record cases
 */
export async function openDossier(tx: Transaction, by: InCharge, dossier: NewDossier): Promise<Dossier> {
  return (await openDossiers(tx, by, [dossier]))[0]!;
}

/**
 * Opens many at once with one statement. What the policies know of new dossiers differs in sensitivity alone, so they are
 * asked once for each.
 * @throws Forbidden where their role does not record cases
 */
export async function openDossiers(tx: Transaction, by: InCharge, dossiers: readonly NewDossier[]): Promise<Dossier[]> {
  const opened = dossiers.map((dossier) =>
    tx.of(Dossier).create({ ...dossier, branchId: by.branchId, assigned: [by.accountId], sharedWith: [] }),
  );
  const oneOfEach = new Map(opened.map((dossier) => [dossier.sensitivity, dossier]));
  for (const dossier of oneOfEach.values()) authorizeOpening(tx, dossier);
  await tx.of(Dossier).insert(...opened);
  return opened;
}

function authorizeOpening(tx: Transaction, dossier: Dossier): void {
  try {
    tx.authorize('record', dossier.facts);
  } catch (error) {
    // There is no record to hide yet.
    throw error instanceof NotFound ? new Forbidden(error.about) : error;
  }
}

/** The dossier, where the actor may do this to it. @throws NotFound, Forbidden */
export async function authorizedDossier(tx: Transaction, id: DossierId, action: 'see' | 'record'): Promise<Dossier> {
  const dossier = await tx.of(Dossier).findOrFail({ id });
  tx.authorize(action, dossier.facts);
  return dossier;
}
