import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { storedKey, type DataKeyRow, type Transaction } from '#libs/database';
import { newId, type DossierId, type PersonId } from '#libs/kernel';
import { detailsOf, type PersonDetails, type PersonInput, type RelationKind, type Sourced } from './person-details.js';
import { Person, Relation } from './person.entity.js';

/** A person opened for reading. */
export interface KnownPerson {
  id: PersonId;
  details: PersonDetails;
  relatives: { id: PersonId; kind: RelationKind; details: PersonDetails }[];
}

function placeOf(id: PersonId) {
  return { table: 'persons', column: 'details', row: id };
}

/** Persons and their relatives, always inside somebody's unit of work. */
@Injectable()
export class People {
  /** @param path where the person stands in the input, for the violations @throws InvalidInput */
  async add(tx: Transaction, dossierId: DossierId, input: PersonInput, path: string): Promise<PersonId> {
    return (await this.addMany(tx, [{ dossierId, input, path }]))[0]!.id;
  }

  /** Many new persons with their relatives: three statements for all. @returns them, in the same order @throws InvalidInput */
  async addMany(tx: Transaction, persons: readonly PersonToAdd[]): Promise<AddedPerson[]> {
    const families = persons.map(({ dossierId, input, path }) => {
      const id = newId<'person'>();
      const relatives = relativesOf(input, path).map((relative) => ({ ...relative, dossierId, of: id }));
      return [{ id, dossierId, details: detailsOf(input, path) }, ...relatives];
    });
    await this.insert(tx, families.flat());
    return families.map(([person]) => person!);
  }

  /** Replaces what is known of a person, relatives included. @throws InvalidInput, NotFound */
  async replace(tx: Transaction, id: PersonId, input: PersonInput, path: string): Promise<void> {
    const details = detailsOf(input, path);
    const person = await tx.of(Person).lockOrFail({ id });
    person.details = await tx.vault.seal(id, placeOf(id), details);
    await tx.of(Person).save(person);
    const relations = await tx.of(Relation).all({ personId: id });
    for (const { relativeId } of relations) await this.remove(tx, relativeId);
    const { dossierId } = person;
    await this.insert(
      tx,
      relativesOf(input, path).map((relative) => ({ ...relative, dossierId, of: id })),
    );
  }

  /** Removes a person and their relatives; their keys are destroyed right after. */
  async remove(tx: Transaction, id: PersonId): Promise<void> {
    for (const { relativeId } of await tx.of(Relation).all({ personId: id })) await this.remove(tx, relativeId);
    const person = await tx.of(Person).lockOrFail({ id });
    await tx.of(Person).remove(person);
    tx.audit.record('person.removed', { type: 'dossier', id: person.dossierId }, { person: id });
    tx.outbox.emit('people.person-removed', { personId: id, dossierId: person.dossierId });
  }

  /** Opens many persons at once: three queries and one load of keys, however many they are. */
  async open(tx: Transaction, ids: readonly PersonId[]): Promise<Map<PersonId, KnownPerson>> {
    const relations = ids.length === 0 ? [] : await tx.of(Relation).all({ personId: In([...ids]) });
    const details = await this.details(tx, [...ids, ...relations.map(({ relativeId }) => relativeId)]);
    return withRelatives(ids, details, relations);
  }

  /** Opens everyone in these dossiers, relatives too: three questions that need not wait for each other. */
  async ofDossiers(tx: Transaction, ...dossierIds: readonly DossierId[]): Promise<Map<PersonId, KnownPerson>> {
    const among = In([...dossierIds]);
    const [, rows, relations] = await tx.together(
      this.unlockDossiers(tx, ...dossierIds),
      tx.of(Person).all({ dossierId: among }),
      tx.of(Relation).all({ dossierId: among }),
    );
    const details = await this.opened(tx, rows);
    return withRelatives([...details.keys()], details, relations);
  }

  /**
   * Fetches the keys of dossiers and of everyone in them with one load: what is asked beside it can be opened as soon as it
   * comes, whoever it is about.
   */
  unlockDossiers(tx: Transaction, ...dossierIds: readonly DossierId[]): Promise<void> {
    const load = tx.sql<DataKeyRow>(
      `SELECT subject_id, version, kek_id, wrapped FROM vault.data_keys WHERE wrapped IS NOT NULL
         AND subject_id = ANY (ARRAY(SELECT id FROM persons WHERE dossier_id = ANY ($1)) || $1::uuid[])`,
      [dossierIds],
    );
    return tx.vault.expect(load.then((rows) => rows.map(storedKey)));
  }

  /** Details alone, for lists that show names. */
  async details(tx: Transaction, ids: readonly PersonId[]): Promise<Map<PersonId, PersonDetails>> {
    if (ids.length === 0) return new Map();
    const [rows] = await Promise.all([tx.of(Person).all({ id: In([...ids]) }), tx.vault.unlock(ids)]);
    return this.opened(tx, rows);
  }

  private async opened(tx: Transaction, rows: readonly Person[]): Promise<Map<PersonId, PersonDetails>> {
    const opened = await Promise.all(
      rows.map(async ({ id, details }) => [id, await tx.vault.open<PersonDetails>(id, placeOf(id), details)] as const),
    );
    return new Map(opened);
  }

  /** Inserts new persons and, for the relatives among them, whose relatives they are: three statements for all. */
  private async insert(tx: Transaction, persons: readonly NewPerson[]): Promise<void> {
    if (persons.length === 0) return;
    await tx.vault.begin(persons.map(({ id }) => id));
    const rows = persons.map(async ({ id, dossierId, details }) =>
      tx.of(Person).create({ id, dossierId, details: await tx.vault.seal(id, placeOf(id), details) }),
    );
    await tx.of(Person).insert(...(await Promise.all(rows)));
    const relations = persons.flatMap(({ id: relativeId, dossierId, of: personId, kind }) =>
      personId && kind ? [tx.of(Relation).create({ id: newId(), dossierId, personId, relativeId, kind })] : [],
    );
    await tx.of(Relation).insert(...relations);
  }
}

function withRelatives(
  ids: readonly PersonId[],
  details: ReadonlyMap<PersonId, PersonDetails>,
  relations: readonly Relation[],
): Map<PersonId, KnownPerson> {
  const known = new Map<PersonId, KnownPerson>();
  for (const id of ids) {
    const own = details.get(id);
    if (own) known.set(id, { id, details: own, relatives: [] });
  }
  for (const { personId, relativeId, kind } of relations) {
    const theirs = details.get(relativeId);
    if (theirs) known.get(personId)?.relatives.push({ id: relativeId, kind, details: theirs });
  }
  return known;
}

/** A person to be added to a dossier. */
export interface PersonToAdd {
  dossierId: DossierId;
  input: PersonInput;
  /** Where the person stands in the input, for the violations. */
  path: string;
}

/** A person who was just added. */
export interface AddedPerson {
  id: PersonId;
  dossierId: DossierId;
  details: PersonDetails;
}

interface NewPerson extends AddedPerson {
  /** Whose relative they are, and what they are to them. */
  of?: PersonId;
  kind?: RelationKind;
}

function relativesOf(
  { relatives = [] }: PersonInput,
  path: string,
): { id: PersonId; details: PersonDetails; kind: RelationKind }[] {
  return relatives.map(({ kind, source, certainty, ...relative }, index) => {
    const details = detailsOf(relative, `${path}.relatives.${index}`);
    const relation: Sourced = { ...(source && { source }), ...(certainty && { certainty }) };
    return {
      id: newId<'person'>(),
      details: { ...details, ...(Object.keys(relation).length > 0 && { relation }) },
      kind,
    };
  });
}

/** The name a person is called in lists: the usual one where there is one. */
export function displayName({ names }: PersonDetails): string {
  return (names.find(({ kind }) => kind === 'usual') ?? names[0])?.text ?? '';
}
