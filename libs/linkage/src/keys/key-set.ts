/**
 * Composite keys: two people who share one are worth comparing. Every key holds two facts (but phone and document, which are rare
 * enough alone), so that a stolen list of keys tells little and common names do not swamp a search. The tag before the colon says
 * which facts; the codes are skeletons of names, so that spelling, vowels, order of names and script do not matter.
 *
 * - `nn` name × name. A father's name is one of the names: half the world writes it in the full name, the other half apart.
 * - `nm` name × mother, `ns` name × spouse, sibling or child
 * - `nb` name × band of birth years, `nd` name × day and month of birth in either order, `np` name × place or postcode
 * - `nnb` three facts: two names × band of birth years, for names that so many share that two facts are not worth reading
 * - `bp` whole birth date × place or postcode, for names written beyond recognition
 * - `ph` phone, `dc` document
 * - `xx` name × name with one consonant lost (tier 2), `xp` name in another reading, with its ending or one consonant lost × place (tier 2)
 * - `xj` two words written as one × another name, mother or band of birth years (tier 2)
 * - `rr` two of the family, by their given names (tier 2), `rp` a parent or spouse × place (tier 2): for those whose own name was changed,
 *   or written beyond recognition
 *
 * Every kind costs each person some postings and each search some reading, so a kind stays only while people are found by it who were
 * not found before: two names × place, name × band × place, a name with a slip × day of birth, and a parent × day of birth found nobody.
 */
const MOST = {
  nn: 40,
  nnb: 16,
  nm: 8,
  ns: 12,
  nb: 16,
  nd: 8,
  np: 18,
  bp: 4,
  ph: 4,
  dc: 4,
  xx: 16,
  xj: 12,
  rr: 8,
  rp: 8,
  xp: 12,
} as const;
type Tag = keyof typeof MOST;

/** Of all kinds together; three facts come last, because each two of them are keys already. */
const MOST_KEYS = 120;

/** The keys of one person: distinct, and of each kind no more than {@link MOST}, the likeliest first. */
export class KeySet {
  private readonly keys = new Set<string>();
  private readonly counts = new Map<Tag, number>();

  addAll(tag: Tag, values: Iterable<string>): void {
    const most = MOST[tag];
    let count = this.counts.get(tag) ?? 0;
    for (const value of values) {
      if (count >= most || this.keys.size >= MOST_KEYS) break;
      const key = `${tag}:${value}`;
      if (this.keys.has(key)) continue;
      this.keys.add(key);
      count++;
    }
    this.counts.set(tag, count);
  }

  list(): string[] {
    return [...this.keys];
  }
}
