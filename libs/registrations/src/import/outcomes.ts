import type { Violation } from '#libs/kernel';
import type { Imported } from '../registrations.js';
import type { ImportRow } from './import-row.js';
import type { ReportLine } from './report-file.js';

/** What became of a row. */
export type Outcome = { imported: Imported } | { problem: Violation };
export interface Answer {
  row: ImportRow;
  outcome: Outcome;
}

export const OUTCOMES: Record<Imported, { code: string; message: string }> = {
  added: { code: 'import.added', message: 'Added.' },
  known: { code: 'import.known', message: 'A record with this id is here already. Only new notes were added.' },
};

/** What the report says of one row: what became of it, and each thing that was left out or assumed. */
export function linesOf({ row, outcome }: Answer): ReportLine[] {
  const at = { line: row.line, reference: row.sourceId ?? '' };
  if ('problem' in outcome) {
    const { path, code, message } = outcome.problem;
    return [{ ...at, outcome: 'refused', code, message: path ? `${path}: ${message}` : message }];
  }
  const warnings = 'input' in row && outcome.imported === 'added' ? row.warnings : [];
  return [
    { ...at, outcome: outcome.imported, ...OUTCOMES[outcome.imported] },
    ...warnings.map(({ path, code, message }) => ({
      ...at,
      outcome: 'warning' as const,
      code,
      message: `${path}: ${message}`,
    })),
  ];
}
