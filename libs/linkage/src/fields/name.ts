import type { Level } from '../evidence.js';
import type { Model } from '../model/weights.js';
import { compareNames, type NameAgreement } from '../names/compare-names.js';
import type { ReadName } from '../names/read-name.js';
import type { Reason } from '../reasons.js';
import { found, unknown, type Finding } from './finding.js';

/** The best agreement between any name of one and any name of the other. */
export function bestNames(
  left: readonly ReadName[],
  right: readonly ReadName[],
  model: Model,
): { agreement: NameAgreement; left: ReadName; right: ReadName } | undefined {
  let best: { agreement: NameAgreement; left: ReadName; right: ReadName } | undefined;
  for (const a of left) {
    for (const b of right) {
      const agreement = compareNames(a, b, model);
      if (!best || agreement.weight > best.agreement.weight) best = { agreement, left: a, right: b };
    }
  }
  return best;
}

export function nameFinding(
  best: ReturnType<typeof bestNames>,
  left: readonly ReadName[],
  right: readonly ReadName[],
): Finding {
  if (!best) return unknown('name', 'name-unknown', left[0]?.text, right[0]?.text);
  const { agreement } = best;
  const [level, reason] = describe(agreement);
  const reading = agreement.matched.length > 0 ? readingOf(agreement) : undefined;
  return found('name', level, reason, agreement.weight, best.left.text, best.right.text, reading);
}

function describe(agreement: NameAgreement): [Level, Reason] {
  if (agreement.matched.length === 0) return ['different', 'name-different'];
  const levels = new Set(agreement.matched.map((pair) => pair.agreement.level));
  if (agreement.swappedRoles) return ['different', 'name-father-and-own-swapped'];
  if (agreement.contradictions > 0)
    return agreement.weight < 0 ? ['different', 'name-different'] : ['partial', 'name-shares-some-words'];
  const partial = agreement.onlyLeft + agreement.onlyRight > 0 || levels.has('initial') || levels.has('begins');
  if (partial) return ['partial', 'name-part-of-other'];
  const similar = levels.has('near') || levels.has('similar');
  if (agreement.crossScript) return ['other-script', similar ? 'name-similar' : 'name-same-other-script'];
  if (similar) return ['close', 'name-similar'];
  if (levels.has('family')) return ['alias', 'name-known-variant'];
  if (levels.has('sounds-same')) return ['close', 'name-similar'];
  return ['exact', agreement.reordered ? 'name-same-other-order' : 'name-same'];
}

/** The readings in which matched words were found alike: the Latin spelling where there is one, else the sound. */
export function readingOf(agreement: NameAgreement): string {
  return agreement.matched
    .map(({ left, right }) => {
      const latin = [left, right].find(({ word }) => word.script === 'Latn');
      return latin ? latin.word.spelling : left.word.sounds[0]!.toLowerCase();
    })
    .join(' ');
}
