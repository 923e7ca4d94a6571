import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { PIECES_AT_ONCE, sendPiece } from './list-steps.js';
import { PeopleList } from './list.entity.js';
import type { ListState } from './list.workflow.js';

/** A run over a list that has taken so long may have lost a piece on its way. The longest takes minutes. */
const STANDSTILL_HOURS = 1;
const RUNNING: readonly ListState[] = ['checking', 'importing', 'comparing'];
const PAGE = 100;

/**
 * Goes on with runs over lists whose pieces were given up on the way, such as while the store could not be reached for
 * long. Sent once more, a piece that is done or on its way is not taken twice.
 */
@Injectable()
@RunsOn({ name: 'resume-lists', every: 'hour', at: '50' })
export class ResumeLists implements Scheduled {
  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const before = new Date(tx.now.getTime() - STANDSTILL_HOURS * 3_600_000);
    const standing = tx
      .of(PeopleList)
      .query('list')
      .where('list.state IN (:...running) AND list.runEndedAt IS NULL AND list.runBeganAt < :before', {
        running: RUNNING,
        before,
      });
    if (after) standing.andWhere('list.id > :after', { after });
    const lists = await standing.orderBy('list.id').limit(PAGE).getMany();
    for (const list of lists) {
      for (const number of await this.stopped(tx, list)) sendPiece(tx, list, number);
      tx.audit.record('lists.resumed', { type: 'dossier', id: list.id }, { state: list.state });
    }
    return lists.length === PAGE ? lists.at(-1)!.id : undefined;
  }

  /** Each piece sends the one that stands so many after it: where one was lost, those after it never began. */
  private async stopped(tx: Transaction, { id, run }: { id: DossierId; run: number }): Promise<number[]> {
    const rows = await tx.sql<{ number: number }>(
      'SELECT min(number) AS number FROM list_pieces WHERE dossier_id = $1 AND run < $2 GROUP BY number % $3',
      [id, run, PIECES_AT_ONCE],
    );
    return rows.map(({ number }) => number);
  }
}
