import { Injectable } from '@nestjs/common';
import { openDossiers } from '#libs/access';
import { Consent } from '#libs/consent';
import { BlindIndex } from '#libs/crypto';
import type { Transaction } from '#libs/database';
import {
  dayOf,
  daysAfter,
  formatReference,
  InvalidInput,
  newId,
  type DossierId,
  type PersonId,
  type StaffActor,
} from '#libs/kernel';
import { People } from '#libs/people';
import { NOTICE_DAYS, REVIEW_DAYS } from './ending.js';
import { HouseholdMember } from './household-member.entity.js';
import { kindProblem } from './kind-needs.js';
import { detailsOfRegistration, type NoteInput, type RegistrationInput } from './registration-details.js';
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

  /**
   * New registrations with their notes, in the order of the input.
   * @param listId the list they were on, where they came on one
   * @throws InvalidInput, Forbidden
   */
  async add(
    tx: Transaction,
    inputs: readonly RegistrationInput[],
    by: StaffActor,
    listId?: DossierId,
  ): Promise<Registration[]> {
    if (inputs.length === 0) return [];
    for (const input of inputs) check(input, tx.now);
    const ids = inputs.map(() => newId<'dossier'>());
    // The only answer that anything here waits for: asked first, so that it is on its way with everything else.
    const numbers = this.references(tx, inputs.length);
    tx.meanwhile(numbers);
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
    const persons = inputs.flatMap((input, at) => personsOf(input, ids[at]!));
    const added = await this.people.addMany(tx, persons);
    await this.consent.recordFirst(
      tx,
      persons.map(({ basis, basisPath }, at) => ({ ...added[at]!, basis, path: basisPath })),
    );
    const own = new Map<DossierId, PersonId[]>(ids.map((id) => [id, []]));
    persons.forEach(({ dossierId }, at) => own.get(dossierId)!.push(added[at]!.id));
    const references = await numbers;
    const registrations = await Promise.all(
      inputs.map(async (input, at) => {
        const id = ids[at]!;
        return tx.of(Registration).create({
          id,
          dossierId: id,
          reference: references[at]!,
          kind: input.kind,
          personId: own.get(id)![0]!,
          state: 'active',
          registeredBy: by.accountId,
          ownerId: by.accountId,
          reviewOn: daysAfter(tx.now, REVIEW_DAYS),
          holdsUntil: input.kind === 'safe-and-well' ? daysAfter(tx.now, NOTICE_DAYS) : null,
          registeredOn: input.registeredOn,
          wantsContact: input.wantsContact ?? 'not-asked',
          sourceKey: input.sourceId ? this.sourceKey(input.sourceId) : null,
          details: await tx.vault.seal(id, detailsPlace(id), detailsOfRegistration(input)),
          recordedAt: tx.now,
        });
      }),
    );
    await tx.of(Registration).insert(...registrations);
    const members = inputs.flatMap(({ members = [] }, at) =>
      members.map(({ relation }, position) =>
        tx
          .of(HouseholdMember)
          .create({ personId: own.get(ids[at]!)![position + 1]!, dossierId: ids[at]!, position, relation }),
      ),
    );
    await tx.of(HouseholdMember).insert(...members);
    await this.insertNotes(
      tx,
      inputs.map(({ notes }, at) => ({ dossierId: ids[at]!, notes })),
    );
    for (const { id, kind } of registrations)
      tx.audit.record('registrations.registered', { type: 'dossier', id }, { kind, ...(listId && { list: listId }) });
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

function check(input: RegistrationInput, now: Date): void {
  const problem = input.registeredOn > dayOf(now) ? IN_FUTURE : kindProblem(input);
  if (problem) throw new InvalidInput([problem]);
}

const IN_FUTURE = {
  path: 'registeredOn',
  code: 'date.in-future',
  message: 'The day of registration cannot be in the future.',
};

/** The person the registration is about, then the others of the household, each with the basis their data is used on. */
function personsOf({ person, basis, members = [] }: RegistrationInput, dossierId: DossierId) {
  return [
    { dossierId, input: person, path: 'person', basis, basisPath: 'basis' },
    ...members.map((member, at) => ({
      dossierId,
      input: member.person,
      path: `members.${at}.person`,
      basis: member.basis ?? basis,
      basisPath: member.basis ? `members.${at}.basis` : 'basis',
    })),
  ];
}

async function sealedNote(
  tx: Transaction,
  { dossierId, sourceKey, note }: { dossierId: DossierId; sourceKey: string | null; note: Omit<NoteInput, 'sourceId'> },
): Promise<RegistrationNote> {
  const id = newId<'note'>();
  const sealed = await tx.vault.seal(dossierId, notePlace(id), note);
  return tx.of(RegistrationNote).create({ id, dossierId, sourceKey, note: sealed, recordedAt: tx.now });
}
