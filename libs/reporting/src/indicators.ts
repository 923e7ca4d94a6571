import { OUTCOMES } from '#libs/cases';

/**
 * The figures the field asks for. Each counts persons or things once, in the quarter in which it happened; `of` splits it
 * further. A figure that is in no line here is not kept.
 */
const TIME_BANDS = [
  'up-to-7-days',
  'up-to-30-days',
  'up-to-90-days',
  'up-to-180-days',
  'up-to-a-year',
  'longer',
] as const;
export type TimeBand = (typeof TIME_BANDS)[number];

export const INDICATORS = {
  /** Sought persons in requests that were accepted. */
  'requests-opened': { of: [] },
  /** Sought persons in requests that stood open when the quarter ended; shown to the nearest ten, and not for a year. */
  'requests-open': { of: [], standing: true },
  /** Sought persons in requests that ended, by outcome. */
  'requests-closed': { of: OUTCOMES },
  'requests-reopened': { of: [] },
  /** From the first contact to the first search action. */
  'time-to-first-action': { of: TIME_BANDS },
  /** From the first contact to the delivered result. */
  'time-to-result': { of: TIME_BANDS },
  'enquirers-lost': { of: [] },
  /** Unaccompanied and separated children. */
  'children-registered': { of: ['unaccompanied-child', 'separated-child'] },
  /** Children who were handed over to their family. */
  'children-reunited': { of: [] },
  /** Red Cross Messages written, and those that reached whom they were written to. */
  'messages-collected': { of: [] },
  'messages-delivered': { of: [] },
  /** What came of the proposals that two people looked at. */
  'matches-reviewed': { of: ['confirmed', 'rejected'] },
  'consents-withdrawn': { of: [] },
  /** Recalls that partners certified, in time or not; `excused` where the steward took the reason for which they did not. */
  'recalls-confirmed': { of: ['in-time', 'late', 'excused'] },
} as const satisfies Record<string, { of: readonly string[]; standing?: true }>;
export type Indicator = keyof typeof INDICATORS;
/** What a figure is split by; nothing where it is one number. */
export type KindOf<I extends Indicator> = (typeof INDICATORS)[I]['of'][number];
export const INDICATOR_CODES = Object.keys(INDICATORS) as Indicator[];

export const SEX_GROUPS = ['female', 'male', 'other', 'not-told'] as const;
export type SexGroup = (typeof SEX_GROUPS)[number];
export const AGE_GROUPS = ['0-4', '5-11', '12-17', '18-59', '60-and-over', 'not-told'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];

export function timeBandOf(days: number): TimeBand {
  const most = [7, 30, 90, 180, 365];
  return TIME_BANDS[most.findIndex((limit) => days <= limit)] ?? 'longer';
}

/** Whole years between a day of birth and a day, both ISO 8601; an unsure birth counts where all it may be agrees. */
export function ageGroupOf(birth: { earliest: string; latest: string } | undefined, on: Date): AgeGroup {
  if (!birth) return 'not-told';
  const [oldest, youngest] = [groupOf(yearsSince(birth.earliest, on)), groupOf(yearsSince(birth.latest, on))];
  return oldest === youngest ? oldest : 'not-told';
}

function groupOf(years: number): AgeGroup {
  if (years < 0) return 'not-told';
  if (years < 5) return '0-4';
  if (years < 12) return '5-11';
  if (years < 18) return '12-17';
  return years < 60 ? '18-59' : '60-and-over';
}

function yearsSince(day: string, on: Date): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const before = on.getUTCMonth() + 1 < month || (on.getUTCMonth() + 1 === month && on.getUTCDate() < date);
  return on.getUTCFullYear() - year - (before ? 1 : 0);
}
