import { Injectable } from '@nestjs/common';
import { Account, authorizedDossier, Branch } from '#libs/access';
import { Consent, type BasisInput } from '#libs/consent';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, BranchId, DossierId, Sensitivity, StaffActor } from '#libs/kernel';
import { People, type KnownPerson } from '#libs/people';
import type { NoteInput, RegistrationDetails, RegistrationKind, WantsContact } from './registration-details.js';
import { detailsPlace, notePlace, Registration, RegistrationNote } from './registration.entity.js';

export interface RegistrationView extends RegistrationDetails {
  id: DossierId;
  reference: string;
  kind: RegistrationKind;
  sensitivity: Sensitivity;
  branch: { id: BranchId; name: string };
  registeredBy: { id: AccountId; name: string };
  registeredOn: string;
  wantsContact: WantsContact;
  person: KnownPerson;
  basis?: BasisInput;
  notes: Pick<NoteInput, 'text' | 'writtenAt'>[];
  version: number;
}

@Injectable()
export class RegistrationReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly consent: Consent,
  ) {}

  /** Reading is logged. @throws NotFound */
  read(id: DossierId, by: StaffActor): Promise<RegistrationView> {
    return this.unitOfWork.run(by, async (tx) => {
      const dossier = await authorizedDossier(tx, id, 'see');
      const registration = await tx.of(Registration).findOrFail({ id });
      const { reference, kind, personId, registeredBy, registeredOn, wantsContact, version } = registration;
      const branch = await tx.of(Branch).findOrFail({ id: dossier.branchId });
      const registrar = await tx.of(Account).find({ id: registeredBy });
      const people = await this.people.open(tx, [personId]);
      tx.audit.record('registration.read', { type: 'dossier', id }, { persons: [personId] });
      return {
        id,
        reference,
        kind,
        sensitivity: dossier.sensitivity,
        branch: { id: branch.id, name: branch.name },
        registeredBy: { id: registeredBy, name: registrar?.name ?? '' },
        registeredOn,
        wantsContact,
        ...(await this.readDetails(tx, registration)),
        person: people.get(personId)!,
        basis: (await this.consent.of(tx, [personId])).get(personId),
        notes: await this.notes(tx, id),
        version,
      };
    });
  }

  readDetails(tx: Transaction, { id, details }: Registration): Promise<RegistrationDetails> {
    return tx.vault.open<RegistrationDetails>(id, detailsPlace(id), details);
  }

  private async notes(tx: Transaction, dossierId: DossierId): Promise<RegistrationView['notes']> {
    const rows = await tx.of(RegistrationNote).all({ dossierId });
    rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    return Promise.all(
      rows.map(({ id, note }) => tx.vault.open<RegistrationView['notes'][number]>(dossierId, notePlace(id), note)),
    );
  }
}
