import { Dossier } from '#libs/access';
import type { Transaction } from '#libs/database';
import type { DossierId, Role } from '#libs/kernel';
import { NotYours, TransitionRefused } from '#libs/workflow';
import type { TracingRequest } from './tracing-request.entity.js';
import type { TracingRequestState } from './tracing-request.workflow.js';

export const CASEWORKERS: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
export const SUPERVISORS: readonly Role[] = ['supervisor'];

/** A request in one of these states is not worked on any more. */
export const ENDED: ReadonlySet<TracingRequestState> = new Set(['refused', 'closed']);

/**
 * The dossier of a request, where the actor may work on it in a way that moves no state.
 * @throws NotFound, NotYours, Forbidden, TransitionRefused where the request has ended
 */
export async function authorizedWork(
  tx: Transaction,
  request: TracingRequest,
  by: readonly Role[],
  action = 'work',
): Promise<Dossier> {
  const dossier = await authorizedRole(tx, request.id, by);
  if (ENDED.has(request.state)) throw new TransitionRefused(action, request.state);
  return dossier;
}

/** The dossier, locked, where the actor may see it and has one of the roles. @throws NotFound, NotYours, Forbidden */
export async function authorizedRole(tx: Transaction, id: DossierId, by: readonly Role[]): Promise<Dossier> {
  const dossier = await tx.of(Dossier).lockOrFail({ id });
  tx.authorize('see', dossier.facts);
  if (tx.actor.kind === 'staff' && !by.includes(tx.actor.role)) throw new NotYours(by);
  tx.authorize('work', dossier.facts, { by });
  return dossier;
}
