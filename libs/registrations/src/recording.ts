import { Injectable } from '@nestjs/common';
import { openDossiers } from '#libs/access';
import { Consent } from '#libs/consent';
import { BlindIndex } from '#libs/crypto';
import type { Transaction } from '#libs/database';
import { dayOf, formatReference, InvalidInput, newId, type DossierId, type StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import type { NoteInput, RegistrationDetails, RegistrationInput } from './registration-details.js';
import { detailsPlace, notePlace, Registration, RegistrationNote } from './registration.entity.js';
import { sensitivityOf } from './sensitivity.js';

/** Notes to be added to a registration. */
export interface NotesOf {
  dossierId: DossierId;
  notes?: readonly NoteInput[];
}

/**
 * Writes registrations down. Many at once take as many statements as one: a list of a hundred thousand people must not
 * ask the database a million times.
 */
@Injectable()
export class Recording {
  constructor(
    private readonly people: People,
    private readonly consent: Consent,
    private readonly index: BlindIndex,
  ) {}

  /** New registrations with their notes, in the order of the input. @throws InvalidInput, Forbidden */
  async add(tx: Transaction, inputs: readonly RegistrationInput[], by: StaffActor): Promise<Registration[]> {
    if (inputs.length === 0) return [];
    for (const input of inputs) check(input, tx.now);
    const ids = inputs.map(() => newId<'dossier'>());
    await openDossiers(
      tx,
      by,
      inputs.map((input, at) => ({
        id: ids[at]!,
        kind: 'registration' as const,
        sensitivity: sensitivityOf(input, tx.now),
      })),
    );
    await tx.vault.begin(ids);
    const personIds = await this.people.addMany(
      tx,
      inputs.map(({ person: input }, at) => ({ dossierId: ids[at]!, input, path: 'person' })),
    );
    await this.consent.recordFirst(
      tx,
      inputs.map(({ basis }, at) => ({ id: personIds[at]!, dossierId: ids[at]!, basis, path: 'basis' })),
    );
    const references = await this.references(tx, inputs.length);
    const registrations = await Promise.all(
      inputs.map(async (input, at) => {
        const id = ids[at]!;
        return tx.of(Registration).create({
          id,
          dossierId: id,
          reference: references[at]!,
          kind: input.kind,
          personId: personIds[at]!,
          registeredBy: by.accountId,
          registeredOn: input.registeredOn,
          wantsContact: input.wantsContact ?? 'not-asked',
          sourceKey: input.sourceId ? this.sourceKey(input.sourceId) : null,
          details: await tx.vault.seal(id, detailsPlace(id), detailsOfRegistration(input)),
          recordedAt: tx.now,
        });
      }),
    );
    await tx.of(Registration).insert(...registrations);
    await this.insertNotes(
      tx,
      inputs.map(({ notes }, at) => ({ dossierId: ids[at]!, notes })),
    );
    for (const { id, kind } of registrations)
      tx.audit.record('registrations.registered', { type: 'dossier', id }, { kind });
    return registrations;
  }

  /** Adds to registrations that are there already what they do not hold yet, by the notes' ids in their system. */
  async addNotes(tx: Transaction, additions: readonly NotesOf[]): Promise<void> {
    const dossierIds = [
      ...new Set(additions.flatMap(({ dossierId, notes = [] }) => (notes.length > 0 ? dossierId : []))),
    ];
    if (dossierIds.length === 0) return;
    const held = await tx.sql<{ dossier_id: DossierId; source_key: string }>(
      'SELECT dossier_id, source_key FROM registration_notes WHERE dossier_id = ANY ($1) AND source_key IS NOT NULL',
      [dossierIds],
    );
    await tx.vault.unlock(dossierIds);
    await this.insertNotes(tx, additions, new Set(held.map((row) => `${row.dossier_id} ${row.source_key}`)));
  }

  /** A keyed hash: what it was made from cannot be read back, and equal ids give equal keys. */
  sourceKey(sourceId: string): string {
    return this.index.fingerprint('registration.source', sourceId);
  }

  private async insertNotes(tx: Transaction, additions: readonly NotesOf[], held = new Set<string>()): Promise<void> {
    const rows: Promise<RegistrationNote>[] = [];
    for (const { dossierId, notes = [] } of additions)
      for (const { sourceId, ...note } of notes) {
        const sourceKey = sourceId ? this.sourceKey(sourceId) : null;
        if (sourceKey !== null && held.has(`${dossierId} ${sourceKey}`)) continue;
        held.add(`${dossierId} ${sourceKey}`);
        rows.push(sealedNote(tx, { dossierId, sourceKey, note }));
      }
    await tx.of(RegistrationNote).insert(...(await Promise.all(rows)));
  }

  private async references(tx: Transaction, count: number): Promise<string[]> {
    const rows = await tx.sql<{ number: string }>(
      `SELECT nextval('registration_numbers') AS number FROM generate_series(1, $1)`,
      [count],
    );
    return rows.map(({ number }) => formatReference('REG', tx.now.getUTCFullYear(), Number(number)));
  }
}

function check({ registeredOn }: RegistrationInput, now: Date): void {
  if (registeredOn > dayOf(now))
    throw new InvalidInput([
      { path: 'registeredOn', code: 'date.in-future', message: 'The day of registration cannot be in the future.' },
    ]);
}

function detailsOfRegistration({
  place,
  circumstances,
  caregiver,
  careArrangement,
}: RegistrationInput): RegistrationDetails {
  return { place, circumstances, caregiver, careArrangement };
}

async function sealedNote(
  tx: Transaction,
  { dossierId, sourceKey, note }: { dossierId: DossierId; sourceKey: string | null; note: Omit<NoteInput, 'sourceId'> },
): Promise<RegistrationNote> {
  const id = newId<'note'>();
  const sealed = await tx.vault.seal(dossierId, notePlace(id), note);
  return tx.of(RegistrationNote).create({ id, dossierId, sourceKey, note: sealed, recordedAt: tx.now });
}
