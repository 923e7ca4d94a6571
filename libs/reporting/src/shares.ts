import type { Indicator } from './indicators.js';
import type { Figure } from './reports.js';

/** What part of a figure is of some kinds. */
export const SHARES = {
  /** Of the sought persons whose request ended: those whose enquirer could not be reached any more. */
  'lost-to-unreachable-enquirers': { of: 'requests-closed', kinds: ['enquirer-unreachable'] },
  /** Of the proposals that two people looked at: those that were confirmed. */
  'match-precision': { of: 'matches-reviewed', kinds: ['confirmed'] },
  /** Of the recalls that partners had to answer: those that they certified in time. */
  'recalls-confirmed-in-time': { of: 'recalls-confirmed', kinds: ['in-time'] },
} as const satisfies Record<string, { of: Indicator; kinds: readonly string[] }>;
export type Share = keyof typeof SHARES;
export const SHARE_CODES = Object.keys(SHARES) as Share[];

export interface ShownShare {
  share: Share;
  /** 1 to 4; left out for the year. */
  quarter?: number;
  branch?: string;
  /** Whole percent. */
  percent: number | 'hidden';
}

/** Worked out from the figures that are shown, and from nothing else: so no share tells what they hide. Pure. */
export function sharesOf(figures: readonly Figure[]): ShownShare[] {
  return SHARE_CODES.flatMap((share) => {
    const { of: indicator, kinds } = SHARES[share];
    const own = figures.filter((one) => one.indicator === indicator && !one.sex && !one.ageGroup);
    const wholes = own.filter(({ of }) => of === undefined);
    return wholes.map(({ quarter, branch, count: whole }) => {
      const parts = kinds.map(
        (kind) => own.find((one) => one.of === kind && one.quarter === quarter && one.branch === branch)?.count ?? 0,
      );
      return { share, ...(quarter && { quarter }), ...(branch && { branch }), percent: percentOf(parts, whole) };
    });
  });
}

function percentOf(parts: readonly Figure['count'][], whole: Figure['count']): number | 'hidden' {
  if (whole === 'hidden') return 'hidden';
  let sum = 0;
  for (const part of parts) {
    if (part === 'hidden') return 'hidden';
    sum += part;
  }
  return Math.round((sum / whole) * 100);
}
