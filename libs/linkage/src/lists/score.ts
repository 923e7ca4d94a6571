import type { ListModel } from './estimate.js';
import type { RowComparer } from './levels.js';
import type { ListTable } from './list-table.js';
import { radixOf, vectorOf } from './vector.js';
import { bitsOfPeoples, MOST_GIVEN_BACK } from './peoples.js';

/** A rare value that agrees says more, a common one less; within bounds, because rare values are also where errors look rare. */
const MOST_BY_RARITY = 4;
/** Where someone lives is told by place, postcode and address alike: beyond the strongest, the others count half. */
const WHERE: ReadonlySet<string> = new Set(['place', 'postcode', 'address']);
const REPEATED = 0.6;
/** What peoples make of a comparison vector is remembered for so many vectors; there are few in most lists, and millions of pairs. */
const MOST_VECTORS = 1 << 20;

/** Weighs pairs of rows: log-odds in bits, prior included. Depends on the two rows and the model alone. */
export class PairScorer {
  private readonly isWhere: readonly boolean[];
  /** Of the pair that is weighed. */
  private readonly levels: number[];
  private readonly radix: readonly number[];
  private readonly known = new Map<number, number>();

  constructor(
    private readonly table: ListTable,
    private readonly comparer: RowComparer,
    private readonly model: ListModel,
  ) {
    this.levels = table.fields.map(() => 0);
    this.radix = radixOf(table);
    this.isWhere = table.fields.map(({ fact }) => WHERE.has(fact));
  }

  /** @param least pairs of fewer bits are not wanted, and need not be weighed to the end */
  weigh(a: number, b: number, least = -Infinity): number {
    const { isWhere, levels, model } = this;
    let weight = model.prior;
    let strongest = 0;
    let wheres = 0;
    for (let at = 0; at < isWhere.length; at++) {
      const level = this.comparer.level(at, a, b);
      levels[at] = level;
      if (level === 0) continue;
      let bits = model.weights[at]![level]!;
      if (level === 1) bits += this.bitsByRarity(at, a, b);
      if (bits > 0 && isWhere[at]) {
        wheres += bits;
        if (bits > strongest) strongest = bits;
      } else weight += bits;
    }
    weight += strongest + (wheres - strongest) * REPEATED;
    return weight + MOST_GIVEN_BACK < least || model.peoples.length === 0 ? weight : weight - this.bitsOfPeoples();
  }

  private bitsOfPeoples(): number {
    const { known, levels, model, radix } = this;
    const vector = vectorOf(levels, radix);
    let bits = known.get(vector);
    if (bits === undefined) {
      bits = bitsOfPeoples(model.peoples, levels);
      if (known.size < MOST_VECTORS) known.set(vector, bits);
    }
    return bits;
  }

  /** What full agreement says beside the usual, by how common the more common of the two values is. */
  private bitsByRarity(at: number, a: number, b: number): number {
    const { fields, values, rows } = this.table;
    const { kind, counts } = fields[at]!;
    if (kind === 'birth' || kind === 'age' || kind === 'sex') return 0;
    const often = Math.max(counts[values[a * fields.length + at]!]!, counts[values[b * fields.length + at]!]!);
    const rarity = Math.log2((this.model.chance[at]! * rows) / often);
    return Math.max(-MOST_BY_RARITY, Math.min(MOST_BY_RARITY, rarity));
  }
}
