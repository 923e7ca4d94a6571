import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#libs/database';
import { Clock, Forbidden, NotFound, type StaffActor } from '#libs/kernel';
import type { RegistrationInput } from '../registration-details.js';
import { MOST_IN_BATCH, Registrations } from '../registrations.js';
import type { CsvMapping } from './csv/mapping.js';
import { ImportEmpty, ImportNotAllowed } from './import.errors.js';
import type { ImportDefaults, ImportRow } from './import-row.js';
import { openImport, type ImportFile } from './open-import.js';
import { linesOf, type Answer } from './outcomes.js';
import { ReportFile } from './report-file.js';
import { takeRows, tryOut } from './take-rows.js';

export interface ImportOptions {
  /** For CSV; without one, well-known column names are recognised. */
  mapping?: CsvMapping;
  /** Who imports: the records are theirs and their branch's. */
  as: StaffActor;
  /** Does everything and takes it back. */
  dryRun: boolean;
  defaults: ImportDefaults;
  /** Where the row-by-row report goes, CSV. */
  report?: string;
}

export interface ImportTotals {
  rows: number;
  added: number;
  known: number;
  refused: number;
  /** Rows that were imported with something left out or assumed. */
  warned: number;
}

export interface ImportProgress extends Omit<ImportTotals, 'warned'> {
  perSecond: number;
  secondsLeft?: number;
}

export interface ImportReport extends ImportTotals {
  format: ImportFile['format'];
  dryRun: boolean;
  seconds: number;
  /** Columns of a CSV file that nothing of was imported. */
  unusedColumns: string[];
}

/** Units of work at once: while one waits for the database, another reads and seals. */
const AT_ONCE = 3;

/** Imports registrations from a file. An import that was interrupted is simply run again. */
@Injectable()
export class ImportRegistrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: Registrations,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads the file once before anything is written, so that a broken one changes nothing.
   * @throws ImportRefused where the file, the mapping or the place of the report is no good; ImportNotAllowed
   */
  async import(
    source: { path: string },
    options: ImportOptions,
    progress: (progress: ImportProgress) => void = () => undefined,
  ): Promise<ImportReport> {
    const file = await openImport(source.path, { ...options, now: this.clock.now() });
    const expected = await countOf(file.rows());
    if (expected === 0) throw new ImportEmpty();
    const report = options.report === undefined ? undefined : await ReportFile.create(options.report);
    try {
      const run = new Run(this.unitOfWork, this.registrations, this.clock, options);
      const started = performance.now();
      const inBatches = batches(file.rows(), MOST_IN_BATCH);
      for await (const answers of inOrder(inBatches, AT_ONCE, (batch) => run.batch(batch))) {
        run.note(answers);
        await report?.append(answers.flatMap(linesOf));
        const { rows, added, known, refused } = run.totals;
        const perSecond = rows / ((performance.now() - started) / 1_000);
        progress({ rows, added, known, refused, perSecond, secondsLeft: Math.max(0, expected - rows) / perSecond });
      }
      await report?.finish();
      const seconds = (performance.now() - started) / 1_000;
      const { format, unusedColumns } = file;
      return { ...run.totals, format, dryRun: options.dryRun, seconds, unusedColumns };
    } catch (error) {
      await report?.discard();
      // opening a dossier is all that is asked for here, so this is never about one record
      if (error instanceof Forbidden || error instanceof NotFound) throw new ImportNotAllowed();
      throw error;
    }
  }
}

/** One run over one file. */
class Run {
  readonly totals: ImportTotals = { rows: 0, added: 0, known: 0, refused: 0, warned: 0 };
  /** In a dry run nothing stays, so rows that come twice are remembered here. */
  readonly #met = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: Registrations,
    private readonly clock: Clock,
    private readonly options: ImportOptions,
  ) {}

  batch(rows: readonly ImportRow[]): Promise<Answer[]> {
    const { as, dryRun } = this.options;
    const add = (tx: Transaction, inputs: readonly RegistrationInput[]) =>
      this.registrations.importBatch(tx, inputs, as);
    return takeRows(rows, this.clock.now(), (inputs) =>
      dryRun
        ? tryOut((takeBack) => this.unitOfWork.run(as, async (tx) => takeBack(await add(tx, inputs))))
        : this.unitOfWork.run(as, (tx) => add(tx, inputs)),
    );
  }

  /** Takes note of answers, in the order of the file. */
  note(answers: Answer[]): void {
    for (const answer of answers) {
      const { row, outcome } = answer;
      if ('imported' in outcome && this.cameBefore(row)) answer.outcome = { imported: 'known' };
      this.count(answer);
    }
  }

  private cameBefore(row: ImportRow): boolean {
    if (!this.options.dryRun || !('input' in row)) return false;
    const { sourceId = '' } = row.input;
    if (this.#met.has(sourceId)) return true;
    this.#met.add(sourceId);
    return false;
  }

  private count({ row, outcome }: Answer): void {
    this.totals.rows++;
    this.totals['imported' in outcome ? outcome.imported : 'refused']++;
    if ('input' in row && row.warnings.length > 0 && 'imported' in outcome) this.totals.warned++;
  }
}

/**
 * The answers in the order of what was asked, a few at work at once. After a failure nothing new is begun, and it is only
 * told when nothing is at work any more.
 */
async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const one = work(item);
      // It is awaited in its turn; until then its failure is no unhandled one.
      one.catch(() => undefined);
      if (running.push(one) === atOnce) yield await running.shift()!;
    }
    while (running.length > 0) yield await running.shift()!;
  } finally {
    await Promise.allSettled(running);
  }
}

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  const iterator = items[Symbol.asyncIterator]();
  let count = 0;
  while (!(await iterator.next()).done) count++;
  return count;
}

async function* batches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    if (batch.push(item) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
