import type { EvidenceField } from '../evidence.js';
import type { Model } from '../model/weights.js';
import type { MatchedWords, NameAgreement } from '../names/compare-names.js';
import { compareWords } from '../names/compare-words.js';
import type { ReadPerson, ReadRelative } from '../read-person.js';
import { unknown, type Finding } from './finding.js';
import { bestNames, readingOf } from './name.js';

interface RelativeAgreement {
  weight: number;
  /** All that agrees was already counted in the person's own name. */
  counted: boolean;
  agreement: NameAgreement;
  left: string;
  right: string;
}

/** A parent's name, without the words that the person's own name has already been credited for. */
export function compareParent(
  kind: 'mother' | 'father',
  left: ReadPerson,
  right: ReadPerson,
  own: readonly MatchedWords[],
  model: Model,
): Finding {
  const a = left.relatives.filter((relative) => relative.kind === kind && relative.names.length > 0);
  const b = right.relatives.filter((relative) => relative.kind === kind && relative.names.length > 0);
  if (a.length === 0 || b.length === 0) {
    const inName =
      kind === 'father' && a.length + b.length > 0 ? fatherInName(a, left, b, right, own, model) : undefined;
    return inName ?? unknown(kind, 'parent-unknown', a[0]?.names[0]?.text, b[0]?.names[0]?.text);
  }
  let best: RelativeAgreement | undefined;
  for (const x of a) for (const y of b) best = better(best, compareRelative(x, y, own, model));
  if (!best) return unknown(kind, 'parent-unknown');
  const weights = model.relative;
  const shown = { field: kind, left: best.left, right: best.right };
  const reading = best.agreement.matched.length > 0 ? { reading: readingOf(best.agreement) } : {};
  if (best.counted && best.agreement.contradictions === 0)
    return { ...shown, ...reading, level: 'partial', reason: 'parent-already-in-name', weight: 0 };
  const weight = Math.max(weights.leastParent, Math.min(weights.mostParent, best.weight * weights.scale));
  if (weight <= 0) return { ...shown, level: 'different', reason: 'parent-different-name', weight };
  const exact =
    best.agreement.matched.every((pair) => pair.agreement.level === 'same') && best.agreement.contradictions === 0;
  return {
    ...shown,
    ...reading,
    level: exact ? 'exact' : 'close',
    reason: exact ? 'parent-same-name' : 'parent-similar-name',
    weight,
  };
}

/** One side names the father apart, the other in the full name, as most of the world does: Ali (son of) Ahmad (of) Hassan. */
function fatherInName(
  a: readonly ReadRelative[],
  left: ReadPerson,
  b: readonly ReadRelative[],
  right: ReadPerson,
  own: readonly MatchedWords[],
  model: Model,
): Finding | undefined {
  const [fathers, person, side] = a.length > 0 ? [a, right, 'right' as const] : [b, left, 'left' as const];
  for (const father of fathers) {
    for (const name of father.names) {
      const given = name.words[0]!;
      for (const full of person.names) {
        for (const [at, part] of full.words.entries()) {
          if (at === 0 || own.some((pair) => pair[side].word === part.word)) continue;
          const candidate = part.father ?? part.word;
          const { level } = compareWords(given.word, candidate);
          if (level !== 'same' && level !== 'family' && level !== 'sounds-same' && level !== 'near') continue;
          const weight = Math.min(given.word.bits, candidate.bits) * model.relative.fatherInName;
          const texts =
            side === 'right' ? { left: name.text, right: full.text } : { left: full.text, right: name.text };
          return {
            field: 'father',
            level: 'partial',
            reason: 'father-named-in-full-name',
            weight,
            ...texts,
            reading: candidate.sounds[0]!.toLowerCase(),
          };
        }
      }
    }
  }
  return undefined;
}

/**
 * Groups of relatives: the assignment of one family to the other that explains most. Who has no counterpart is not held against
 * anyone, because no family is ever listed in full.
 */
export function compareGroup(
  field: EvidenceField & ('siblings' | 'relatives'),
  left: ReadPerson,
  right: ReadPerson,
  own: readonly MatchedWords[],
  model: Model,
): Finding {
  const inGroup = ({ kind, names }: ReadRelative): boolean =>
    names.length > 0 &&
    (field === 'siblings' ? kind === 'sibling' : kind !== 'sibling' && kind !== 'mother' && kind !== 'father');
  const a = left.relatives.filter(inGroup);
  const b = right.relatives.filter(inGroup);
  const text = (group: readonly ReadRelative[]): string => group.map(({ names }) => names[0]!.text).join(', ');
  const shown = { left: text(a), right: text(b) };
  const comparable = a.filter((x) => b.some((y) => y.kind === x.kind));
  if (comparable.length === 0) return unknown(field, 'relatives-unknown', shown.left, shown.right);
  const pairs = comparable
    .flatMap((x) => b.filter((y) => y.kind === x.kind).map((y) => ({ x, y, found: compareRelative(x, y, own, model) })))
    .filter(({ found }) => found && found.weight > 0)
    .sort((p, q) => q.found!.weight - p.found!.weight);
  const used = new Set<ReadRelative>();
  let weight = 0;
  let agreeing = 0;
  const readings: string[] = [];
  for (const { x, y, found } of pairs) {
    if (used.has(x) || used.has(y)) continue;
    used.add(x).add(y);
    agreeing++;
    weight += found!.weight * model.relative.scale;
    readings.push(readingOf(found!.agreement));
  }
  const reading = readings.join(', ');
  if (agreeing === 0)
    return { field, level: 'different', reason: 'relatives-differ', weight: model.relative.leastGroup, ...shown };
  weight = Math.min(weight, model.relative.mostGroup);
  return {
    field,
    level: agreeing > 1 ? 'exact' : 'close',
    reason: agreeing > 1 ? 'relatives-several-agree' : 'relatives-one-agrees',
    weight,
    ...shown,
    reading,
  };
}

function compareRelative(
  x: ReadRelative,
  y: ReadRelative,
  own: readonly MatchedWords[],
  model: Model,
): RelativeAgreement | undefined {
  const best = bestNames(x.names, y.names, model);
  if (!best) return undefined;
  let alreadyCounted = 0;
  let credited = 0;
  for (const pair of best.agreement.matched) {
    if (!own.some((mine) => mine.left.word === pair.left.word && mine.right.word === pair.right.word)) continue;
    alreadyCounted += pair.bits;
    credited++;
  }
  const counted = credited > 0 && credited === best.agreement.matched.length;
  return {
    weight: best.agreement.weight - alreadyCounted,
    counted,
    agreement: best.agreement,
    left: best.left.text,
    right: best.right.text,
  };
}

function better(a: RelativeAgreement | undefined, b: RelativeAgreement | undefined): RelativeAgreement | undefined {
  return !a || (b && b.weight > a.weight) ? b : a;
}
