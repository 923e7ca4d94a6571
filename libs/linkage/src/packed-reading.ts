import type { ReadBirth } from './fields/birth.js';
import { readPlace } from './fields/places.js';
import type { NameWord, ReadName } from './names/read-name.js';
import { wordOf } from './names/words.js';
import type { NamePart, PlaceMention, RelativeKind } from './profile.js';
import type { ReadPerson, ReadRelative } from './read-person.js';

/** The shapes below are arrays, because names of fields would be most of what is stored. */
type PackedWord = [text: string, of: string, role: NamePart['role'], father?: string];
type PackedName = [text: string, words: PackedWord[]];
type PackedBirth = [from: number, to: number, day: [number, number, number] | 0, rough: 0 | 1, said: string];
type PackedRelative = [kind: RelativeKind, names: PackedName[], birth: PackedBirth | 0];
export type PackedReading = [
  names: PackedName[],
  birth: PackedBirth | 0,
  sex: 'female' | 'male' | 0,
  relatives: PackedRelative[],
  places: PlaceMention[],
  phones: readonly string[],
  documents: readonly string[],
];

/**
 * What was read of a person, as plain JSON: reading names is most of the work of comparing, and whoever compares one person with
 * many stored ones need not read each again. Holds personal data like the profile itself. Good for one `ENGINE_VERSION` only.
 */
export function packReading(person: ReadPerson): PackedReading {
  const { names, birth, sex, mothers, fathers, siblings, relatives, places, phones, documents } = person;
  return [
    names.map(packName),
    packBirth(birth),
    sex ?? 0,
    [...mothers, ...fathers, ...siblings, ...relatives].map(({ kind, names, birth }) => [
      kind,
      names.map(packName),
      packBirth(birth),
    ]),
    places.map(({ mention }) => mention),
    phones,
    documents,
  ];
}

/** The reading that was packed: it compares like the first one. Titles, which nothing compares, are left out. */
export function unpackReading([names, birth, sex, family, places, phones, documents]: PackedReading): ReadPerson {
  const kin = family.map(unpackRelative);
  const of = (kind: RelativeKind): ReadRelative[] => kin.filter((relative) => relative.kind === kind);
  return {
    names: names.map(unpackName),
    ...(birth && { birth: unpackBirth(birth) }),
    ...(sex && { sex }),
    mothers: of('mother'),
    fathers: of('father'),
    siblings: of('sibling'),
    relatives: kin.filter(({ kind }) => kind !== 'mother' && kind !== 'father' && kind !== 'sibling'),
    places: places.map(readPlace),
    phones,
    documents,
  };
}

function packName({ text, words }: ReadName): PackedName {
  return [text, words.map(packWord)];
}

function packWord({ text, word, role, father }: NameWord): PackedWord {
  return father ? [text, word.text, role, father.text] : [text, word.text, role];
}

function packBirth(birth: ReadBirth | undefined): PackedBirth | 0 {
  if (!birth) return 0;
  const { from, to, day, rough, said } = birth;
  return [from, to, day ? [day.year, day.month, day.day] : 0, rough ? 1 : 0, said];
}

function unpackName([text, words]: PackedName): ReadName {
  return { text, words: words.map(unpackWord), titles: [] };
}

function unpackWord([text, of, role, father]: PackedWord): NameWord {
  return father === undefined
    ? { text, word: wordOf(of), role }
    : { text, word: wordOf(of), role, father: wordOf(father) };
}

function unpackBirth([from, to, day, rough, said]: PackedBirth): ReadBirth {
  return {
    from,
    to,
    ...(day && { day: { year: day[0], month: day[1], day: day[2] } }),
    rough: rough === 1,
    said,
  };
}

function unpackRelative([kind, names, birth]: PackedRelative): ReadRelative {
  return { kind, names: names.map(unpackName), ...(birth && { birth: unpackBirth(birth) }) };
}
