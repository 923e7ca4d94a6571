export const WORD_LETTERS = { least: 4, most: 60 };

/** One word, however it is typed: letters big or small, gaps, the forms of Unicode. */
export function canonicalWord(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
