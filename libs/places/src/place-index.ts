import { placeSpelling, type Position } from '#libs/linkage';
import type { PlaceFile } from './place-file.js';
import { PLACE_SORTS, type Place } from './place.js';

/** In thousandths, as the file has positions. */
const DEGREE = 1000;

/** Looks places up in the columns of the file. Nothing is made until it is asked for. */
export class PlaceIndex {
  /** Spelling of every {@link STRIDE}-th line, once it was asked for: to spell names anew was half of the work of comparing two persons. */
  private readonly spellings: (string | undefined)[] = [];

  constructor(private readonly file: PlaceFile) {}

  get source(): string {
    return this.file.source;
  }

  at(line: number): Place {
    const { names, latitudes, longitudes, regions, kinds, regionCodes, regionNames } = this.file;
    const region = regionCodes[regions[line]!]!;
    const name = names.at(line);
    const [latitude, longitude] = [latitudes[line]! / 1000, longitudes[line]! / 1000];
    return {
      id: placeId(region, name, { latitude, longitude }),
      name,
      kind: PLACE_SORTS[kinds[line]! >> 2]!,
      country: region.slice(0, 2),
      region,
      regionName: regionNames[regions[line]!]!,
      latitude,
      longitude,
      rank: (kinds[line]! & 3) as Place['rank'],
    };
  }

  nameOf(line: number): string {
    return this.file.names.at(line);
  }

  /** Lines of the places with this very spelling ({@link placeSpelling}). */
  spelt(spelling: string): number[] {
    return [...this.from(spelling, (other) => other === spelling)];
  }

  /** Lines of the places whose spelling begins so, in the order of their spellings; at most so many, of one country if it is given. */
  beginning(spelling: string, most: number, country?: string): number[] {
    const found: number[] = [];
    for (const line of this.from(spelling, (other) => other.startsWith(spelling))) {
      if (found.length >= most) break;
      if (country === undefined || this.countryOf(line) === country) found.push(line);
    }
    return found;
  }

  /** Lines of the places that sound like one of the codes. */
  sounding(code: string): Int32Array {
    const { codes, codeStarts, byCode } = this.file;
    const at = firstAtOrAfter(codes.length, code, (line) => codes.at(line));
    return at < codes.length && codes.at(at) === code
      ? byCode.subarray(codeStarts[at], codeStarts[at + 1])
      : byCode.subarray(0, 0);
  }

  /** The region whose nearest place lies nearest to a position within the country. */
  regionAround(country: string, { latitude, longitude }: Position): { code: string; name: string } {
    const { latitudes, longitudes, regions, regionCodes, regionNames } = this.file;
    // In the units of the file: this looks at every place of the world, for each place that GeoNames lacks.
    const [north, east] = [latitude * 1000, longitude * 1000];
    const inCountry = regionCodes.map((code) => code.startsWith(country));
    let nearest = Number.MAX_VALUE;
    let best = inCountry.indexOf(true);
    for (let line = 0; line < latitudes.length; line++) {
      const up = latitudes[line]! - north;
      if (up > DEGREE || up < -DEGREE || !inCountry[regions[line]!]) continue;
      const along = longitudes[line]! - east;
      const away = up * up + along * along;
      if (away < nearest) [nearest, best] = [away, regions[line]!];
    }
    return { code: regionCodes[best]!, name: regionNames[best]! };
  }

  /** Code of every country, and how its names are spelt for looking up. */
  countries(): { code: string; spellings: string[] }[] {
    return this.file.countryNames.map((line) => {
      const [code, ...spellings] = line.split('\t');
      return { code: code!, spellings };
    });
  }

  private countryOf(line: number): string {
    return this.file.regionCodes[this.file.regions[line]!]!.slice(0, 2);
  }

  private *from(spelling: string, fits: (other: string) => boolean): Generator<number> {
    if (spelling === '') return;
    const { names } = this.file;
    const next = firstAtOrAfter(Math.ceil(names.length / STRIDE), spelling, (stride) => this.spellingAt(stride));
    for (let line = Math.max(0, (next - 1) * STRIDE); line < names.length; line++) {
      const other = placeSpelling(names.at(line));
      if (other < spelling) continue;
      if (!fits(other)) return;
      yield line;
    }
  }

  private spellingAt(stride: number): string {
    return (this.spellings[stride] ??= placeSpelling(this.file.names.at(stride * STRIDE)));
  }
}
const STRIDE = 8;

export function placeId(region: string, name: string, { latitude, longitude }: Position): string {
  return `${region}/${placeSpelling(name)}/${latitude.toFixed(3)},${longitude.toFixed(3)}`;
}

/** The first of so many in their order that is not before what is wanted. */
function firstAtOrAfter(count: number, wanted: string, at: (place: number) => string): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
