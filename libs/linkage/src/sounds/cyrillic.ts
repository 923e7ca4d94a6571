import type { Lattice } from './lattice.js';
import { letterTable, readLetters } from './letters.js';

/** Russian, Ukrainian, Belarusian, Serbian, Macedonian, Bulgarian, and the letters of Central Asia and the Caucasus. */
const LETTERS = letterTable({
  а: 'a', б: 'b', в: 'v|w', г: 'g|h', ґ: 'g', д: 'd', е: 'e|ye', є: 'ye|e', ё: 'yo|e|o', ж: 'Z|J', з: 'z|s', и: 'i', і: 'i', ї: 'i|yi', й: 'i|', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's|z', т: 't', у: 'u|w', ф: 'f', х: 'X|h', ц: 'ts|s|C', ч: 'C', ш: 'S', щ: 'S|SC', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'yu|u|i', я: 'ya|a',
  ђ: 'J', ј: 'y', љ: 'l', њ: 'n', ћ: 'C', џ: 'J', ѓ: 'g', ќ: 'k', ѕ: 'z', ў: 'w|u|v', ә: 'a', ғ: 'G|g', қ: 'k', ң: 'n', ө: 'o', ұ: 'u', ү: 'u', һ: 'h', ҳ: 'h', ҷ: 'J', ӣ: 'i',
  ӯ: 'u', ӏ: '', ҡ: 'k', ҙ: 'z', ҫ: 's', җ: 'J', ҥ: 'n', дж: 'J', тс: 'ts', дз: 'dz|z|J', кс: 'ks', ье: 'ye', ья: 'ya', ью: 'yu|u', ьо: 'yo', ий: 'i', ый: 'i', гх: 'g', кх: 'k|X', тх: 't|T',
  хь: 'h', гӏ: 'G', кӏ: 'k', тӏ: 't', цӏ: 'ts', чӏ: 'C', пӏ: 'p', къ: 'k', гъ: 'G', хъ: 'X', нг: 'ng', си: 'si|Si', сё: 'so|So', сю: 'su|Su', ся: 'sa|Sa|sya', ти: 'ti|Ci', тё: 'to|Co|tyo', тю: 'tu|Cu', тя: 'tya|Ca', дзи: 'dzi|Ji|zi', дзё: 'dzo|Jo', дзю: 'dzu|Ju', дзя: 'dza|Ja', чж: 'Z|J|C', цз: 'dz|J|z', нь: 'n', тч: 'C|tC', дч: 'C', жж: 'Z', зж: 'Z', сч: 'S',
}); // prettier-ignore

export function readCyrillic(word: string): Lattice {
  const lattice = readLetters(word, LETTERS);
  // Иоганн, Иосиф, Иоанн: the first letter is the j of the name's other spellings
  if (word.startsWith('ио') && lattice.length > 2) lattice[0] = ['i', 'y'];
  // only at the start is й a consonant of its own (Йосиф)
  if (word.startsWith('й') && lattice.length > 1) lattice[0] = ['y', ''];
  // Latin and Italian names end so in Russian (Менений, Menenio)
  if (word.endsWith('ий') && lattice.length > 3) lattice[lattice.length - 1] = ['i', 'io'];
  // a soft sign at the end is often the i of other spellings (Ротарь, Rotari)
  if (word.endsWith('ь') && lattice.length > 2) lattice.push(['', 'i']);
  return lattice;
}
