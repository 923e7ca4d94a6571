import type { AccountId, BranchId } from './ids.js';
import type { Role } from './roles.js';

/** A key the caller chose so that repeating a request after a broken line does not do the work twice. */
export interface RequestKey {
  key: string;
  /** Method and route of the request the key was first used with. */
  route: string;
  /** Keyed hash of the body, so that the same key with another body is refused. */
  digest: string;
}

/** A signed-in member of staff. */
export interface StaffActor {
  kind: 'staff';
  accountId: AccountId;
  role: Role;
  branchId: BranchId;
  requestKey?: RequestKey;
}

/** Relink itself at work: the worker, a schedule, an operator's command. `name` says which, for the audit log. */
export interface SystemActor {
  kind: 'system';
  name: string;
}

/** Someone on the way to being signed in; sees accounts and nothing else. */
export interface SignInActor {
  kind: 'sign-in';
}

/** Who acts. Every unit of work has exactly one, and the database rows it can see follow from it. */
export type Actor = StaffActor | SystemActor | SignInActor;

export function systemActor(name: string): SystemActor {
  return { kind: 'system', name };
}
