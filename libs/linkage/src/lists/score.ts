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
  private readonly isWhere: readonly boolean[];
  /** Per field, per value: what full agreement says beside the usual, by how common the value is. */
  private readonly byRarity: readonly Float64Array[];

  constructor(
    private readonly table: ListTable,
    private readonly comparer: RowComparer,
    private readonly model: ListModel,
  ) {
    this.isWhere = table.fields.map(({ fact }) => WHERE.has(fact));
    this.byRarity = table.fields.map(({ counts }, at) =>
      Float64Array.from(counts, (often) => {
        const rarity = Math.log2((model.chance[at]! * table.rows) / often);
        return Math.max(-MOST_BY_RARITY, Math.min(MOST_BY_RARITY, rarity));
      }),
    );
  }

  weigh(a: number, b: number): number {
    const { isWhere, model } = this;
    let weight = model.prior;
    let strongest = 0;
    let wheres = 0;
    for (let at = 0; at < isWhere.length; at++) {
      const level = this.comparer.level(at, a, b);
      if (level === 0) continue;
      let bits = model.weights[at]![level]!;
      if (level === 1) bits += this.bitsByRarity(at, a, b);
      if (bits > 0 && isWhere[at]) {
        wheres += bits;
        if (bits > strongest) strongest = bits;
      } else weight += bits;
    }
    return weight + strongest + (wheres - strongest) * REPEATED;
  }

  private bitsByRarity(at: number, a: number, b: number): number {
    const { fields, values } = this.table;
    const { kind } = fields[at]!;
    if (kind === 'birth' || kind === 'age' || kind === 'sex') return 0;
    const byRarity = this.byRarity[at]!;
    return Math.min(byRarity[values[a * fields.length + at]!]!, byRarity[values[b * fields.length + at]!]!);
  }
}
