import { alternatives, type Lattice } from './lattice.js';

/** Signs of a script (one character, or several that are read as one) and the sounds each can stand for. */
export type LetterTable = ReadonlyMap<string, readonly string[]>;

/** `{ 'ش': 'S', 'و': 'u|w|v' }` → table. */
export function letterTable(rows: Record<string, string>): LetterTable {
  return new Map(Object.entries(rows).map(([sign, spec]) => [sign, alternatives(spec)]));
}

/** Reads a word sign by sign, the longest sign first (up to three characters). What the table does not know is silent. */
export function readLetters(word: string, table: LetterTable): string[][] {
  const chars = [...word];
  const lattice: string[][] = [];
  for (let at = 0; at < chars.length;) {
    let step = 1;
    for (let length = 3; length >= 1; length--) {
      const sounds = table.get(chars.slice(at, at + length).join(''));
      if (sounds && at + length <= chars.length) {
        lattice.push([...sounds]);
        step = length;
        break;
      }
    }
    at += step;
  }
  return lattice;
}

export type Reader = (word: string) => Lattice;
