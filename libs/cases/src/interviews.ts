import { Injectable } from '@nestjs/common';
import { checkBasisOfSought, Consent, type BasisInput } from '#libs/consent';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { People } from '#libs/people';
import {
  circumstancesKnown,
  circumstancesOf,
  type Circumstances,
  type InterviewInput,
  type SoughtPersonInput,
  type Story,
} from './interview.js';
import { circumstancesPlace, SoughtPerson } from './sought-person.entity.js';
import { storyPlace, type TracingRequest } from './tracing-request.entity.js';

/** A sought person of a request, with what is sealed of the search for them. */
export interface Sought {
  row: SoughtPerson;
  circumstances: Circumstances;
}

/** Writes what an enquirer tells into persons, circumstances and bases, and reads the sealed parts back. */
@Injectable()
export class Interviews {
  constructor(
    private readonly people: People,
    private readonly consent: Consent,
  ) {}

  /** @throws InvalidInput */
  async addEnquirer(tx: Transaction, dossierId: DossierId, { enquirer }: InterviewInput): Promise<PersonId> {
    return this.add(tx, dossierId, enquirer, 'enquirer');
  }

  private async add(
    tx: Transaction,
    dossierId: DossierId,
    { person: input, basis }: Pick<SoughtPersonInput, 'person' | 'basis'>,
    path: string,
  ): Promise<PersonId> {
    const [added] = await this.people.addMany(tx, [{ dossierId, input, path: `${path}.person` }]);
    if (basis) await this.consent.recordFirst(tx, [{ ...added!, basis, path: `${path}.basis` }]);
    return added!.id;
  }

  /** @throws InvalidInput */
  async replaceEnquirer(
    tx: Transaction,
    { enquirerId: id, id: dossierId }: TracingRequest,
    { enquirer }: InterviewInput,
  ): Promise<void> {
    await this.people.replace(tx, id, enquirer.person, 'enquirer.person');
    if (enquirer.basis) await this.consent.record(tx, { id, dossierId }, enquirer.basis, 'enquirer.basis');
  }

  /** Makes the sought persons of the request the ones given: changes the known, adds the new, removes the missing. */
  async saveSought(tx: Transaction, dossierId: DossierId, inputs: readonly SoughtPersonInput[] = []): Promise<void> {
    await this.writeSought(tx, dossierId, inputs, await tx.of(SoughtPerson).all({ dossierId }));
  }

  /** The sought persons of a request that this very transaction opens. @throws InvalidInput */
  async addSought(tx: Transaction, dossierId: DossierId, inputs: readonly SoughtPersonInput[] = []): Promise<void> {
    await this.writeSought(tx, dossierId, inputs, []);
  }

  private async writeSought(
    tx: Transaction,
    dossierId: DossierId,
    inputs: readonly SoughtPersonInput[],
    before: readonly SoughtPerson[],
  ): Promise<void> {
    const known = new Map(before.map((sought) => [sought.id, sought]));
    for (const [position, input] of inputs.entries()) {
      const path = `soughtPersons.${position}`;
      const circumstances = circumstancesOf(input.circumstances, `${path}.circumstances`);
      if (input.basis) checkBasisOfSought(input.basis, `${path}.basis`);
      const existing = input.id && known.get(input.id);
      const id = existing ? existing.id : await this.add(tx, dossierId, input, path);
      if (existing) await this.people.replace(tx, id, input.person, `${path}.person`);
      known.delete(id);
      const sealed = await tx.vault.seal(dossierId, circumstancesPlace(id), circumstances);
      const row = existing ?? tx.of(SoughtPerson).create({ id, dossierId, located: false });
      Object.assign(row, { position, relation: input.relation, circumstances: sealed });
      if (existing) await tx.of(SoughtPerson).save(row);
      else await tx.of(SoughtPerson).insert(row);
      if (existing && input.basis) await this.consent.record(tx, { id, dossierId }, input.basis, `${path}.basis`);
    }
    for (const [id, left] of known) {
      // Takes the id out of the removed row.
      await tx.of(SoughtPerson).remove(left);
      await this.people.remove(tx, id);
    }
  }

  async writeStory(tx: Transaction, request: TracingRequest, story: Story): Promise<void> {
    request.story = await tx.vault.seal(request.id, storyPlace(request.id), story);
  }

  /** Adds to the story or replaces parts of it; the rest stays. */
  async amendStory(tx: Transaction, request: TracingRequest, parts: Partial<Story>): Promise<void> {
    await this.writeStory(tx, request, { ...(await this.readStory(tx, request)), ...parts });
  }

  readStory(tx: Transaction, { id, story }: TracingRequest): Promise<Story> {
    return tx.vault.open<Story>(id, storyPlace(id), story);
  }

  /** The sought persons of a request in the order they were told, with their circumstances. */
  async readSought(tx: Transaction, dossierId: DossierId): Promise<Sought[]> {
    const rows = (await tx.of(SoughtPerson).all({ dossierId })).sort((a, b) => a.position - b.position);
    return Promise.all(rows.map(async (row) => ({ row, circumstances: await this.readCircumstances(tx, row) })));
  }

  readCircumstances(tx: Transaction, { id, dossierId, circumstances }: SoughtPerson): Promise<Circumstances> {
    return tx.vault.open<Circumstances>(dossierId, circumstancesPlace(id), circumstances);
  }
}

/** What the table of requests asks of an interview before it is handed in. Pure. @param bases of everybody in the request */
export function factsOfInterview(
  { identityChecked, noticeGiven }: TracingRequest,
  sought: readonly Sought[],
  bases: ReadonlyMap<PersonId, BasisInput>,
) {
  const anyone = sought.length > 0;
  return {
    'enquirer-identified': identityChecked,
    'relation-known': anyone,
    'sought-person-named': anyone,
    'circumstances-known': anyone && sought.every(({ circumstances }) => circumstancesKnown(circumstances)),
    'information-notice-given': noticeGiven,
    'basis-recorded': anyone && bases.size === sought.length + 1,
  };
}
