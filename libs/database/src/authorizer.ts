import type { Actor, BranchId, DossierId, Sensitivity, AccountId } from '#libs/kernel';

/** What the policies know of a dossier. */
export interface DossierFacts {
  type: 'dossier';
  id: DossierId;
  branchId: BranchId;
  sensitivity: Sensitivity;
  assigned: readonly AccountId[];
  sharedWith: readonly BranchId[];
}

/** Things that belong to the deployment as a whole: accounts, branches, the audit log. */
export interface DeploymentFacts {
  type: 'deployment';
}

export interface AuthorizationContext {
  /** The roles a workflow table names for the step, where the step comes from one. */
  by?: readonly string[];
}

/** Answers whether an actor may do something; the `access` lib answers from its policy files. */
export abstract class Authorizer {
  /** @throws Forbidden or NotFound, by whether the actor may know that the resource exists */
  abstract authorize(
    actor: Actor,
    action: string,
    resource: DossierFacts | DeploymentFacts,
    context?: AuthorizationContext,
  ): void;

  /** The same as a plain answer. */
  abstract allows(
    actor: Actor,
    action: string,
    resource: DossierFacts | DeploymentFacts,
    context?: AuthorizationContext,
  ): boolean;
}
