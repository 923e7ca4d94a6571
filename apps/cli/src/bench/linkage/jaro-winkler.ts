/** How much a common beginning counts, and how long it may be (Winkler 1990). */
const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;

/** Jaro-Winkler similarity of two texts, 0 … 1: the peer that most name matchers start from. */
export function jaroWinkler(left: string, right: string): number {
  const jaro = jaroOf(left, right);
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && prefix < left.length && left[prefix] === right[prefix]) prefix++;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(left: string, right: string): number {
  if (left === right) return 1;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const usedLeft = new Array<boolean>(left.length).fill(false);
  const usedRight = new Array<boolean>(right.length).fill(false);
  let common = 0;
  for (let i = 0; i < left.length; i++) {
    const end = Math.min(right.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (usedRight[j] || left[i] !== right[j]) continue;
      usedLeft[i] = usedRight[j] = true;
      common++;
      break;
    }
  }
  if (common === 0) return 0;
  const [a, b] = [[...kept(left, usedLeft)], [...kept(right, usedRight)]];
  const outOfPlace = a.filter((letter, at) => letter !== b[at]).length;
  return (common / left.length + common / right.length + (common - outOfPlace / 2) / common) / 3;
}

function kept(text: string, used: readonly boolean[]): string {
  let letters = '';
  for (let at = 0; at < text.length; at++) if (used[at]) letters += text[at];
  return letters;
}
