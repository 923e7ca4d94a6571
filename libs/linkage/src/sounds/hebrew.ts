import type { Lattice } from './lattice.js';
import { letterTable, readLetters } from './letters.js';

const LETTERS = letterTable({
  א: 'a|', ב: 'b|v', ג: 'g', 'ג׳': 'J', "ג'": 'J', ד: 'd', ה: 'h|', ו: 'u|v|o|w', וו: 'v|w', ז: 'z', 'ז׳': 'Z', "ז'": 'Z', ח: 'X|h', ט: 't',
  י: 'i|y', יי: 'y|i', כ: 'k|X', ך: 'X|k', ל: 'l', מ: 'm', ם: 'm', נ: 'n', ן: 'n', ס: 's', ע: 'a|', פ: 'p|f', ף: 'f|p', צ: 'ts|s', ץ: 'ts|s',
  'צ׳': 'C', "צ'": 'C', 'ץ׳': 'C', "ץ'": 'C', ק: 'k', ר: 'r', ש: 'S|s', ת: 't', 'ת׳': 'T', "ת'": 'T', טש: 'C', דז: 'dz|J',
}); // prettier-ignore

const MARKS = /[\u0591-\u05BD\u05BF-\u05C7]/g;

export function readHebrew(word: string): Lattice {
  const lattice = readLetters(word.replace(MARKS, '').replace(/״|"/g, ''), LETTERS);
  if (word.endsWith('ה') && lattice.length > 1) lattice[lattice.length - 1] = ['a', ''];
  const first = word[0];
  if (first === 'ו' && lattice.length > 1) lattice[0] = ['v', 'w', 'u'];
  if (first === 'י' && lattice.length > 1) lattice[0] = ['y', 'i'];
  return lattice;
}
