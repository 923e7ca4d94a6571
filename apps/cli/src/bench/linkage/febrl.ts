import { join } from 'node:path';
import { linkLists, type ListSchema } from '#libs/linkage';
import { atLeast, share } from './figures.js';
import { ListWatch, readLinks } from './list-results.js';
import type { Bench, Measured, Part } from './part.js';
import { bestF1, curve, pointAt } from './precision-recall.js';
import { recordedRow } from './recorded.js';

const LEFT = 'febrl4/a.csv';
const RIGHT = 'febrl4/b.csv';
/** Every row of the one list has its counterpart in the other. */
const TRUE_PAIRS = 5_000;

const SCHEMA: ListSchema = {
  rec_id: 'id',
  given_name: 'given_name',
  surname: 'family_name',
  street_number: 'category',
  address_1: 'address',
  address_2: 'address',
  suburb: 'place',
  postcode: 'postcode',
  state: 'category',
  date_of_birth: 'birth_date',
  soc_sec_id: 'identifier',
};

/** Two lists with errors, without labels: `rec-N-org` is `rec-N-dup-0`. */
export const febrl: Part = { name: 'febrl', files: [LEFT, RIGHT], measure };

async function measure({ data, scratch }: Bench): Promise<Measured> {
  const out = join(scratch, 'febrl.csv');
  const watch = new ListWatch();
  await linkLists({
    left: join(data, LEFT),
    right: join(data, RIGHT),
    out,
    schema: SCHEMA,
    workers: 1,
    onProgress: watch.onProgress,
  });
  watch.end();
  const judged = (await readLinks(out)).map(({ left, right, weight }) => ({
    score: weight,
    match: personOf(left) === personOf(right),
  }));
  const usual = pointAt(judged, 0, TRUE_PAIRS);
  return {
    rows: [
      atLeast('FEBRL 4, two lists of 5,000, F1 at probability .5', usual.f1, 0.9994),
      { measure: '  FEBRL 4, precision', value: share(usual.precision) },
      { measure: '  FEBRL 4, recall', value: share(usual.recall) },
      { measure: '  FEBRL 4, F1 at the best threshold', value: share(bestF1(curve(judged, TRUE_PAIRS)).f1) },
      recordedRow('FEBRL 4, F1', 'splinkFebrl'),
    ],
  };
}

function personOf(id: string): string | undefined {
  return id.split('-')[1];
}
