import type { EvidenceField } from '../evidence.js';
import type { Model } from '../model/weights.js';
import type { MatchedWords, NameAgreement } from '../names/compare-names.js';
import { compareWords } from '../names/compare-words.js';
import type { ReadPerson, ReadRelative } from '../read-person.js';
import { bestAssignment } from './assignment.js';
import { found, unknown, type Finding } from './finding.js';
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
  const a = kind === 'mother' ? left.mothers : left.fathers;
  const b = kind === 'mother' ? right.mothers : right.fathers;
  if (a.length === 0 || b.length === 0) {
    const inName =
      kind === 'father' && a.length + b.length > 0 ? fatherInName(a, left, b, right, own, model) : undefined;
    return inName ?? unknown(kind, 'parent-unknown', a[0]?.names[0]?.text, b[0]?.names[0]?.text);
  }
  let best: RelativeAgreement | undefined;
  for (const x of a) for (const y of b) best = better(best, compareRelative(x, y, own, model));
  if (!best) return unknown(kind, 'parent-unknown');
  const { agreement, counted, left: one, right: other } = best;
  const reading = agreement.matched.length > 0 ? readingOf(agreement) : undefined;
  if (counted && agreement.contradictions === 0)
    return found(kind, 'partial', 'parent-already-in-name', 0, one, other, reading);
  const { leastParent, mostParent, scale } = model.relative;
  const weight = Math.max(leastParent, Math.min(mostParent, best.weight * scale));
  if (weight <= 0) return found(kind, 'different', 'parent-different-name', weight, one, other);
  return agreement.contradictions === 0 && agreement.matched.every((pair) => pair.agreement.level === 'same')
    ? found(kind, 'exact', 'parent-same-name', weight, one, other, reading)
    : found(kind, 'close', 'parent-similar-name', weight, one, other, reading);
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
          const [one, other] = side === 'right' ? [name.text, full.text] : [full.text, name.text];
          const reading = candidate.sounds[0]!.toLowerCase();
          return found('father', 'partial', 'father-named-in-full-name', weight, one, other, reading);
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
  const a = left[field];
  const b = right[field];
  if (a.length === 0 && b.length === 0) return unknown(field, 'relatives-unknown');
  const [one, other] = [namesOf(a), namesOf(b)];
  if (!a.some((x) => b.some((y) => y.kind === x.kind))) return unknown(field, 'relatives-unknown', one, other);
  const pairs = a.map((x) => b.map((y) => (x.kind === y.kind ? compareRelative(x, y, own, model) : undefined)));
  const agreeing = bestAssignment(pairs.map((row) => row.map((one) => one?.weight ?? 0)));
  if (agreeing.length === 0)
    return found(field, 'different', 'relatives-differ', model.relative.leastGroup, one, other);
  let weight = 0;
  const readings: string[] = [];
  for (const pair of agreeing) {
    const { weight: bits, agreement } = pairs[pair.left]![pair.right]!;
    weight += bits * model.relative.scale;
    readings.push(readingOf(agreement));
  }
  weight = Math.min(weight, model.relative.mostGroup);
  return agreeing.length > 1
    ? found(field, 'exact', 'relatives-several-agree', weight, one, other, readings.join(', '))
    : found(field, 'close', 'relatives-one-agrees', weight, one, other, readings.join(', '));
}

function namesOf(group: readonly ReadRelative[]): string {
  return group.map(({ names }) => names[0]!.text).join(', ');
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
