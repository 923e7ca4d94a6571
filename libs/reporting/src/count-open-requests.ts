import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import { RunsOn, type Scheduled } from '#libs/queues';
import { KeepCounts } from './keep-counts.js';
import { quarterBefore } from './quarter.js';

const PAGE = 500;

/**
 * How many sought persons are in requests that stand open at the end of a quarter. It is counted once, when the quarter is
 * over: what was open on a day cannot be worked out later, from what was erased meanwhile least of all.
 */
@Injectable()
@RunsOn({ name: 'count-open-requests', every: 'day', at: '00:02' })
export class CountOpenRequests implements Scheduled {
  constructor(private readonly counts: KeepCounts) {}

  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const quarter = quarterBefore(tx.now);
    if (after === undefined && !(await this.begin(tx, quarter))) return undefined;
    const open = await tx.sql<{ id: PersonId; dossierId: DossierId }>(
      `SELECT s.id, s.dossier_id AS "dossierId" FROM sought_persons s JOIN tracing_requests r ON r.id = s.dossier_id
       WHERE r.state NOT IN ('pre-case', 'submitted', 'refused', 'closed') AND ($1::uuid IS NULL OR s.id > $1)
       ORDER BY s.id LIMIT ${PAGE}`,
      [after ?? null],
    );
    if (open.length > 0)
      await this.counts.add(
        tx,
        open.map(({ id, dossierId }) => ({ indicator: 'requests-open', dossierId, persons: [id] })),
        quarter,
      );
    return open.length === PAGE ? open.at(-1)!.id : undefined;
  }

  /** Notes that it is counted, for every branch. Says whether it was not before. */
  private async begin(tx: Transaction, { year, quarter }: { year: number; quarter: number }): Promise<boolean> {
    const [known] = await tx.sql(
      `SELECT 1 FROM report_counts WHERE indicator = 'requests-open' AND year = $1 AND quarter = $2 LIMIT 1`,
      [year, quarter],
    );
    if (known) return false;
    await tx.sql(
      `INSERT INTO report_counts (year, quarter, branch_id, indicator, of, sex, age_group, count)
       SELECT $1, $2, id, 'requests-open', '', 'not-told', 'not-told', 0 FROM branches`,
      [year, quarter],
    );
    return true;
  }
}
