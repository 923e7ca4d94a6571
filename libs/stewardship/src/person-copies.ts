import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { PersonBases, type BasisInput, type BasisState } from '#libs/consent';
import { stillThere, UnitOfWork, type Transaction } from '#libs/database';
import type { DossierId, PersonId, StaffActor } from '#libs/kernel';
import { People, Person, type PersonDetails, type RelationKind } from '#libs/people';
import { byDay, readingsOf, receivingsOf, type Reading, type ReadingDay, type Receiving } from './access-history.js';

/**
 * Everything that is kept of one person as such, and nothing of anyone else: not who is related to them, not who looks for
 * them, not what others told, not whether they are looked for.
 */
export interface PersonCopy {
  madeOn: string;
  person: Pick<
    PersonDetails,
    'names' | 'sex' | 'languages' | 'places' | 'occupation' | 'marks' | 'contacts' | 'documents' | 'protection'
  > & { birth?: object };
  /** That relatives are known, and of what kind; who they are is theirs. */
  relatives: RelationKind[];
  bases: { state: BasisState; basis: Omit<BasisInput, 'guardianId'> }[];
  readBy: ReadingDay[];
  received: { day: string; purpose: string; recipient: string }[];
}

export interface AccessHistory {
  readings: Reading[];
  received: Receiving[];
}

/** What the steward gives to a person who asks for it. */
@Injectable()
export class PersonCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly bases: PersonBases,
  ) {}

  /** @throws NotFound, Forbidden */
  async make(personId: PersonId, by: StaffActor): Promise<PersonCopy> {
    const { bases } = await this.bases.read(personId, by);
    return this.unitOfWork.run(by, async (tx) => {
      const { dossierId } = await governed(tx, personId);
      const { details, relatives } = stillThere((await this.people.open(tx, [personId])).get(personId));
      const { names, birth, sex, languages, places, occupation, marks, contacts, documents, protection } = details;
      const readings = await readingsOf(tx, { id: personId, dossierId });
      const received = await receivingsOf(tx, personId);
      tx.audit.record('person.copied', { type: 'dossier', id: dossierId }, { persons: [personId] });
      return {
        madeOn: tx.now.toISOString().slice(0, 10),
        person: {
          names,
          ...(birth && { birth: birth.spoken }),
          sex,
          languages,
          places,
          occupation,
          marks,
          contacts,
          documents,
          protection,
        },
        relatives: relatives.map(({ kind }) => kind).sort(),
        bases: bases.map(({ state, basis: { guardianId: _, ...basis } }) => ({ state, basis })),
        readBy: byDay(readings),
        received: received.map(({ at, purpose, recipient }) => ({
          day: at.toISOString().slice(0, 10),
          purpose,
          recipient,
        })),
      };
    });
  }

  /** Who read and who received, with names and times: for the steward's eyes. @throws NotFound, Forbidden */
  history(personId: PersonId, by: StaffActor): Promise<AccessHistory> {
    return this.unitOfWork.run(by, async (tx) => {
      const { dossierId } = await governed(tx, personId);
      tx.audit.record('person.history-listed', { type: 'dossier', id: dossierId }, { persons: [personId] });
      return {
        readings: await readingsOf(tx, { id: personId, dossierId }),
        received: await receivingsOf(tx, personId),
      };
    });
  }
}

async function governed(tx: Transaction, personId: PersonId): Promise<{ dossierId: DossierId }> {
  const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
  tx.authorize('govern', (await tx.of(Dossier).findOrFail({ id: dossierId })).facts);
  return { dossierId };
}
