import { Injectable } from '@nestjs/common';
import { Account, authorizedDossier } from '#libs/access';
import { UnitOfWork, type Transaction } from '#libs/database';
import type { AccountId, DossierId, StaffActor } from '#libs/kernel';
import { available, type Facts, type Step } from '#libs/workflow';
import type { ColumnMeaning } from '../csv/known-headers.js';
import type { ListFormat } from '../open-list.js';
import { csvOf, type ReportLine } from '../report-file.js';
import { contentOfList, detailsOfList, isAgreed } from './list-steps.js';
import { countsOf, type ListCounts } from './list-counts.js';
import { ListPiece, PeopleList, piecePlace, type ListBasis, type ListDetails } from './list.entity.js';
import { listWorkflow, type ListAction, type ListGuard, type ListState } from './list.workflow.js';
import { ListNotChecked, ListReportGone } from './lists.errors.js';

export interface ListLine {
  id: DossierId;
  /** Nothing once its report is gone. */
  name?: string;
  source?: string;
  state: ListState;
  format: ListFormat | null;
  rows: number | null;
  announcedAt: Date;
  endedAt: Date | null;
  version: number;
}

/** A column with what its name says it holds, and what stands in it in the first rows. */
export interface ListColumn {
  name: string;
  meaning?: ColumnMeaning;
  examples: string[];
}

/** How far the last run over the rows is. */
export interface ListRun extends ListCounts {
  of: 'check' | 'import' | 'comparison';
  perSecond?: number;
  secondsLeft?: number;
}

export interface ListView extends ListLine {
  bytes: number | null;
  legalBasis: ListBasis | null;
  /** Nothing once its report is gone. */
  agreedWith?: string;
  until: string | null;
  inHandsOf: { id: AccountId; name: string };
  /** Empty once the list itself is erased. */
  columns: ListColumn[];
  unusedColumns: string[];
  failure?: { code: string; message: string; line?: number };
  run?: ListRun;
  actions: Step<ListAction>[];
}

/** Reads lists; every reading is logged. */
@Injectable()
export class ListReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest first. @param page.after the last id of the page before */
  all(page: { limit: number; after?: DossierId }, by: StaffActor): Promise<ListLine[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('list-cases', { type: 'deployment' });
      const query = tx.of(PeopleList).query('list').orderBy('list.id', 'DESC').limit(page.limit);
      if (page.after) query.andWhere('list.id < :after', page);
      const lists = await query.getMany();
      await tx.vault.unlock(lists.filter(({ details }) => details).map(({ id }) => id));
      tx.audit.record('lists.listed', { type: 'account', id: by.accountId }, { dossiers: lists.map(({ id }) => id) });
      return Promise.all(lists.map(async (list) => lineOf(list, await knownOf(tx, list))));
    });
  }

  /**
   * @param alsoKnown what else is known of the conditions of its steps, such as whether every proposal was judged
   * @throws NotFound
   */
  read(
    id: DossierId,
    by: StaffActor,
    alsoKnown: (tx: Transaction) => Promise<Facts<ListGuard>> = () => Promise.resolve({}),
  ): Promise<ListView> {
    return this.unitOfWork.run(by, async (tx) => {
      const list = await tx.of(PeopleList).findOrFail({ id });
      await authorizedDossier(tx, id, 'see');
      tx.audit.record('lists.read', { type: 'dossier', id });
      const details = await knownOf(tx, list);
      const { bytes, failure, inHandsOf, legalBasis, keptUntil } = list;
      const counts = await countsOf(tx, list);
      const account = await tx.of(Account).findOrFail({ id: inHandsOf });
      const run = runOf(list, counts, tx.now);
      const facts = {
        'rows-to-import': counts.added + counts.known > 0,
        'within-agreed-time': isAgreed(list, tx.now),
        ...(await alsoKnown(tx)),
      };
      return {
        ...lineOf(list, details),
        bytes,
        legalBasis,
        ...(details?.agreedWith && { agreedWith: details.agreedWith }),
        until: keptUntil,
        inHandsOf: { id: inHandsOf, name: account.name },
        columns: await columnsOf(tx, list),
        unusedColumns: details?.unusedColumns ?? [],
        ...(failure && details?.failure && { failure: { code: failure, ...details.failure } }),
        ...(run && { run }),
        actions: available(listWorkflow, list.state, by.role, facts),
      };
    });
  }

  /** What became of each row in the last run, as CSV. @throws NotFound, ListNotChecked, ListReportGone */
  report(id: DossierId, by: StaffActor): Promise<string> {
    return this.unitOfWork.run(by, async (tx) => {
      const list = await tx.of(PeopleList).findOrFail({ id });
      await authorizedDossier(tx, id, 'see');
      if (!list.details) throw new ListReportGone();
      if (list.run === 0) throw new ListNotChecked();
      tx.audit.record('lists.report-read', { type: 'dossier', id });
      const pieces = await tx
        .of(ListPiece)
        .query('piece')
        .where('piece.dossierId = :id AND piece.run = :run', list)
        .orderBy('piece.number')
        .getMany();
      const lines = pieces.map((piece) =>
        tx.vault.open<ReportLine[]>(id, piecePlace(piece.id, 'report'), piece.report!),
      );
      return csvOf((await Promise.all(lines)).flat());
    });
  }
}

async function knownOf(tx: Transaction, list: PeopleList): Promise<ListDetails | undefined> {
  return list.details ? detailsOfList(tx, list) : undefined;
}

function lineOf(list: PeopleList, details: ListDetails | undefined): ListLine {
  const { id, state, format, rows, announcedAt, endedAt, version } = list;
  return {
    id,
    ...(details && { name: details.name, source: details.source }),
    state,
    format,
    rows,
    announcedAt,
    endedAt,
    version,
  };
}

async function columnsOf(tx: Transaction, list: PeopleList): Promise<ListColumn[]> {
  const content = await contentOfList(tx, list);
  if (!content || !('headers' in content)) return [];
  const { headers, meanings, examples } = content;
  const byColumn = new Map(Object.entries(meanings).map(([meaning, column]) => [column, meaning as ColumnMeaning]));
  return headers.map((name, at) => {
    const meaning = byColumn.get(name);
    return {
      name,
      ...(meaning && headers.indexOf(name) === at && { meaning }),
      examples: examples.map((values) => values[at] ?? ''),
    };
  });
}

const RUN_IN: Partial<Record<ListState, ListRun['of']>> = {
  importing: 'import',
  imported: 'import',
  comparing: 'comparison',
  compared: 'comparison',
  closed: 'comparison',
};

function runOf(list: PeopleList, counts: ListCounts, now: Date): ListRun | undefined {
  const { state, run, rows, runBeganAt, runEndedAt } = list;
  if (run === 0 || !runBeganAt) return undefined;
  const seconds = ((runEndedAt ?? now).getTime() - runBeganAt.getTime()) / 1_000;
  const perSecond = seconds > 0 ? counts.done / seconds : 0;
  const running = state === 'checking' || state === 'importing' || state === 'comparing';
  return {
    ...counts,
    of: RUN_IN[state] ?? 'check',
    ...(perSecond > 0 && { perSecond }),
    ...(perSecond > 0 && running && { secondsLeft: ((rows ?? 0) - counts.done) / perSecond }),
  };
}
