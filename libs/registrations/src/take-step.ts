import { Dossier } from '#libs/access';
import type { Receipt, Transaction, UnitOfWork } from '#libs/database';
import { NotFound, type Actor, type DossierId, type StaffActor } from '#libs/kernel';
import type { People } from '#libs/people';
import { next, type Doer, type Facts } from '#libs/workflow';
import { isAboutChild, isChildKind } from './kind-needs.js';
import { Registration } from './registration.entity.js';
import { registrationWorkflow, type RegistrationAction, type RegistrationGuard } from './registration.workflow.js';

/** Whose step on which reading of which registration. */
export interface StepRequest {
  id: DossierId;
  version: number;
  by: StaffActor;
  action: RegistrationAction;
}

/**
 * One step of a registration, once: the facts are found in the transaction, the table says whether it may be taken, then
 * the change is made.
 * @throws NotFound, Forbidden, StaleVersion, TransitionRefused, GuardNotMet, NotYours
 */
export function stepOn(
  unitOfWork: UnitOfWork,
  { id, version, by, action }: StepRequest,
  facts: (tx: Transaction, registration: Registration) => Promise<Facts<RegistrationGuard>> | Facts<RegistrationGuard>,
  change: (tx: Transaction, registration: Registration, dossier: Dossier) => Promise<void> | void,
): Promise<Receipt> {
  return unitOfWork.once(by, async (tx) => {
    const registration = await tx.of(Registration).lockOrFail({ id }, version);
    const dossier = await takeStep(tx, registration, action, await facts(tx, registration));
    await change(tx, registration, dossier);
    return saved(tx, registration);
  });
}

/** Moves a registration along its table and tells the others; leaves saving it to the caller. */
export async function takeStep(
  tx: Transaction,
  registration: Registration,
  action: RegistrationAction,
  facts: Facts<RegistrationGuard>,
): Promise<Dossier> {
  const dossier = await tx.of(Dossier).findOrFail({ id: registration.id });
  tx.authorize('see', dossier.facts);
  const { to, transition } = next(registrationWorkflow, registration.state, action, doerOf(tx.actor), facts);
  tx.authorize('work', dossier.facts, { by: transition.by });
  const moved = registration.state !== to;
  registration.state = to;
  tx.audit.record(transition.emits, { type: 'dossier', id: registration.id }, { state: to });
  tx.outbox.emit(transition.emits, { registrationId: registration.id });
  // Whoever searches has to look again at who begins or ceases to be looked at.
  if (moved) tx.outbox.emit('registrations.registration-changed', { registrationId: registration.id });
  return dossier;
}

/** Saves it; every step makes a new version, also where it changed nothing but what belongs to it. */
export async function saved(tx: Transaction, registration: Registration): Promise<Receipt> {
  const before = registration.version;
  const { id, reference, state, version } = await tx.of(Registration).save(registration);
  if (version !== before) return { id, reference, state, version };
  await tx.sql('UPDATE registrations SET version = version + 1 WHERE id = $1', [id]);
  return { id, reference, state, version: version + 1 };
}

export function doerOf(actor: Actor): Doer {
  if (actor.kind === 'staff') return actor.role;
  if (actor.kind === 'system') return 'system';
  throw new NotFound();
}

export async function concernsChild(
  tx: Transaction,
  people: People,
  { kind, personId }: Pick<Registration, 'kind' | 'personId'>,
): Promise<boolean> {
  if (isChildKind(kind)) return true;
  const details = (await people.details(tx, [personId])).get(personId);
  return details !== undefined && isAboutChild(kind, details, tx.now);
}

export function said(text: string | undefined): boolean {
  return (text ?? '').trim().length > 0;
}
