import { blockingKeys, compareRead, readPerson, type Band, type ReadPerson } from '#libs/linkage';
import { searchTask, type SearchEntry, type SearchQuery } from '#libs/synthetic';
import { progressLine } from '../../progress.js';
import { share, whole } from './figures.js';
import { KeyIndex } from './key-index.js';
import type { Measured, Part } from './part.js';
import { Tally } from './tally.js';

const PERSONS = 6_000;
const QUERIES = 600;
const SEED = 'bench of linkage';
/** As in the service: those who share the most keys are compared, rare keys first. */
const MOST_CANDIDATES = 300;

interface Registered {
  id: string;
  person: ReadPerson;
  keys: readonly string[];
}

interface Best {
  id: string;
  weight: number;
  band: Band | undefined;
}

/**
 * People who do not exist, of many cultures, sought by their families and registered by offices, with the errors of both and with
 * siblings, twins and namesakes among them: how often the right one is found, and what the bands are worth.
 */
export const synthetic: Part = { name: 'synthetic', files: [], measure };

function measure(): Promise<Measured> {
  const registered: Registered[] = [];
  const familyOf = new Map<string, string>();
  const queries: { entry: SearchEntry; query: SearchQuery }[] = [];
  const options = { seed: SEED, population: { seed: SEED, persons: PERSONS }, queries: QUERIES };
  for (const entry of searchTask(options)) {
    familyOf.set(entry.person.id, entry.person.family);
    if (entry.registered) {
      const { profile } = entry.registered;
      registered.push({ id: entry.person.id, person: readPerson(profile), keys: blockingKeys(profile) });
    }
    if (entry.query) queries.push({ entry, query: entry.query });
  }
  const index = new KeyIndex(registered.map(({ keys }) => keys));
  const tallies = { culture: new Tally(), sex: new Tally(), script: new Tally() };
  const bands: Record<Band, { right: number; family: number; all: number }> = {
    strong: { right: 0, family: 0, all: 0 },
    possible: { right: 0, family: 0, all: 0 },
    weak: { right: 0, family: 0, all: 0 },
  };

  let [asked, first, amongTen, candidatesHeld] = [0, 0, 0, 0];
  const progress = progressLine('people sought', queries.length);
  for (const [at, { entry, query }] of queries.entries()) {
    progress.update(at);
    const { best, held } = search(query, registered, index);
    for (const { id, band } of best) {
      if (!band) continue;
      bands[band].all++;
      if (id === query.answer) bands[band].right++;
      else if (familyOf.get(id) === entry.person.family) bands[band].family++;
    }
    if (query.answer === undefined) continue;
    asked++;
    if (held) candidatesHeld++;
    const place = best.findIndex(({ id }) => id === query.answer);
    if (place === 0) first++;
    if (place >= 0 && place < 10) amongTen++;
    const groups = { culture: entry.person.culture, sex: entry.person.sex, script: query.telling.script };
    for (const by of ['culture', 'sex', 'script'] as const) {
      tallies[by].expect(groups[by]);
      const proposed = best.filter(({ band }) => band === 'strong' || band === 'possible');
      for (const { id } of proposed) if (id !== query.answer) tallies[by].find(groups[by], false);
      if (place === 0) tallies[by].find(groups[by], true);
    }
  }
  progress.end();
  const of = `${whole(QUERIES)} sought among ${whole(registered.length)} made-up people`;
  return Promise.resolve({
    rows: [
      { measure: `${of}, the right one is first`, value: share(first / asked) },
      { measure: '  the right one is among the first ten', value: share(amongTen / asked) },
      { measure: '  the right one shares a key', value: share(candidatesHeld / asked) },
      ...(['strong', 'possible', 'weak'] as const).map((band) => ({
        measure: `  of 100 in the band ${band}, the same person`,
        value: `${percent(bands[band].right, bands[band].all)}, of the same family ${percent(bands[band].family, bands[band].all)}  of ${bands[band].all}`,
      })),
    ],
    groups: (['culture', 'sex', 'script'] as const).flatMap((by) => tallies[by].rows(`made-up people, ${by}`)),
  });
}

/** Those found for one person who is sought, best first. */
function search(
  { telling, answer }: SearchQuery,
  registered: readonly Registered[],
  index: KeyIndex,
): { best: Best[]; held: boolean } {
  const sought = readPerson(telling.profile);
  const shared = new Map<number, number>();
  for (const key of blockingKeys(telling.profile)) {
    const found = index.find([key]);
    for (const at of found) shared.set(at, (shared.get(at) ?? 0) + 1 / found.size);
  }
  const candidates = [...shared].sort(([a, x], [b, y]) => y - x || a - b).slice(0, MOST_CANDIDATES);
  const best = candidates
    .map(([at]) => {
      const { id, person } = registered[at]!;
      const { weight, band } = compareRead(sought, person, undefined, registered.length);
      return { id, weight, band };
    })
    .sort((a, b) => b.weight - a.weight);
  return { best, held: best.some(({ id }) => id === answer) };
}

function percent(part: number, all: number): string {
  return ((100 * part) / Math.max(1, all)).toFixed(1);
}
