import { Injectable } from '@nestjs/common';
import { openDossier } from '#libs/access';
import { Consent } from '#libs/consent';
import { BlindIndex } from '#libs/crypto';
import { UnitOfWork, type Lane, type Receipt, type Transaction } from '#libs/database';
import {
  dayOf,
  formatReference,
  InvalidInput,
  newId,
  type DossierId,
  type Sensitivity,
  type StaffActor,
} from '#libs/kernel';
import { detailsOf, mayBeChild, People } from '#libs/people';
import type { NoteInput, RegistrationDetails, RegistrationInput } from './registration-details.js';
import { detailsPlace, notePlace, Registration, RegistrationNote } from './registration.entity.js';

export type Imported = 'added' | 'known';

/** Registers people met in the field. */
@Injectable()
export class Registrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly consent: Consent,
    private readonly index: BlindIndex,
  ) {}

  /** @throws InvalidInput, Forbidden */
  register(input: RegistrationInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, (tx) => this.add(tx, input, by, 'prompt'));
  }

  /**
   * Registers one record of a file inside the file's own batch. A record that came before, by its id in the system it
   * came from, is not added again; notes that are new are.
   */
  async import(tx: Transaction, input: RegistrationInput, by: StaffActor): Promise<Imported> {
    const known = input.sourceId
      ? await tx.of(Registration).find({ sourceKey: this.sourceKey(input.sourceId) })
      : undefined;
    if (!known) {
      await this.add(tx, input, by, 'bulk');
      return 'added';
    }
    await this.addNotes(tx, known.id, input.notes);
    return 'known';
  }

  private async add(tx: Transaction, input: RegistrationInput, by: StaffActor, lane: Lane): Promise<Receipt> {
    if (input.registeredOn > dayOf(tx.now)) {
      throw new InvalidInput([
        { path: 'registeredOn', code: 'date.in-future', message: 'The day of registration cannot be in the future.' },
      ]);
    }
    const id = newId<'dossier'>();
    await openDossier(tx, by, { id, kind: 'registration', sensitivity: sensitivityOf(input, tx.now) });
    await tx.vault.begin([id]);
    const personId = await this.people.add(tx, id, input.person, 'person');
    await this.consent.record(tx, { id: personId, dossierId: id }, input.basis, 'basis');
    const { place, circumstances, caregiver, careArrangement } = input;
    const details: RegistrationDetails = { place, circumstances, caregiver, careArrangement };
    const registration = tx.of(Registration).create({
      id,
      dossierId: id,
      reference: await this.reference(tx),
      kind: input.kind,
      personId,
      registeredBy: by.accountId,
      registeredOn: input.registeredOn,
      wantsContact: input.wantsContact ?? 'not-asked',
      sourceKey: input.sourceId ? this.sourceKey(input.sourceId) : null,
      details: await tx.vault.seal(id, detailsPlace(id), details),
      recordedAt: tx.now,
    });
    await tx.of(Registration).insert(registration);
    await this.addNotes(tx, id, input.notes);
    tx.audit.record('registrations.registered', { type: 'dossier', id }, { kind: input.kind });
    tx.outbox.emit('registrations.registered', { registrationId: id }, lane);
    return { id, reference: registration.reference, version: 1 };
  }

  private async addNotes(tx: Transaction, dossierId: DossierId, notes: readonly NoteInput[] = []): Promise<void> {
    for (const { sourceId, ...note } of notes) {
      const sourceKey = sourceId ? this.sourceKey(sourceId) : null;
      if (sourceKey && (await tx.of(RegistrationNote).find({ dossierId, sourceKey }))) continue;
      const id = newId<'note'>();
      const sealed = await tx.vault.seal(dossierId, notePlace(id), note);
      await tx
        .of(RegistrationNote)
        .insert(tx.of(RegistrationNote).create({ id, dossierId, sourceKey, note: sealed, recordedAt: tx.now }));
    }
  }

  private sourceKey(sourceId: string): string {
    return this.index.fingerprint('registration.source', sourceId);
  }

  private async reference(tx: Transaction): Promise<string> {
    const [row] = await tx.sql<{ number: string }>(`SELECT nextval('registration_numbers') AS number`);
    return formatReference('REG', tx.now.getUTCFullYear(), Number(row!.number));
  }
}

/** Children, detainees and everyone with a protection flag are not for the whole branch. */
function sensitivityOf({ sensitivity = 'open', kind, person }: RegistrationInput, now: Date): Sensitivity {
  if (sensitivity !== 'open') return sensitivity;
  const guarded =
    ['unaccompanied-child', 'separated-child', 'detained'].includes(kind) || (person.protection?.length ?? 0) > 0;
  return guarded || mayBeChild(detailsOf(person, 'person'), now) ? 'restricted' : 'open';
}
