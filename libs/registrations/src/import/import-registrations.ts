import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { UnitOfWork, type Transaction } from '#libs/database';
import { Clock, Forbidden, InvalidInput, NotFound, type StaffActor, type Violation } from '#libs/kernel';
import type { RegistrationInput } from '../registration-details.js';
import { MOST_IN_BATCH, Registrations, type Imported } from '../registrations.js';
import { problemOf } from './check-row.js';
import type { CsvMapping } from './csv/mapping.js';
import { ImportEmpty, ImportNotAllowed } from './import.errors.js';
import type { ImportDefaults, ImportRow } from './import-row.js';
import { openImport, type ImportFile } from './open-import.js';
import { linesOf, type Answer, type Outcome } from './outcomes.js';
import { ReportFile } from './report-file.js';

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

  async batch(rows: readonly ImportRow[]): Promise<Answer[]> {
    const now = this.clock.now();
    const problems = rows.map((row) => ('problem' in row ? row.problem : problemOf(row.input, now)));
    const inputs = rows.flatMap((row, index) => ('input' in row && !problems[index] ? [row.input] : []));
    const outcomes = (await this.together(inputs))[Symbol.iterator]();
    return rows.map((row, index) => {
      const problem = problems[index];
      return { row, outcome: problem ? { problem } : (outcomes.next().value as Outcome) };
    });
  }

  /** All in one unit of work; where the database or the domain refuses one of them, each in its own. */
  private async together(inputs: readonly RegistrationInput[]): Promise<Outcome[]> {
    if (inputs.length === 0) return [];
    try {
      const imported = await this.inOne(inputs);
      return imported.map((one) => ({ imported: one }));
    } catch (error) {
      if (!isOfOneRow(error)) throw error;
    }
    const outcomes: Outcome[] = [];
    for (const input of inputs) outcomes.push(await this.alone(input));
    return outcomes;
  }

  private async alone(input: RegistrationInput): Promise<Outcome> {
    try {
      return { imported: (await this.inOne([input]))[0]! };
    } catch (error) {
      if (!isOfOneRow(error)) throw error;
      // imported by somebody else at the same moment, or by another branch
      if (isKnownSource(error)) return { imported: 'known' };
      return { problem: error instanceof InvalidInput ? error.violations[0]! : REFUSED_BY_DATABASE };
    }
  }

  private async inOne(inputs: readonly RegistrationInput[]): Promise<Imported[]> {
    const { as, dryRun } = this.options;
    const work = async (tx: Transaction) => {
      const imported = await this.registrations.importBatch(tx, inputs, as);
      if (dryRun) throw new TakenBack(imported);
      return imported;
    };
    try {
      return await this.unitOfWork.run(as, work);
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
      return error.imported;
    }
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

/** Ends a dry run's unit of work, so that nothing of it stays. */
class TakenBack extends Error {
  constructor(readonly imported: Imported[]) {
    super('dry run');
  }
}

const REFUSED_BY_DATABASE: Violation = {
  path: '',
  code: 'import.refused-by-database',
  message: 'The database does not take this record. Look for unusual values in it.',
};

/**
 * SQLSTATE classes that speak of the values of a row: data exception, integrity constraint violation; and what happens
 * when two batches hold rows with the same ids: each waits for the other.
 */
function isOfOneRow(error: unknown): boolean {
  return error instanceof InvalidInput || /^(2[23]|40P01|55P03)/.test(sqlStateOf(error)?.code ?? '');
}

function isKnownSource(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state?.code === '23505' && (state.constraint ?? '').includes('source_key');
}

function sqlStateOf(error: unknown): { code?: string; constraint?: string } | undefined {
  return error instanceof QueryFailedError ? (error.driverError as { code?: string; constraint?: string }) : undefined;
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
