import type { ScriptCode } from '#libs/kernel';

/**
 * Bits of a common name: a name in the table of families is borne by at least one in 64 of the people who use it (Mohammed,
 * Maria, Ivan). With up to nine bits, namesakes of three such names passed for one person.
 */
const COMMON = 6;
const RAREST = 12.5;
/** Bits of a word that is added to names out of courtesy. */
export const LEAST_TELLING = 3;

/**
 * How surprising a word is as part of a name, in bits, where no frequency table of the deployment says better. Names are rarer
 * the longer they are: about 2 bits per consonant and 0.7 per vowel, within bounds that keep one name from deciding alone.
 */
export function rarity(sounds: string, families: readonly number[], script: ScriptCode): number {
  let bits = 2.5;
  for (const sound of sounds) bits += 'aeiou'.includes(sound) ? 0.7 : 2;
  if (script === 'Hani' || script === 'Hang') bits = Math.max(bits, 6);
  return Math.min(bits, families.length > 0 ? COMMON : RAREST);
}
