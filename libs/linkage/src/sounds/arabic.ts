import type { Lattice } from './lattice.js';
import { letterTable, readLetters } from './letters.js';

/** Arabic with the letters of Persian, Urdu, Pashto, Kurdish and Uyghur. Short vowels are not written; waw and yeh before a vowel are consonants. */
const LETTERS = letterTable({
  ا: 'a', أ: 'a', إ: 'i', آ: 'a', ٱ: 'a', ء: '', ؤ: 'u|w|', ئ: 'i|y|', ى: 'a|i', ي: 'i|y', ی: 'i|y', و: 'u|w|v|o', ب: 'b|p', پ: 'p', ت: 't', ة: 'a|t',
  ث: 'T|s', ج: 'J|g', چ: 'C', ح: 'h', خ: 'X', د: 'd', ذ: 'D|z', ر: 'r', ز: 'z', ژ: 'Z', س: 's', ش: 'S', ص: 's', ض: 'd|z', ط: 't', ظ: 'z|D',
  ع: 'a|', غ: 'G|g', ف: 'f|v', ق: 'k|g', ك: 'k|g', ک: 'k', گ: 'g', ل: 'l', م: 'm', ن: 'n', ه: 'h', ھ: 'h', ہ: 'h', ۀ: 'e', ے: 'e|i',
  ٹ: 't', ڈ: 'd', ڑ: 'r', ں: 'n', ټ: 't', ځ: 'dz|z', څ: 'ts|s', ډ: 'd', ړ: 'r', ږ: 'Z|g', ښ: 'S|X', ګ: 'g', ڼ: 'n', ې: 'e', ۍ: 'i', ڤ: 'v', ڨ: 'g',
  ێ: 'e', ۆ: 'o', ڵ: 'l', ڕ: 'r', ە: 'a|e', ۇ: 'u', ۈ: 'u', ۉ: 'u', ڭ: 'n', ۋ: 'v', چھ: 'C', کھ: 'k', گھ: 'g', بھ: 'b', پھ: 'p', تھ: 't', دھ: 'd', جھ: 'J', ٹھ: 't',
  تش: 'C|tS', دج: 'J|dJ', كس: 'ks', وو: 'v|w|u', يي: 'y|i', وا: 'wa|va|ua', وي: 'wi|vi|ui|uy', وی: 'wi|vi|ui|uy', يا: 'ya|ia', یا: 'ya|ia',
}); // prettier-ignore

/** Harakat, tatweel, Quranic marks: written by some, left out by most. */
const MARKS = /\u0640|[\u0610-\u061A]|[\u064B-\u065F]|\u0670|[\u06D6-\u06ED]/g;

export function readArabic(word: string): Lattice {
  const lattice = readLetters(word.replace(MARKS, ''), LETTERS);
  const last = word.at(-1);
  // a final heh is mostly the mark of a vowel (Fatemeh, Fatima); the first letter of a word is never a bare vowel sign
  if ((last === 'ه' || last === 'ہ') && lattice.length > 2) lattice[lattice.length - 1] = ['a', 'h'];
  const first = word[0];
  if (first === 'و' && lattice.length > 1 && lattice[0]![0] === 'u') lattice[0] = ['w', 'v', 'u'];
  if ((first === 'ي' || first === 'ی') && lattice.length > 1 && lattice[0]![0] === 'i') lattice[0] = ['y', 'i'];
  return lattice;
}
