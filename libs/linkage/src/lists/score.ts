import type { ListModel } from './estimate.js';
import type { RowComparer } from './levels.js';
import type { ListTable } from './list-table.js';

/** A rare value that agrees says more, a common one less; within bounds, because rare values are also where errors look rare. */
const MOST_BY_RARITY = 4;
/** Where someone lives is told by place, postcode and address alike: beyond the strongest, the others count half. */
const WHERE: ReadonlySet<string> = new Set(['place', 'postcode', 'address']);
const REPEATED = 0.6;

/** Weighs pairs of rows: log-odds in bits, prior included. Depends on the two rows and the model alone. */
export class PairScorer {
  private readonly wheres: readonly number[];

  constructor(
    private readonly table: ListTable,
    private readonly comparer: RowComparer,
    private readonly model: ListModel,
  ) {
    this.wheres = table.fields.flatMap(({ fact }, at) => (WHERE.has(fact) ? [at] : []));
  }

  weigh(a: number, b: number): number {
    const { fields } = this.table;
    let weight = this.model.prior;
    let strongest = 0;
    let wheres = 0;
    for (let at = 0; at < fields.length; at++) {
      const bits = this.fieldBits(at, a, b);
      if (bits > 0 && this.wheres.includes(at)) {
        wheres += bits;
        if (bits > strongest) strongest = bits;
      } else weight += bits;
    }
    return weight + strongest + (wheres - strongest) * REPEATED;
  }

  private fieldBits(at: number, a: number, b: number): number {
    const field = this.table.fields[at]!;
    const level = this.comparer.level(at, a, b);
    const bits = this.model.weights[at]![level]!;
    if (level !== 1 || field.kind === 'birth' || field.kind === 'age' || field.kind === 'sex') return bits;
    const often = Math.max(field.counts[field.values[a]!]!, field.counts[field.values[b]!]!);
    const rarity = Math.log2((this.model.chance[at]! * this.table.rows) / often);
    return bits + Math.max(-MOST_BY_RARITY, Math.min(MOST_BY_RARITY, rarity));
  }
}
