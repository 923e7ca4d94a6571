import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { csvCell } from '#libs/registrations';
import { asRegistered, randomFrom, syntheticPopulation, type WrittenPerson } from '#libs/synthetic';

const COLUMNS = [
  'id',
  'full_name',
  'sex',
  'date_of_birth',
  'mother',
  'father',
  'place_of_birth',
  'place_of_origin',
  'phone',
  'national_id',
  'registered_on',
] as const;

/** Writes a list of people who do not exist, as a registrar would keep it, with the errors that registrars make. */
export async function writeSyntheticList(path: string, persons: number, seed: string): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  const write = async (cells: readonly string[]) => {
    if (!file.write(`${cells.map(csvCell).join(',')}\r\n`)) await once(file, 'drain');
  };
  await write(COLUMNS);
  for (const person of syntheticPopulation({ seed, persons })) {
    const { profile } = asRegistered(person, randomFrom(seed, 'registered', person.id));
    await write([person.id, ...cellsOf(profile), person.separation.metOn]);
  }
  file.end();
  await finished(file);
}

function cellsOf({ names, sex, birth, relatives = [], places = [], phones, documents }: WrittenPerson['profile']) {
  const relative = (kind: string) => relatives.find((one) => one.kind === kind)?.names[0]?.text ?? '';
  const place = (kind: string) => places.find((one) => one.kind === kind)?.text ?? '';
  const known = birth && (birth.earliest === birth.latest ? birth.earliest : birth.earliest.slice(0, 4));
  return [
    names[0]?.text ?? '',
    sex ?? '',
    known ?? '',
    relative('mother'),
    relative('father'),
    place('birth'),
    place('origin'),
    phones?.[0] ?? '',
    documents?.[0] ?? '',
  ];
}
