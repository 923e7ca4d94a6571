import { placeSpelling } from '#libs/linkage';
import { dataLines, listOf } from './other-names.js';
import type { PlaceIndex } from './place-index.js';

/** Countries by their names in the languages of families and offices. */
export class Countries {
  private readonly bySpelling = new Map<string, string>();

  constructor(index: PlaceIndex, otherNames: URL) {
    for (const { code, spellings } of index.countries())
      for (const spelling of spellings) this.bySpelling.set(spelling, code);
    // Our own rows come last and win: "Congo" alone is a choice.
    for (const line of dataLines(otherNames)) {
      const [code, names] = line.split(' = ');
      for (const name of listOf(names!)) this.bySpelling.set(placeSpelling(name), code!);
    }
  }

  /** ISO 3166-1 alpha-2 code of the country with this name, in any of the languages. */
  named(text: string): string | undefined {
    return this.bySpelling.get(placeSpelling(text));
  }
}
