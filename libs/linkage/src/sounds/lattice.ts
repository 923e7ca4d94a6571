/**
 * A word as it may be read aloud: for each written sign the sounds it can stand for, likeliest first.
 *
 * Sounds are single letters: vowels `a e i o u`; consonants `b p t d k g f v w m n l r s z h y` as in English, and
 * `S` (sh), `Z` (zh), `C` (ch), `J` (j in jam), `X` (kh, Scots loch), `G` (gh, the French r), `T` (th in thin), `D` (th in this).
 */
export type Lattice = readonly (readonly string[])[];

/** `"k|s|"` → `['k', 's', '']`: an empty alternative means that the sign may be silent. */
export function alternatives(spec: string): readonly string[] {
  return spec.split('|');
}

/**
 * The readings of a lattice, likeliest first: the first alternative everywhere, then one deviation, then two.
 * At most `limit`, so that a long word with many open letters costs no more than a short one.
 */
export function readings(lattice: Lattice, limit: number): string[] {
  const found = new Set<string>([lattice.map((options) => options[0]).join('')]);
  const open = lattice.flatMap((options, at) => (options.length > 1 ? [at] : []));
  const spell = (choice: ReadonlyMap<number, number>): string =>
    lattice.map((options, at) => options[choice.get(at) ?? 0]).join('');
  for (let depth = 1; depth <= 3 && depth <= open.length && found.size < limit; depth++) {
    for (const choice of deviations(lattice, open, depth)) {
      found.add(spell(choice));
      if (found.size >= limit) break;
    }
  }
  return [...found];
}

function* deviations(
  lattice: Lattice,
  open: readonly number[],
  depth: number,
  from = 0,
  chosen: ReadonlyMap<number, number> = new Map(),
): Generator<ReadonlyMap<number, number>> {
  if (depth === 0) {
    yield chosen;
    return;
  }
  for (let i = from; i < open.length; i++) {
    const at = open[i]!;
    for (let option = 1; option < lattice[at]!.length; option++) {
      yield* deviations(lattice, open, depth - 1, i + 1, new Map(chosen).set(at, option));
    }
  }
}
