export interface BenchRow {
  measure: string;
  value: string;
  goal?: string;
  /** Whether the goal was met; left out where there is none. */
  met?: boolean;
}

/** A table for people, as every bench prints it. */
export function printTable(title: string, rows: readonly BenchRow[]): void {
  const widths = [
    Math.max(...rows.map(({ measure }) => measure.length)),
    Math.max(...rows.map(({ value }) => value.length)),
  ] as const;
  const lines = rows.map(({ measure, value, goal, met }) => {
    const verdict =
      goal === undefined ? '' : `   goal ${goal}${met === undefined ? '' : met ? '   met' : '   NOT MET'}`;
    return `  ${measure.padEnd(widths[0])}   ${value.padStart(widths[1])}${verdict}`;
  });
  process.stdout.write(`\n${title}\n\n${lines.join('\n')}\n\n`);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
