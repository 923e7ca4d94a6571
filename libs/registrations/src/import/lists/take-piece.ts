import { Injectable } from '@nestjs/common';
import type { DomainEvent, Transaction } from '#libs/database';
import { HandlesEvents, type EventHandler } from '#libs/queues';
import type { RegistrationInput } from '../../registration-details.js';
import { Registrations } from '../../registrations.js';
import { linesOf, type Answer } from '../outcomes.js';
import { takeRows, tryOut } from '../take-rows.js';
import { PIECE_TOPIC, takeListStep } from './list-steps.js';
import type { ListPiece } from './list.entity.js';
import { closePiece, openPiece, type OpenPiece } from './pieces.js';
import { settleDoubles } from './settle-doubles.js';

/** Rows a second that may be expected, at least: whoever was registered is looked for when all of a list is in. */
const PACE = 500;
const LONGEST_WAIT_SECONDS = 600;

/**
 * Takes in one piece of a list, or tries it out. The registrations, the report of the rows and the note that this piece is
 * done are one transaction, so a row lands once, whatever is killed or sent twice.
 */
@Injectable()
@HandlesEvents({ name: 'lists.take-piece', topics: [PIECE_TOPIC] })
export class TakePiece implements EventHandler {
  constructor(private readonly registrations: Registrations) {}

  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    const open = await openPiece(tx, event, ['checking', 'importing']);
    if (!open) return;
    const answers = await this.take(tx, open);
    await closePiece(tx, open, countsOfAnswers(answers), answers.flatMap(linesOf), async (list) => {
      if (list.state === 'checking') await settleDoubles(tx, list);
      await takeListStep(tx, list, list.state === 'checking' ? 'finish-check' : 'finish');
    });
  }

  private take(tx: Transaction, { list, rows, by }: OpenPiece): Promise<Answer[]> {
    const options = { listId: list.id, searchAfter: Math.min(LONGEST_WAIT_SECONDS, (list.rows ?? 0) / PACE) };
    const add = (inputs: readonly RegistrationInput[]) => this.registrations.importBatch(tx, inputs, by, options);
    return takeRows(rows, tx.now, (inputs) =>
      list.state === 'checking'
        ? tryOut((takeBack) => tx.attempt(async () => takeBack(await add(inputs))))
        : tx.attempt(() => add(inputs)),
    );
  }
}

function countsOfAnswers(answers: readonly Answer[]): Pick<ListPiece, 'added' | 'known' | 'refused' | 'warned'> {
  const counts = { added: 0, known: 0, refused: 0, warned: 0 };
  for (const { row, outcome } of answers) {
    counts['imported' in outcome ? outcome.imported : 'refused']++;
    if ('imported' in outcome && 'input' in row && row.warnings.length > 0) counts.warned++;
  }
  return counts;
}
