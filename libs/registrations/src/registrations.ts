import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { Authorizer, UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, Forbidden, NotFound, type DossierId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { shouldBeFollowedUp } from './kind-needs.js';
import { Recording, type NotesOf } from './recording.js';
import type { RegistrationInput } from './registration-details.js';

export type Imported = 'added' | 'known';

/** Most registrations whose ids one event carries. */
export const MOST_IN_BATCH = 200;

/** Where a batch comes from, and when those in it are looked for. */
export interface BatchOptions {
  /** The list it is a piece of. */
  listId?: DossierId;
  /** Seconds to wait before anybody is looked for: searching while a list comes in would make its people wait. */
  searchAfter?: number;
}

/** Days until a first follow-up has to be planned: for children and detainees, and for everyone else. */
const FIRST_FOLLOW_UP = { urgent: 3, usual: 30 } as const;

/** Registers people met in the field. */
@Injectable()
export class Registrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recording: Recording,
    private readonly tasks: Tasks,
    private readonly authorizer: Authorizer,
  ) {}

  /** @throws InvalidInput, Forbidden */
  register(input: RegistrationInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const [registration] = await this.recording.add(tx, [input], by);
      const { id, reference, state, kind, ownerId } = registration!;
      const followUp = shouldBeFollowedUp(kind);
      if (followUp)
        await this.tasks.open(tx, {
          kind: 'follow-up-registration',
          dossierId: id,
          owner: ownerId,
          due: daysAfter(tx.now, FIRST_FOLLOW_UP[followUp]),
        });
      tx.outbox.emit('registrations.registered', { registrationId: id });
      return { id, reference, state, version: 1 };
    });
  }

  /**
   * Registers a batch of a file, with as many statements as for one record. A record that came before, by its id in the
   * system it came from, is not added again; notes that are new are, where `by` may record in it. One event tells of all
   * that were added.
   * @param inputs at most `MOST_IN_BATCH`
   * @param by whose they become, whether they act themselves or the worker does it for them
   * @throws InvalidInput, Forbidden
   */
  async importBatch(
    tx: Transaction,
    inputs: readonly RegistrationInput[],
    by: StaffActor,
    { listId, searchAfter }: BatchOptions = {},
  ): Promise<Imported[]> {
    const keys = inputs.map(({ sourceId }) => (sourceId ? this.recording.sourceKey(sourceId) : undefined));
    const known = await this.known(tx, keys);
    const met = new Set<string>();
    const outcomes = keys.map((key): Imported => {
      if (key === undefined) return 'added';
      if (known.has(key) || met.has(key)) return 'known';
      met.add(key);
      return 'added';
    });
    const added = await this.recording.add(
      tx,
      inputs.filter((_, at) => outcomes[at] === 'added'),
      by,
      listId,
    );
    const closed = await this.closedTo(tx, [...known.values()], by);
    for (const { id, sourceKey } of added) if (sourceKey !== null) known.set(sourceKey, id);
    const later = inputs
      .flatMap(({ notes }, at): NotesOf[] =>
        outcomes[at] === 'known' ? [{ dossierId: known.get(keys[at]!)!, notes }] : [],
      )
      .filter(({ dossierId }) => !closed.has(dossierId));
    await this.recording.addNotes(tx, later);
    if (added.length > 0)
      tx.outbox.emit(
        'registrations.batch-registered',
        { registrationIds: added.map(({ id }) => id).join(',') },
        'bulk',
        searchAfter,
      );
    return outcomes;
  }

  /** Those in which `by` may write nothing. Whoever acts themselves does not even find these; the worker finds them all. */
  private async closedTo(tx: Transaction, ids: readonly DossierId[], by: StaffActor): Promise<Set<DossierId>> {
    if (tx.actor.kind === 'staff' || ids.length === 0) return new Set();
    const dossiers = await tx.of(Dossier).all({ id: In([...new Set(ids)]) });
    return new Set(dossiers.filter(({ facts }) => !this.mayRecord(by, facts)).map(({ id }) => id));
  }

  private mayRecord(by: StaffActor, facts: Dossier['facts']): boolean {
    try {
      this.authorizer.authorize(by, 'record', facts);
      return true;
    } catch (error) {
      if (error instanceof Forbidden || error instanceof NotFound) return false;
      throw error;
    }
  }

  /** The registrations that came before, by their source key. */
  private async known(tx: Transaction, keys: readonly (string | undefined)[]): Promise<Map<string, DossierId>> {
    const wanted = keys.filter((key) => key !== undefined);
    if (wanted.length === 0) return new Map();
    const rows = await tx.sql<{ id: DossierId; source_key: string }>(
      'SELECT id, source_key FROM registrations WHERE source_key = ANY ($1)',
      [wanted],
    );
    return new Map(rows.map((row) => [row.source_key, row.id]));
  }
}
