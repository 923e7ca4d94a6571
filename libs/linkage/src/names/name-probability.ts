import { DEFAULT_MODEL, type Model } from '../model/weights.js';
import { compareNames, type NameAgreement } from './compare-names.js';
import { readName, type ReadName } from './read-name.js';

export interface NameComparison {
  /** Log-odds in bits that both are one person's name. */
  weight: number;
  probability: number;
  agreement: NameAgreement;
}

/** Is it the same name? Says nothing of namesakes: for pairs of which nothing but the names is known. Symmetric. */
export function compareNamesAlone(left: string, right: string, model: Model = DEFAULT_MODEL): NameComparison {
  return compareReadNamesAlone(readName({ text: left }), readName({ text: right }), model);
}

/** The same for names that were read before. */
export function compareReadNamesAlone(left: ReadName, right: ReadName, model: Model = DEFAULT_MODEL): NameComparison {
  const agreement = compareNames(left, right, model);
  const weight = aloneWeight(agreement, model);
  return { weight, probability: 1 / (1 + 2 ** -weight), agreement };
}

function aloneWeight(agreement: NameAgreement, { namesAlone: table }: Model): number {
  if (agreement.matched.length === 0) return table.contradiction + table.base - table.mostExtra;
  let weight = table.base;
  let bits = 0;
  for (const { left, right, agreement: words } of agreement.matched) {
    weight -= table.costs[words.level];
    if (words.level === 'near' || words.level === 'similar') weight -= table.slip * (1 - words.nearness);
    bits += Math.min(left.word.bits, right.word.bits);
  }
  weight +=
    agreement.resembling * table.resembling + (agreement.contradictions - agreement.resembling) * table.contradiction;
  weight += Math.max(table.mostExtra, Math.abs(agreement.onlyLeft - agreement.onlyRight) * table.extra);
  if (agreement.swappedRoles) weight += table.contradiction;
  if (agreement.reordered) weight += table.reordered;
  if (bits < table.thinBits) weight += table.thin;
  const words = agreement.matched.length;
  if (words === 1 && Math.max(agreement.onlyLeft, agreement.onlyRight) > 0) weight += table.lone;
  return weight;
}
