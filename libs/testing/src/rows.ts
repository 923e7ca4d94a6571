import {
  newId,
  type AccountId,
  type BranchId,
  type DossierId,
  type PersonId,
  type Role,
  type Sensitivity,
  type StaffActor,
} from '#libs/kernel';
import type { TestDatabase } from './test-database.js';

/** Rows put in place as the superuser, past every rule: the world in which a test begins. */

export async function aBranch(database: TestDatabase, name = 'Harbour'): Promise<BranchId> {
  const id = newId<'branch'>();
  await database.sql('INSERT INTO relink.branches (id, name, code) VALUES ($1, $2, $3)', [id, name, id.slice(-12)]);
  return id;
}

/** An active account that has no password; the actor it is. */
export async function aStaffMember(database: TestDatabase, role: Role, branchId: BranchId): Promise<StaffActor> {
  const accountId = newId<'account'>();
  await database.sql(
    `INSERT INTO relink.accounts (id, email, name, role, branch_id, state) VALUES ($1, $2, $3, $4, $5, 'active')`,
    [accountId, `${accountId}@relink.example`, `Test ${role}`, role, branchId],
  );
  return { kind: 'staff', accountId, role, branchId };
}

export interface DossierRow {
  branchId: BranchId;
  kind?: 'tracing-request' | 'registration';
  sensitivity?: Sensitivity;
  assigned?: readonly AccountId[];
  sharedWith?: readonly BranchId[];
}

export async function aDossier(database: TestDatabase, dossier: DossierRow): Promise<DossierId> {
  const id = newId<'dossier'>();
  const { branchId, kind = 'tracing-request', sensitivity = 'open', assigned = [], sharedWith = [] } = dossier;
  await database.sql(
    `INSERT INTO relink.dossiers (id, kind, branch_id, sensitivity, assigned, shared_with) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, kind, branchId, sensitivity, assigned, sharedWith],
  );
  return id;
}

/** A person whose sealed details nobody opens. */
export async function aPersonRow(database: TestDatabase, dossierId: DossierId): Promise<PersonId> {
  const id = newId<'person'>();
  await database.sql('INSERT INTO relink.persons (id, dossier_id, details) VALUES ($1, $2, $3)', [
    id,
    dossierId,
    Buffer.from('sealed'),
  ]);
  return id;
}
