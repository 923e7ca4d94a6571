import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { daysAfter, type DossierId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { shouldBeFollowedUp } from './kind-needs.js';
import { Recording, type NotesOf } from './recording.js';
import type { RegistrationInput } from './registration-details.js';

export type Imported = 'added' | 'known';

/** Most registrations whose ids one event carries. */
export const MOST_IN_BATCH = 200;

/** Days until a first follow-up has to be planned: for children and detainees, and for everyone else. */
const FIRST_FOLLOW_UP = { urgent: 3, usual: 30 } as const;

/** Registers people met in the field. */
@Injectable()
export class Registrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recording: Recording,
    private readonly tasks: Tasks,
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
   * system it came from, is not added again; notes that are new are. One event tells of all that were added.
   * @param inputs at most `MOST_IN_BATCH`
   * @throws InvalidInput, Forbidden
   */
  async importBatch(tx: Transaction, inputs: readonly RegistrationInput[], by: StaffActor): Promise<Imported[]> {
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
    );
    for (const { id, sourceKey } of added) if (sourceKey !== null) known.set(sourceKey, id);
    const later = inputs.flatMap(({ notes }, at): NotesOf[] =>
      outcomes[at] === 'known' ? [{ dossierId: known.get(keys[at]!)!, notes }] : [],
    );
    await this.recording.addNotes(tx, later);
    if (added.length > 0)
      tx.outbox.emit(
        'registrations.batch-registered',
        { registrationIds: added.map(({ id }) => id).join(',') },
        'bulk',
      );
    return outcomes;
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
