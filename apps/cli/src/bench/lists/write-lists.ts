import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { randomFrom } from '#libs/synthetic';
import { MadeUpPeople, type Written } from './made-up-people.js';

/** What `schema.json` says of the lists below. */
export const SCHEMA = {
  id: 'id',
  given: 'given_name',
  family: 'family_name',
  father: 'father_name',
  sex: 'sex',
  born: 'birth_date',
  place: 'place',
  card: 'identifier',
} as const;

/** Of a hundred people in a list so many stand in it twice. */
const TWICE = 0.1;
/** Of a hundred people who are sought so many are in the list. */
const THERE = 0.7;

/** A list in which some people stand twice; `p12` and `q12` are the same person. @returns how many pairs there are */
export async function writeListWithDoubles(path: string, rows: number, seed: string): Promise<number> {
  const people = new MadeUpPeople(seed);
  const persons = Math.round(rows / (1 + TWICE));
  await writeRows(path, Object.keys(SCHEMA), function* () {
    for (let number = 0; number < persons; number++) yield cells(`p${number}`, people.first(number));
    for (let number = 0; number < rows - persons; number++) yield cells(`q${number}`, people.again(number));
  });
  return rows - persons;
}

/** A long list, and a short one of people sought, most of whom are in the long one. @returns how many are */
export async function writeListAndSought(
  list: string,
  rows: number,
  sought: string,
  many: number,
  seed: string,
): Promise<number> {
  const people = new MadeUpPeople(seed);
  const there = Math.round(many * THERE);
  const apart = Math.max(1, Math.floor(rows / there));
  await writeRows(list, Object.keys(SCHEMA), function* () {
    for (let number = 0; number < rows; number++) yield cells(`p${number}`, people.first(number));
  });
  await writeRows(sought, Object.keys(SCHEMA), function* () {
    for (let at = 0; at < many; at++) {
      const number = at < there ? at * apart : rows + at;
      yield cells(`q${number}`, people.again(number));
    }
  });
  return there;
}

const SIDES = ['name', 'birth', 'sex', 'father', 'place'] as const;

/** Pairs of which every second is one person (`p12`), the others two (`x13`). @returns how many are one person */
export async function writePairs(path: string, rows: number, seed: string): Promise<number> {
  const people = new MadeUpPeople(seed);
  const random = randomFrom(seed, 'pairs');
  await writeRows(path, ['id', ...SIDES.flatMap((side) => [`${side}_a`, `${side}_b`])], function* () {
    for (let number = 0; number < rows; number++) {
      const same = number % 2 === 0;
      const [a, b] = [side(people.first(number)), side(people.again(same ? number : random.below(rows)))];
      yield [`${same ? 'p' : 'x'}${number}`, ...SIDES.flatMap((each) => [a[each], b[each]])];
    }
  });
  return Math.ceil(rows / 2);
}

function side({ given, family, father, sex, born, place }: Written): Record<(typeof SIDES)[number], string> {
  return { name: `${given} ${family}`.trim() || 'x', birth: born, sex, father, place };
}

function cells(id: string, { given, family, father, sex, born, place, card }: Written): string[] {
  return [id, given, family, father, sex, born, place, card];
}

async function writeRows(path: string, heading: readonly string[], rows: () => Iterable<string[]>): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  let chunk = `${heading.join(',')}\n`;
  for (const row of rows()) {
    chunk += `${row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\n`;
    if (chunk.length < 1 << 16) continue;
    if (!file.write(chunk)) await once(file, 'drain');
    chunk = '';
  }
  file.end(chunk);
  await finished(file);
}
