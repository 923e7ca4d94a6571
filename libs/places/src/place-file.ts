import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Sections of `data/places.bin.gz`, in their order. After a line of JSON that gives their lengths they follow one another. Texts are
 * lines of UTF-8; numbers of two bytes are little-endian; of numbers of four bytes all lowest bytes come first, then all second ones …
 *
 * Columns of places, sorted by the spelling they are looked up under: `names`, `latitudes` and `longitudes` (thousandths of a degree),
 * `regions` (line of the region), `kinds` (4 × kind + rank). Columns of regions: `regionCodes`, `regionNames`. Index by sound: `codes`,
 * sorted, `codeSizes` (how many places have the code), `byCode` (those places, code after code). `countryNames`: code and names in
 * the spelling they are looked up under, parted by tabs.
 */
export const SECTIONS = [
  'names',
  'latitudes',
  'longitudes',
  'regions',
  'kinds',
  'regionCodes',
  'regionNames',
  'codes',
  'codeSizes',
  'byCode',
  'countryNames',
] as const;
type Section = (typeof SECTIONS)[number];

export interface PlaceFile {
  readonly source: string;
  readonly names: Lines;
  readonly latitudes: Int32Array;
  readonly longitudes: Int32Array;
  readonly regions: Uint16Array;
  readonly kinds: Uint8Array;
  readonly regionCodes: readonly string[];
  readonly regionNames: readonly string[];
  readonly codes: Lines;
  /** Where the places of a code begin in `byCode`; one more than there are codes. */
  readonly codeStarts: Uint32Array;
  readonly byCode: Int32Array;
  readonly countryNames: readonly string[];
}

/** Lines of text kept as bytes: a hundred thousand strings would cost ten times the memory. */
export class Lines {
  private readonly starts: Uint32Array;
  readonly length: number;

  constructor(private readonly bytes: Buffer) {
    const starts = [0];
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, end + 1)) starts.push(end + 1);
    this.starts = Uint32Array.from(starts);
    this.length = starts.length - 1;
  }

  at(line: number): string {
    return this.bytes.toString('utf8', this.starts[line], this.starts[line + 1]! - 1);
  }
}
const NEWLINE = 10;

/** @throws where the file is missing: it belongs to the build */
export function readPlaceFile(file: URL): PlaceFile {
  const bytes = gunzipSync(readFileSync(file));
  const headerEnd = bytes.indexOf(NEWLINE);
  const header = JSON.parse(bytes.toString('utf8', 0, headerEnd)) as { source: string; sections: [Section, number][] };
  const parts = new Map<Section, Buffer>();
  let at = headerEnd + 1;
  for (const [name, length] of header.sections) parts.set(name, bytes.subarray(at, (at += length)));
  const part = (name: Section): Buffer => parts.get(name)!;
  const lines = (name: Section): string[] => part(name).toString('utf8').split('\n').slice(0, -1);
  const codeSizes = new Uint16Array(copied(part('codeSizes')));
  return {
    source: header.source,
    names: new Lines(Buffer.from(part('names'))),
    latitudes: fromPlanes(part('latitudes')),
    longitudes: fromPlanes(part('longitudes')),
    regions: new Uint16Array(copied(part('regions'))),
    kinds: new Uint8Array(copied(part('kinds'))),
    regionCodes: lines('regionCodes'),
    regionNames: lines('regionNames'),
    codes: new Lines(Buffer.from(part('codes'))),
    codeStarts: startsOf(codeSizes),
    byCode: fromPlanes(part('byCode')),
    countryNames: lines('countryNames'),
  };
}

/** Aligned memory of its own, so that the unpacked file can go. */
function copied(part: Buffer): ArrayBuffer {
  const memory = new ArrayBuffer(part.length);
  new Uint8Array(memory).set(part);
  return memory;
}

function fromPlanes(part: Buffer): Int32Array {
  const count = part.length / 4;
  const numbers = new Int32Array(count);
  for (let at = 0; at < count; at++)
    numbers[at] = part[at]! | (part[count + at]! << 8) | (part[2 * count + at]! << 16) | (part[3 * count + at]! << 24);
  return numbers;
}

function startsOf(sizes: Uint16Array): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  for (let at = 0; at < sizes.length; at++) starts[at + 1] = starts[at]! + sizes[at]!;
  return starts;
}
