import type { Cube } from './cube.js';

const NOTHING = 1e-9;

/**
 * The hidden cells that whoever does the sums can work out: those on which every solution of "the parts add up to the
 * total" agrees. Gauss-Jordan elimination over the hidden cells; an equation that keeps one unknown tells it.
 */
export function workedOut(cube: Cube, hidden: Uint8Array): number[] {
  const unknowns = [...hidden.keys()].filter((cell) => hidden[cell]);
  const column = new Map(unknowns.map((cell, at) => [cell, at]));
  const equations: Float64Array[] = [];
  for (const line of cube.lines()) {
    const equation = new Float64Array(unknowns.length);
    line.forEach((cell, at) => {
      const where = column.get(cell);
      if (where !== undefined) equation[where] = at === line.length - 1 ? -1 : 1;
    });
    if (equation.some((factor) => factor !== 0)) equations.push(equation);
  }
  eliminate(equations, unknowns.length);
  return equations.flatMap((equation) => {
    const left = unknowns.filter((_, at) => Math.abs(equation[at]!) > NOTHING);
    return left.length === 1 ? left : [];
  });
}

function eliminate(rows: Float64Array[], columns: number): void {
  let pivot = 0;
  for (let column = 0; column < columns && pivot < rows.length; column++) {
    const from = rows.findIndex((row, index) => index >= pivot && Math.abs(row[column]!) > NOTHING);
    if (from < 0) continue;
    const lead = rows[from]!;
    [rows[pivot], rows[from]] = [lead, rows[pivot]!];
    const scale = lead[column]!;
    for (let at = 0; at < columns; at++) lead[at] = lead[at]! / scale;
    for (const row of rows) {
      const factor = row[column]!;
      if (row === lead || Math.abs(factor) <= NOTHING) continue;
      for (let at = 0; at < columns; at++) row[at] = row[at]! - factor * lead[at]!;
    }
    pivot++;
  }
}
