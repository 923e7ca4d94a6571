import { Injectable } from '@nestjs/common';
import { Branch } from '#libs/access';
import { UnitOfWork } from '#libs/database';
import { InvalidInput, type StaffActor } from '#libs/kernel';
import { FigureUnknown } from './reporting.errors.js';
import { AGE_GROUPS, INDICATOR_CODES, INDICATORS, SEX_GROUPS, type Indicator } from './indicators.js';
import { quartersOver } from './quarter.js';
import {
  protectedTables,
  standingTable,
  YEAR,
  type Breakdown,
  type ProtectedTable,
  type ShownCount,
} from './report.js';
import { sharesOf, type ShownShare } from './shares.js';

/** One line of the report. What is left out is meant as a total. */
export interface Figure {
  indicator: Indicator;
  /** The outcome, the span of time or the kind; see `INDICATORS`. */
  of?: string;
  /** 1 to 4; left out for the year. */
  quarter?: number;
  branch?: string;
  sex?: string;
  ageGroup?: string;
  count: ShownCount;
}

export interface Report {
  year: number;
  /** How many of its quarters are over and so in the report. */
  quarters: number;
  figures: Figure[];
  shares: ShownShare[];
}

export interface KeptCount {
  quarter: number;
  branch: string;
  indicator: string;
  of: string;
  sex: string;
  ageGroup: string;
  count: number;
}

const FIRST_YEAR = 2000;

/** Figures for the outside: nobody can be found in them. */
@Injectable()
export class Reports {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param asked this year where left out @throws InvalidInput for a year that has no figures yet; Forbidden */
  of(asked: number | undefined, by: StaffActor): Promise<Report> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('read-figures', { type: 'deployment' });
      const current = tx.now.getUTCFullYear();
      const year = asked ?? current;
      if (!Number.isInteger(year) || year < FIRST_YEAR || year > current)
        throw new InvalidInput([
          { path: 'year', code: 'report.no-such-year', message: 'Choose this year or an earlier one.' },
        ]);
      const branches = (await tx.of(Branch).all()).map(({ code }) => code).sort();
      const kept = await tx.sql<KeptCount>(
        `SELECT c.quarter, b.code AS branch, c.indicator, c.of, c.sex, c.age_group AS "ageGroup", c.count
         FROM report_counts c JOIN branches b ON b.id = c.branch_id WHERE c.year = $1`,
        [year],
      );
      const quarters = quartersOver(year, tx.now);
      tx.audit.record('reporting.read', { type: 'report', id: String(year) });
      const figures = INDICATOR_CODES.flatMap((indicator) =>
        figuresOf(
          indicator,
          kept.filter((count) => count.indicator === indicator),
          branches,
          quarters,
        ),
      );
      return { year, quarters, figures, shares: sharesOf(figures) };
    });
  }
}

/** The lines of one figure: by branch and kind, and by sex and age group. Lines that count nobody are left out. */
function figuresOf(
  indicator: Indicator,
  kept: readonly KeptCount[],
  branches: readonly string[],
  over: number,
): Figure[] {
  const kinds: readonly string[] = INDICATORS[indicator].of;
  const byBranch = [branches, kinds];
  const byPerson = [SEX_GROUPS, AGE_GROUPS];
  const breakdowns = [
    breakdown(kept, byBranch, ({ branch, of }) => [branch, of]),
    breakdown(kept, byPerson, ({ sex, ageGroup }) => [sex, ageGroup]),
  ];
  const [branchTable, personTable] =
    'standing' in INDICATORS[indicator]
      ? breakdowns.map((one) => standingTable(one, over))
      : protectedTables(breakdowns, over);
  return [
    ...lines(branchTable!, byBranch, ([branch, of]) => ({ ...(branch && { branch }), ...(of && { of }) })),
    // The total over everybody stands in the lines by branch already.
    ...lines(personTable!, byPerson, ([sex, ageGroup]) => ({
      ...(sex && { sex }),
      ...(ageGroup && { ageGroup }),
    })).filter(({ sex, ageGroup }) => sex ?? ageGroup),
  ].map((line) => ({ indicator, ...line }));
}

/** Codes to places. */
export function breakdown(
  kept: readonly KeptCount[],
  dimensions: readonly (readonly string[])[],
  codesOf: (count: KeptCount) => string[],
): Breakdown {
  return {
    sizes: dimensions.map(({ length }) => Math.max(length, 1)),
    counts: kept.map((one) => ({
      quarter: one.quarter,
      places: codesOf(one).map((code, at) => placeOf(code, dimensions[at]!)),
      count: one.count,
    })),
  };
}

/** A figure without kinds has one, which is not named. @throws FigureUnknown: counted as another, it would be wrong twice */
function placeOf(code: string, codes: readonly string[]): number {
  if (codes.length === 0 && code === '') return 0;
  const place = codes.indexOf(code);
  if (place < 0) throw new FigureUnknown();
  return place;
}

function lines(
  table: ProtectedTable,
  dimensions: readonly (readonly string[])[],
  named: (codes: (string | undefined)[]) => Omit<Figure, 'indicator' | 'quarter' | 'count'>,
): Omit<Figure, 'indicator'>[] {
  const [rows, columns] = dimensions as [readonly string[], readonly string[]];
  const found: Omit<Figure, 'indicator'>[] = [];
  for (let quarter = 0; quarter <= YEAR; quarter++)
    for (let row = 0; row <= Math.max(rows.length, 1); row++)
      for (let column = 0; column <= Math.max(columns.length, 1); column++) {
        // Without kinds, the one that is not named equals the total.
        if (columns.length === 0 && column === 0) continue;
        const count = table(quarter, [row, column]);
        if (count === undefined || count === 0) continue;
        found.push({ ...(quarter < YEAR && { quarter: quarter + 1 }), ...named([rows[row], columns[column]]), count });
      }
  return found;
}
