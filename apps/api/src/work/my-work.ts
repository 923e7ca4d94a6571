import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { RequestList, type RequestLine } from '#libs/cases';
import { UnitOfWork, type Transaction } from '#libs/database';
import { dayOf, type DossierId, type StaffActor } from '#libs/kernel';
import { MatchList, type MatchId, type MatchLine } from '#libs/matching';
import { ENDED_BY_THEIR_STEP, type TaskId, type TaskKind } from '#libs/tasks';
import type { WorkDto, WorkItemDto } from './work.dto.js';
import type { WorkKind } from './work-kinds.js';

/** Most items that are shown; the counts tell of all. */
const MOST = 200;

interface Waiting {
  kind: WorkKind;
  dossier_id: DossierId | null;
  about_id: string;
  why: string;
  due: string | null;
  late: boolean;
  risen: boolean;
  of_kind: number;
  task_id: TaskId | null;
  task_version: number | null;
}

/**
 * One row for each thing (view `work_items`): what is one's own; what waits for one's role in one's branch; and, for a
 * supervisor, what is overdue with somebody of the branch. Each of the three is asked by itself, so that each arm of the view
 * can be found by an index. Late things first, then matches, which wait for nobody's calendar, then what is due next.
 */
const MINE = `
  WITH waiting AS (
    SELECT kind, dossier_id, about_id, why, due, owner_id FROM work_items
      WHERE owner_id = $1 AND not_for IS DISTINCT FROM $1
    UNION ALL
    SELECT kind, dossier_id, about_id, why, due, owner_id FROM work_items
      WHERE owner_id IS NULL AND $2 = ANY (for_roles) AND not_for IS DISTINCT FROM $1 AND (branch_id IS NULL OR branch_id = $3)
    UNION ALL
    SELECT kind, dossier_id, about_id, why, due, owner_id FROM work_items
      WHERE $2 = 'supervisor' AND owner_id IS NOT NULL AND not_for IS DISTINCT FROM $1 AND due < $4::date AND branch_id = $3
  ), mine AS (
    SELECT DISTINCT ON (kind, about_id, why) kind, dossier_id, about_id, why, due,
      coalesce(due < $4::date, false) AS late, owner_id IS NOT NULL AND owner_id <> $1 AS risen
    FROM waiting ORDER BY kind, about_id, why, (owner_id = $1) DESC NULLS LAST, due
  ), shown AS (
    SELECT *, count(*) OVER (PARTITION BY kind)::int AS of_kind, row_number() OVER (ORDER BY late DESC, due NULLS FIRST, kind, about_id, why) AS place
    FROM mine ORDER BY place LIMIT ${MOST}
  )
  SELECT shown.kind, shown.dossier_id, about_id, why, to_char(shown.due, 'YYYY-MM-DD') AS due, late, risen, of_kind,
    t.id AS task_id, t.version AS task_version
  FROM shown LEFT JOIN tasks t ON shown.kind = 'task' AND t.kind = why AND t.about = about_id AND t.state = 'open'
  ORDER BY place`;

/** What needs this person today and why. */
@Injectable()
export class MyWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: RequestList,
    private readonly matches: MatchList,
  ) {}

  async of(by: StaffActor): Promise<WorkDto> {
    return this.unitOfWork.run(by, async (tx) => {
      const waiting = await tx.sql<Waiting>(MINE, [by.accountId, by.role, by.branchId, dayOf(tx.now)]);
      const items = await this.describe(tx, waiting);
      const counts = Object.fromEntries(waiting.map(({ kind, of_kind: count }) => [kind, count]));
      tx.audit.record(
        'work.listed',
        { type: 'account', id: by.accountId },
        { records: [...new Set(items.map(({ recordId }) => recordId))] },
      );
      return { items, counts };
    });
  }

  private async describe(tx: Transaction, waiting: readonly Waiting[]): Promise<WorkItemDto[]> {
    const ids = [...new Set(waiting.flatMap(({ dossier_id: id }) => (id ? [id] : [])))];
    const matchIds = waiting.filter(isMatch).map(({ about_id: id }) => id as MatchId);
    const requests = await this.requests.lines(
      tx,
      waiting.filter((one) => !isMatch(one)).flatMap(({ dossier_id: id }) => (id ? [id] : [])),
    );
    const matches = await this.matches.lines(tx, matchIds);
    const dossiers = ids.length === 0 ? [] : await tx.of(Dossier).all({ id: In(ids) });
    const dossierBy = new Map(dossiers.map((dossier) => [dossier.id, dossier]));
    const items = waiting.map((one) => {
      const match = isMatch(one) ? matches.get(one.about_id as MatchId) : undefined;
      return match
        ? matchItem(one, match)
        : recordItem(one, one.dossier_id ? requests.get(one.dossier_id) : undefined, dossierBy);
    });
    return items.sort(strongestFirst);
  }
}

function isMatch({ kind }: Waiting): boolean {
  return kind === 'match-review' || kind === 'match-confirmation';
}

function recordItem(
  {
    kind,
    dossier_id: dossierId,
    about_id: aboutId,
    why,
    due,
    late,
    risen,
    task_id: taskId,
    task_version: taskVersion,
  }: Waiting,
  line: RequestLine | undefined,
  dossiers: ReadonlyMap<DossierId, Dossier>,
): WorkItemDto {
  const dossier = dossierId ? dossiers.get(dossierId) : undefined;
  return {
    kind,
    recordId: dossierId ?? aboutId,
    ...(dossier && { recordKind: dossier.kind }),
    aboutId,
    reference: line?.reference ?? '',
    people: line
      ? { enquirer: line.enquirer, ...(line.relation && { relation: line.relation }), sought: line.sought }
      : { sought: [] },
    need: why,
    ...(due && { due }),
    ...(taskId && !ENDED_BY_THEIR_STEP.has(why as TaskKind) && { task: { id: taskId, version: taskVersion! } }),
    late,
    risen,
    sensitivity: dossier?.sensitivity ?? 'open',
  };
}

function matchItem({ kind, why, about_id: aboutId, risen }: Waiting, match: MatchLine): WorkItemDto {
  const { requestReference, relation, sought, registered, sensitivity, band } = match;
  return {
    kind,
    recordId: aboutId,
    recordKind: 'match',
    aboutId,
    reference: requestReference,
    people: { relation, sought: [sought], registered },
    need: why,
    late: false,
    risen,
    sensitivity,
    band,
  };
}

const BAND_ORDER = { strong: 0, possible: 1, weak: 2 } as const;

/** Sorting is stable: everything else stays as the database ordered it. */
function strongestFirst(a: WorkItemDto, b: WorkItemDto): number {
  return a.band && b.band ? BAND_ORDER[a.band] - BAND_ORDER[b.band] : 0;
}
