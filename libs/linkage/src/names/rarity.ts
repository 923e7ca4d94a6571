import type { ScriptCode } from '#libs/kernel';

/** Bits of a common name: one in 40 of the people who use it (Mohammed, Maria, Ivan); families in the table are common names. */
const COMMON = 6;
const RAREST = 12.5;

/**
 * How surprising a word is as part of a name, in bits, where no frequency table of the deployment says better. Names are rarer
 * the longer they are: about 2 bits per consonant and 0.7 per vowel, within bounds that keep one name from deciding alone.
 */
export function rarity(sounds: string, families: readonly number[], script: ScriptCode): number {
  let bits = 2.5;
  for (const sound of sounds) bits += 'aeiou'.includes(sound) ? 0.7 : 2;
  if (script === 'Hani' || script === 'Hang') bits = Math.max(bits, 6);
  const most = families.length > 0 ? Math.max(COMMON, Math.min(9, bits)) : RAREST;
  return Math.min(bits, most);
}
