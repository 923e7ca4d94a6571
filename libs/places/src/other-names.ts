import { readFileSync } from 'node:fs';
import { scriptOf } from '#libs/kernel';
import { placeCodes, placeDistance, placeSpelling } from '#libs/linkage';
import { placeId, type PlaceIndex } from './place-index.js';
import { PLACE_SORTS, type Place } from './place.js';

/** A row of `data/other-names.txt`. */
export interface OtherNamesRow {
  readonly country: string;
  readonly name: string;
  readonly position?: readonly [latitude: number, longitude: number];
  readonly others: readonly string[];
}

const ROW = /^([A-Z]{2}) (.+?)(?: @(-?[\d.]+),(-?[\d.]+))? =(.*)$/;

export function readOtherNames(file: URL): OtherNamesRow[] {
  return dataLines(file).map((line) => {
    const [, country, name, latitude, longitude, others] = ROW.exec(line) ?? [];
    if (!country || !name) throw new SyntaxError(`Not a row of other names: ${line}`);
    return {
      country,
      name,
      ...(latitude && { position: [Number(latitude), Number(longitude)] as const }),
      others: listOf(others!),
    };
  });
}

/** Rows of a table of text: no comments, no empty lines. */
export function dataLines(file: URL): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export function listOf(cell: string): string[] {
  return cell
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

interface SpokenName {
  readonly name: string;
  readonly place: Place;
}

/** The places that are known abroad, by all their names. */
export class KnownPlaces {
  private readonly bySpelling = new Map<string, Place[]>();
  private readonly byId = new Map<string, Place>();
  private readonly names: SpokenName[] = [];
  private byCode: Map<string, SpokenName[]> | undefined;

  constructor(rows: readonly OtherNamesRow[], index: PlaceIndex) {
    for (const row of rows) {
      const place = placeOf(row, index);
      this.byId.set(place.id, place);
      for (const name of [row.name, ...row.others]) this.add(name, place);
    }
  }

  spelt(spelling: string): readonly Place[] {
    return this.bySpelling.get(spelling) ?? [];
  }

  beginning(spelling: string): Place[] {
    return [...this.bySpelling].flatMap(([other, places]) => (other.startsWith(spelling) ? places : []));
  }

  /** All names that sound so, each with its place. */
  sounding(code: string): readonly SpokenName[] {
    return (this.byCode ??= byCodeOf(this.names)).get(code) ?? [];
  }

  /** The same place with the rank it has for us. */
  ranked(place: Place): Place {
    return this.byId.get(place.id) ?? place;
  }

  private add(name: string, place: Place): void {
    const spelling = placeSpelling(name);
    const others = this.bySpelling.get(spelling);
    if (!others) this.bySpelling.set(spelling, [place]);
    else if (!others.includes(place)) others.push(place);
    this.names.push({ name, place });
  }
}

function byCodeOf(names: readonly SpokenName[]): Map<string, SpokenName[]> {
  const byCode = new Map<string, SpokenName[]>();
  for (const spoken of names) {
    // Codes are the same across scripts: the name in Latin letters stands for the others.
    const [code] = scriptOf(spoken.name) === 'Latn' ? placeCodes(spoken.name, 1) : [];
    if (code === undefined) continue;
    const others = byCode.get(code);
    if (others) others.push(spoken);
    else byCode.set(code, [spoken]);
  }
  return byCode;
}

/** The place of GeoNames with this name, the one at the position where there are namesakes; or a place of our own there. */
function placeOf({ country, name, position }: OtherNamesRow, index: PlaceIndex): Place {
  const there = position && { latitude: position[0], longitude: position[1] };
  const [best] = index
    .spelt(placeSpelling(name))
    .map((line) => index.at(line))
    .filter((place) => place.country === country && (!there || placeDistance(place, there) < SAME_PLACE_KM))
    .sort((a, b) => PLACE_SORTS.indexOf(a.kind) - PLACE_SORTS.indexOf(b.kind) || b.rank - a.rank);
  if (best) return { ...best, rank: 3 };
  if (!there) throw new RangeError(`GeoNames has no ${name} in ${country}; give its position.`);
  const region = index.regionAround(country, there);
  const id = placeId(region.code, name, there);
  return { id, name, kind: 'settlement', country, region: region.code, regionName: region.name, ...there, rank: 3 };
}
const SAME_PLACE_KM = 25;
