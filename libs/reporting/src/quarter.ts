/** A quarter of a calendar year (UTC): the only period figures are kept for, so that no two periods can be subtracted. */
export interface Quarter {
  year: number;
  /** 1 to 4 */
  quarter: number;
}

export function quarterOf(at: Date): Quarter {
  return { year: at.getUTCFullYear(), quarter: Math.floor(at.getUTCMonth() / 3) + 1 };
}

/** The last one that is over. */
export function quarterBefore(at: Date): Quarter {
  const { year, quarter } = quarterOf(at);
  return quarter === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: quarter - 1 };
}

/** How many quarters of a year are over; one that still runs is not shown. */
export function quartersOver(year: number, now: Date): number {
  const { year: current, quarter } = quarterOf(now);
  if (year > current) return 0;
  return year < current ? 4 : quarter - 1;
}
