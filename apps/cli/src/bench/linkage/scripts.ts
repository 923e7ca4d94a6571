import { join } from 'node:path';
import anyAscii from 'any-ascii';
import { nameCodes, nameNeighbourCodes } from '#libs/linkage';
import { progressLine } from '../../progress.js';
import { readRows } from './evaluation-data.js';
import { atLeast, share, whole } from './figures.js';
import { KeyIndex } from './key-index.js';
import type { Bench, Measured, Part } from './part.js';
import type { PeerDatabase } from './peer-database.js';

/** A query may bring up so many names of the whole list, on average. */
const BUCKET = 50;

/** Tier 2 is asked where tier 1 finds fewer than `few`: the long list has enough near names without it. */
const LISTS = [
  { script: 'Arabic', file: 'transliteration/arabic.csv', goal: 0.95, few: 8 },
  { script: 'Hebrew', file: 'transliteration/hebrew.csv', goal: 0.95, few: 8 },
  { script: 'Russian', file: 'transliteration/russian.csv', goal: 0.98, few: 1 },
  { script: 'Ethiopic', file: 'transliteration/ethiopic-full-names.csv', goal: 0.98, few: 8 },
] as const;

interface Row {
  latin: string;
  native: string;
  /** How often the pair was seen; 1 where the list does not say. */
  count: number;
}

interface Found {
  recall: number;
  /** Recall where a name counts as often as it occurs. */
  weighted: number;
  /** Names of the list that a query brings up, on average. */
  bucket: number;
}

/** A name in its own script: is its Latin spelling among what the keys bring up from the whole list? */
export const scripts: Part = { name: 'scripts', files: LISTS.map(({ file }) => file), measure };

async function measure({ data, peers }: Bench): Promise<Measured> {
  const measured: Measured = { rows: [], groups: [] };
  for (const { script, file, goal, few } of LISTS) {
    const rows = (await readRows<'latin' | 'native' | 'count'>(join(data, file))).map(
      ({ latin, native, count }): Row => ({ latin, native, count: Number(count ?? 1) }),
    );
    const latin = [...new Set(rows.map((row) => row.latin))];
    const ours = byOurKeys(rows, latin, few, script);
    const oneReading = byOneReading(rows, latin);
    const daitchMokotoff = await byDaitchMokotoff(await peers(), rows, latin);
    measured.rows.push(
      atLeast(`${script} (${whole(rows.length)} names), recall of keys`, ours.recall, goal),
      {
        measure: `${script}, names found per query`,
        value: ours.bucket.toFixed(1),
        goal: `≤ ${BUCKET}`,
        met: ours.bucket <= BUCKET,
      },
      ...(ours.weighted === ours.recall
        ? []
        : [{ measure: `  ${script}, recall where a name counts as often as it occurs`, value: share(ours.weighted) }]),
      peerRow(`${script}, recall, any-ascii with our keys`, oneReading),
      peerRow(`${script}, recall, any-ascii with Daitch–Mokotoff`, daitchMokotoff),
    );
    measured.groups!.push({
      measure: `keys across scripts: ${script} and Latin`,
      value: `R ${share(ours.recall)}  P ${share(ours.recall / ours.bucket)}  of ${rows.length}`,
    });
  }
  return measured;
}

function byOurKeys(rows: readonly Row[], latin: readonly string[], few: number, script: string): Found {
  const exact = new KeyIndex(latin.map(nameCodes));
  const near = new KeyIndex(latin.map(nameNeighbourCodes));
  const progress = progressLine(`names (${script})`, rows.length);
  const found = recall(rows, latin, ({ native }, at) => {
    if (at % 500 === 0) progress.update(at);
    const first = exact.find(nameCodes(native));
    return first.size < few ? near.find(nameNeighbourCodes(native), first) : first;
  });
  progress.end();
  return found;
}

/** The peer that gives one Latin spelling per name: the same keys, but of that spelling alone. */
function byOneReading(rows: readonly Row[], latin: readonly string[]): Found {
  const index = new KeyIndex(latin.map(nameCodes));
  return recall(rows, latin, ({ native }) => index.find(nameCodes(anyAscii(native))));
}

/** What PostgreSQL offers without us: one Latin spelling, coded by sound. Words are coded one by one. */
async function byDaitchMokotoff(peers: PeerDatabase, rows: readonly Row[], latin: readonly string[]): Promise<Found> {
  const spelt = rows.map(({ native }) => anyAscii(native));
  const words = [...new Set([...latin, ...spelt].flatMap(wordsOf))];
  const codes = await peers.daitchMokotoff(words);
  const codesOfWord = new Map(words.map((word, at) => [word, codes[at]!]));
  const codesOf = (name: string) => wordsOf(name).flatMap((word) => codesOfWord.get(word)!);
  const index = new KeyIndex(latin.map(codesOf));
  return recall(rows, latin, (_, at) => index.find(codesOf(spelt[at]!)));
}

function recall(
  rows: readonly Row[],
  latin: readonly string[],
  find: (row: Row, at: number) => ReadonlySet<number>,
): Found {
  const placeOf = new Map(latin.map((name, at) => [name, at]));
  let [hits, weight, weightHit, brought] = [0, 0, 0, 0];
  for (const [at, row] of rows.entries()) {
    const found = find(row, at);
    brought += found.size;
    weight += row.count;
    if (!found.has(placeOf.get(row.latin)!)) continue;
    hits++;
    weightHit += row.count;
  }
  return { recall: hits / rows.length, weighted: weightHit / weight, bucket: brought / rows.length };
}

function peerRow(measure: string, { recall, bucket }: Found) {
  return { measure: `  ${measure} (${bucket.toFixed(1)} per query)`, value: share(recall) };
}

function wordsOf(name: string): string[] {
  return name.split(/[\s-]+/).filter(Boolean);
}
