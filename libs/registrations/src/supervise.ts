import { Dossier } from '#libs/access';
import type { Receipt, Transaction, UnitOfWork } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import { NotYours, TransitionRefused } from '#libs/workflow';
import { Registration } from './registration.entity.js';
import { saved } from './take-step.js';

const SUPERVISORS = ['supervisor'] as const;

/**
 * What a supervisor does to an active registration, once, that moves no state: where it belongs, and who is in charge.
 * @throws NotFound, NotYours, Forbidden, StaleVersion, TransitionRefused where the registration has ended
 */
export function supervise(
  unitOfWork: UnitOfWork,
  { id, version, by, action }: { id: DossierId; version: number; by: StaffActor; action: string },
  change: (tx: Transaction, registration: Registration, dossier: Dossier) => Promise<void>,
): Promise<Receipt> {
  return unitOfWork.once(by, async (tx) => {
    const registration = await tx.of(Registration).lockOrFail({ id }, version);
    const dossier = await tx.of(Dossier).lockOrFail({ id });
    tx.authorize('see', dossier.facts);
    if (by.role !== 'supervisor') throw new NotYours(SUPERVISORS);
    tx.authorize('work', dossier.facts, { by: SUPERVISORS });
    if (registration.state !== 'active') throw new TransitionRefused(action, registration.state);
    await change(tx, registration, dossier);
    return saved(tx, registration);
  });
}
