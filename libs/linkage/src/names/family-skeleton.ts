import { skeletons } from '../sounds/skeleton.js';
import { readWord } from '../sounds/read-word.js';
import { familyName } from './aliases.js';

const kept = new Map<number, string>();

/** The skeleton of a family's common spelling: the key under which all its spellings meet. */
export function familySkeleton(family: number): string {
  const known = kept.get(family);
  if (known !== undefined) return known;
  const skeleton = skeletons(readWord(familyName(family)), 1)[0] ?? familyName(family);
  kept.set(family, skeleton);
  return skeleton;
}
