import { QueryFailedError } from 'typeorm';
import { InvalidInput, type Violation } from '#libs/kernel';
import type { RegistrationInput } from '../registration-details.js';
import type { Imported } from '../registrations.js';
import { problemOf } from './check-row.js';
import type { ImportRow } from './import-row.js';
import type { Answer, Outcome } from './outcomes.js';

/** Registers records in one go: all of them or none. */
export type AddTogether = (inputs: readonly RegistrationInput[]) => Promise<Imported[]>;

/**
 * Registers the rows of a batch and says what became of each. They are done together; where the database or the domain
 * refuses one of them, each is done alone, so that it costs the others nothing.
 */
export async function takeRows(rows: readonly ImportRow[], now: Date, add: AddTogether): Promise<Answer[]> {
  const problems = rows.map((row) => ('problem' in row ? row.problem : problemOf(row.input, now)));
  const inputs = rows.flatMap((row, index) => ('input' in row && !problems[index] ? [row.input] : []));
  const outcomes = (await together(inputs, add))[Symbol.iterator]();
  return rows.map((row, index) => {
    const problem = problems[index];
    return { row, outcome: problem ? { problem } : (outcomes.next().value as Outcome) };
  });
}

async function together(inputs: readonly RegistrationInput[], add: AddTogether): Promise<Outcome[]> {
  if (inputs.length === 0) return [];
  try {
    return (await add(inputs)).map((imported) => ({ imported }));
  } catch (error) {
    if (!isOfOneRow(error)) throw error;
  }
  const outcomes: Outcome[] = [];
  for (const input of inputs) outcomes.push(await alone(input, add));
  return outcomes;
}

async function alone(input: RegistrationInput, add: AddTogether): Promise<Outcome> {
  try {
    return { imported: (await add([input]))[0]! };
  } catch (error) {
    if (!isOfOneRow(error)) throw error;
    // imported by somebody else at the same moment, or by another branch
    if (isKnownSource(error)) return { imported: 'known' };
    return { problem: error instanceof InvalidInput ? error.violations[0]! : REFUSED_BY_DATABASE };
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

/** Ends a dry run's part of the work, so that nothing of it stays. */
class TakenBack extends Error {
  constructor(readonly imported: Imported[]) {
    super('dry run');
  }
}

/** Does it, takes it back, and answers what it would have been. */
export async function tryOut(work: (takeBack: (imported: Imported[]) => never) => Promise<never>): Promise<Imported[]> {
  try {
    return await work((imported) => {
      throw new TakenBack(imported);
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    return error.imported;
  }
}
