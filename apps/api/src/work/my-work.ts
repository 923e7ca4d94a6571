import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { RequestList, type RequestLine } from '#libs/cases';
import { UnitOfWork, type Transaction } from '#libs/database';
import { dayOf, ROLES, type DossierId, type Role, type StaffActor } from '#libs/kernel';
import { MatchList, type MatchId, type MatchLine } from '#libs/matching';
import { ENDED_BY_THEIR_STEP, type TaskId, type TaskKind } from '#libs/tasks';
import type { WorkDto, WorkItemDto } from './work.dto.js';
import type { WorkKind } from './work-kinds.js';

/** Most items that are shown; the counts tell of all, and those of one kind can be asked for. */
const MOST = 50;

/** How much waits of a kind, and with it each of its things that is shown: where none is, the rest is empty. */
interface Row extends Omit<Waiting, 'about_id'> {
  of_kind: number;
  late_of_kind: number;
  about_id: string | null;
}

interface Waiting {
  kind: WorkKind;
  dossier_id: DossierId | null;
  about_id: string;
  why: string;
  due: string | null;
  late: boolean;
  risen: boolean;
  task_id: TaskId | null;
  task_version: number | null;
}

const COLUMNS = 'kind, dossier_id, about_id, why, due, owner_id, task_id, task_version';

/**
 * One row for each thing (view `work_items`): what is one's own; what waits for one's role in one's branch; for a caseworker, the
 * proposals about a dossier of theirs that nobody has taken yet; and, for a supervisor, what is overdue with somebody of the branch.
 * Each of them is asked by itself, so that each arm of the view can be found by an index. The role stands in the text: a plan then
 * holds the arms of the view that may have work for it, and no others, which would take longer to begin than all the rest. Late
 * things first, then matches, which wait for nobody's calendar, then what is due next.
 */
const mine = (role: Role) => `
  WITH waiting AS (
    SELECT ${COLUMNS} FROM work_items
      WHERE owner_id = $1 AND not_for IS DISTINCT FROM $1
    UNION ALL
    SELECT ${COLUMNS} FROM work_items
      WHERE owner_id IS NULL AND '${role}' = ANY (for_roles) AND not_for IS DISTINCT FROM $1 AND (branch_id IS NULL OR branch_id = $2)
    ${role === 'caseworker' ? PROPOSED_TO_ME : ''}
    ${role === 'supervisor' ? OVERDUE_IN_BRANCH : ''}
  ), mine AS (
    SELECT DISTINCT ON (kind, about_id, why) kind, dossier_id, about_id, why, due, task_id, task_version,
      coalesce(due < $3::date, false) AS late, owner_id IS NOT NULL AND owner_id <> $1 AS risen
    FROM waiting ORDER BY kind, about_id, why, (owner_id = $1) DESC NULLS LAST, due
  ), counted AS (
    SELECT kind, count(*)::int AS of_kind, count(*) FILTER (WHERE late)::int AS late_of_kind FROM mine GROUP BY kind
  ), shown AS (
    SELECT *, row_number() OVER (ORDER BY late DESC, due NULLS FIRST, kind, about_id, why) AS place
    FROM mine WHERE $4::text IS NULL OR kind = $4 ORDER BY place LIMIT ${MOST}
  )
  SELECT counted.kind, of_kind, late_of_kind, shown.dossier_id, about_id, why, to_char(shown.due, 'YYYY-MM-DD') AS due, late, risen,
    task_id, task_version
  FROM counted LEFT JOIN shown ON shown.kind = counted.kind
  ORDER BY place`;
const PROPOSED_TO_ME = `UNION ALL
    SELECT 'match-review', m.request_id, m.id, 'review-match', NULL::date, $1::uuid, NULL::uuid, NULL::int FROM potential_matches m
      WHERE m.state = 'proposed' AND EXISTS (
        SELECT 1 FROM dossiers d WHERE d.id IN (m.request_id, m.registration_id) AND $1 = ANY (d.assigned) OFFSET 0
      )`;
const OVERDUE_IN_BRANCH = `UNION ALL
    SELECT ${COLUMNS} FROM work_items
      WHERE owner_id IS NOT NULL AND not_for IS DISTINCT FROM $1 AND due < $3::date AND branch_id = $2`;

/** One text for each role there is. */
const MINE = new Map(ROLES.map((role) => [role, mine(role)]));

/** What needs this person today and why. */
@Injectable()
export class MyWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: RequestList,
    private readonly matches: MatchList,
  ) {}

  /** @param kind where only this kind is to be shown; the counts are of all kinds */
  async of(by: StaffActor, kind?: WorkKind): Promise<WorkDto> {
    return this.unitOfWork.run(by, async (tx) => {
      const asked = [by.accountId, by.branchId, dayOf(tx.now), kind ?? null];
      const rows = await tx.sql<Row>(MINE.get(by.role)!, asked);
      const items = await this.describe(tx, rows.filter(isShown));
      const kinds = new Map(rows.map((row) => [row.kind, row]));
      const counts = Object.fromEntries([...kinds.values()].map(({ kind, of_kind: count }) => [kind, count]));
      const late = [...kinds.values()].reduce((sum, { late_of_kind: count }) => sum + count, 0);
      tx.audit.record(
        'work.listed',
        { type: 'account', id: by.accountId },
        { records: [...new Set(items.map(({ recordId }) => recordId))] },
      );
      return { items, counts, late };
    });
  }

  private async describe(tx: Transaction, waiting: readonly Waiting[]): Promise<WorkItemDto[]> {
    const ids = [...new Set(waiting.flatMap(({ dossier_id: id }) => (id ? [id] : [])))];
    const matchIds = waiting.filter(isMatch).map(({ about_id: id }) => id as MatchId);
    const requestIds = waiting.flatMap((one) => (one.dossier_id && !isMatch(one) ? [one.dossier_id] : []));
    const [requests, matches, dossiers] = await Promise.all([
      this.requests.lines(tx, [...new Set(requestIds)]),
      this.matches.lines(tx, matchIds),
      ids.length === 0 ? [] : tx.of(Dossier).all({ id: In(ids) }),
    ]);
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

function isShown(row: Row): row is Row & Waiting {
  return row.about_id !== null;
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
