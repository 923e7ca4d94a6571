import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { UnitOfWork, type Receipt } from '#libs/database';
import { InvalidInput, type DossierId, type StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { kindProblem } from './kind-needs.js';
import { keepChange } from './registration-change.entity.js';
import { detailsOfRegistration, type RegistrationInput } from './registration-details.js';
import { detailsPlace } from './registration.entity.js';
import { raised, sensitivityOf } from './sensitivity.js';
import { said, stepOn } from './take-step.js';

/** All that is told of the person and the meeting, as it is known now, and where that comes from. */
export type RegistrationCorrection = Omit<
  RegistrationInput,
  'kind' | 'sensitivity' | 'registeredOn' | 'wantsContact' | 'basis' | 'members' | 'notes' | 'sourceId'
> & {
  source: string;
  reason?: string;
};

/** What was written down is not rewritten without a word: every correction keeps where it comes from. */
@Injectable()
export class RegistrationCorrections {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** @throws InvalidInput, GuardNotMet, StaleVersion */
  correct(id: DossierId, correction: RegistrationCorrection, version: number, by: StaffActor): Promise<Receipt> {
    const { source, reason, person, ...told } = correction;
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'correct' },
      (_, { kind, wantsContact, registeredOn }) => {
        const input = { ...told, kind, person, wantsContact, registeredOn } as RegistrationInput;
        const problem = kindProblem(input);
        if (problem) throw new InvalidInput([problem]);
        return { 'source-given': said(source), 'kind-needs-met': true };
      },
      async (tx, registration, dossier) => {
        await this.people.replace(tx, registration.personId, person, 'person');
        registration.details = await tx.vault.seal(id, detailsPlace(id), detailsOfRegistration(told));
        const sensitivity = raised(
          dossier.sensitivity,
          sensitivityOf({ ...told, kind: registration.kind, person }, tx.now),
        );
        if (sensitivity !== dossier.sensitivity) {
          dossier.sensitivity = sensitivity;
          await tx.of(Dossier).save(dossier);
        }
        await keepChange(tx, id, 'corrected', { source, ...(reason && { reason }) });
      },
    );
  }
}
