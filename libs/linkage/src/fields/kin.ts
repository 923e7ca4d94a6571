import type { Model } from '../model/weights.js';
import type { NameAgreement } from '../names/compare-names.js';
import { priorOf } from '../prior.js';
import type { Finding } from './finding.js';

/** Below this many bits the line is left out: it would explain nothing. */
const WORTH_SAYING = 0.1;

/**
 * Brothers, sisters and children are registered too, and share parents, places and half of the name. What speaks for the one sought
 * against any stranger speaks as much for them. So there are three who a registered person may be: the one sought, a stranger, or
 * close kin of the one sought; the odds of the first against both others are those against the stranger, divided by
 * 1 + P(kin) P(evidence | kin) / (P(stranger) P(evidence | stranger)). This line is that divisor, in bits; it takes away what the
 * family lines gave as soon as they give more than chance, and leaves what tells kin apart: the given name, the birth, documents.
 *
 * @param evidence the other lines
 * @param own how the two persons' own names agree
 * @returns `undefined` where kin is no likelier than a stranger
 */
export function kinFinding(
  evidence: readonly Finding[],
  own: NameAgreement | undefined,
  model: Model,
  population: number,
): Finding | undefined {
  let bits = own ? nameBitsOfKin(own, model.name.most) : 0;
  for (const { field, reason, weight } of evidence) {
    switch (field) {
      case 'mother':
      case 'father':
      case 'siblings':
      case 'relatives':
      case 'place':
      case 'route':
        bits += Math.max(0, weight);
        break;
      case 'phone':
        bits += Math.max(0, weight + model.kin.sharesPhone);
        break;
      case 'birth':
        bits += model.kin.birth[reason] ?? 0;
        break;
      case 'name':
      case 'sex':
      case 'document':
      case 'kin':
        break;
    }
  }
  const kin = Math.log2(model.kin.registered) + priorOf(population, model) + bits;
  // log2(1 + 2^kin), without overflow
  const weight = -(kin > 30 ? kin : Math.log2(1 + 2 ** kin));
  if (weight > -WORTH_SAYING) return undefined;
  return { field: 'kin', level: 'partial', reason: 'kin-as-likely', weight };
}

/**
 * What agrees in the names of kin as well: all that agrees where the given names differ; where all agree, all but the word
 * that says most, which is taken for the given name, because order does not tell. Words that resemble each other are likelier one word
 * with a slip in it than the names of two children.
 */
function nameBitsOfKin({ matched, contradictions, resembling }: NameAgreement, mostOfName: number): number {
  let all = 0;
  let most = 0;
  for (const { bits } of matched) {
    all += bits;
    if (bits > most) most = bits;
  }
  // no more is taken away than a name gives: names of many words end at its bound
  all = Math.min(all, mostOfName);
  return contradictions > resembling ? all : all - most;
}
