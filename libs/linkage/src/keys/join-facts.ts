export function ordered(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

/** All pairs of different words, the likeliest codes first. */
export function* pairs(words: readonly (readonly string[])[]): Generator<string> {
  for (let depth = 0; depth <= 4; depth++)
    for (let i = 0; i < words.length; i++)
      for (let j = i + 1; j < words.length; j++)
        for (let a = 0; a <= depth; a++) {
          const [x, y] = [words[i]![a], words[j]![depth - a]];
          if (x !== undefined && y !== undefined) yield ordered(x, y);
        }
}

export function* crossed(a: readonly string[], b: readonly string[]): Generator<string> {
  yield* pairs([a, b]);
}

export function* asymmetric(a: readonly string[], b: readonly string[]): Generator<string> {
  for (const x of a) for (const y of b) yield `${x}|${y}`;
}
