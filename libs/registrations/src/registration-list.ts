import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Dossier } from '#libs/access';
import { stillThere, UnitOfWork } from '#libs/database';
import type { DossierId, Sensitivity, StaffActor } from '#libs/kernel';
import { displayName, People } from '#libs/people';
import type { RegistrationKind } from './registration-details.js';
import type { RegistrationState } from './registration.workflow.js';
import { Registration } from './registration.entity.js';

export interface RegistrationLine {
  id: DossierId;
  reference: string;
  kind: RegistrationKind;
  state: RegistrationState;
  sensitivity: Sensitivity;
  person: string;
  registeredOn: string;
  version: number;
}

@Injectable()
export class RegistrationList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /** Newest first. @param page.after the last id of the page before */
  list(page: { limit: number; after?: DossierId }, by: StaffActor): Promise<RegistrationLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const where = { ...(page.after && { id: LessThan(page.after) }) };
      const rows = await tx.of(Registration).first(where, { id: 'DESC' }, page.limit);
      const [details, dossiers] = await Promise.all([
        this.people.details(
          tx,
          rows.map(({ personId }) => personId),
        ),
        rows.length === 0 ? [] : tx.of(Dossier).all({ id: In(rows.map(({ id }) => id)) }),
      ]);
      tx.audit.record(
        'registrations.listed',
        { type: 'account', id: by.accountId },
        { dossiers: rows.map(({ id }) => id) },
      );
      return rows.map(({ id, reference, kind, state, personId, registeredOn, version }) => {
        const person = details.get(personId);
        const sensitivity = stillThere(dossiers.find((dossier) => dossier.id === id)).sensitivity;
        return {
          id,
          reference,
          kind,
          state,
          sensitivity,
          person: person ? displayName(person) : '',
          registeredOn,
          version,
        };
      });
    });
  }
}
