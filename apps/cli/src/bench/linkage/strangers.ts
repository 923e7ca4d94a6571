import { join } from 'node:path';
import { scriptOf } from '#libs/kernel';
import { compareNamesAlone } from '#libs/linkage';
import { progressLine } from '../../progress.js';
import { readRows } from './evaluation-data.js';
import { whole } from './figures.js';
import type { Bench, Measured, Part } from './part.js';

const NAMES = 'name-pairs.csv';
const STRANGERS = 'negatives.csv';
/** Every so-manieth is taken: about 1,000 strangers for each of about 130 names. */
const EVERY_NAME = 2;
const EVERY_STRANGER = 25;

/** Names of other people, of many cultures and scripts, must not be taken for those of the labelled pairs. */
export const strangers: Part = { name: 'strangers', files: [NAMES, STRANGERS], measure };

async function measure({ data }: Bench): Promise<Measured> {
  const names = (await readRows<'name_a'>(join(data, NAMES)))
    .filter((_, at) => at % EVERY_NAME === 0)
    .map(({ name_a }) => name_a);
  const people = (await readRows<'full_name' | 'gender'>(join(data, STRANGERS)))
    .filter((_, at) => at % EVERY_STRANGER === 0)
    .map(({ full_name, gender }) => ({ name: full_name, groups: [scriptOf(full_name), gender], alarms: 0 }));

  const progress = progressLine('names against strangers', names.length);
  for (const [at, name] of names.entries()) {
    progress.update(at);
    for (const person of people) if (compareNamesAlone(name, person.name).probability >= 0.5) person.alarms++;
  }
  progress.end();

  const perMillion = (some: typeof people) =>
    (some.reduce((sum, { alarms }) => sum + alarms, 0) / (some.length * names.length)) * 1e6;
  const groups = [...new Set(people.flatMap((person) => person.groups))];
  return {
    rows: [
      {
        measure: `strangers' names (${whole(people.length * names.length)} pairs), false alarms per million`,
        value: whole(perMillion(people)),
      },
    ],
    groups: groups.map((group) => {
      const members = people.filter((person) => person.groups.includes(group));
      return {
        measure: `strangers, false alarms per million: ${group}`,
        value: `${whole(perMillion(members))}  of ${whole(members.length * names.length)}`,
      };
    }),
  };
}
