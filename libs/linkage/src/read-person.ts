import { readBirth, type ReadBirth } from './fields/birth.js';
import { readDocument, readPhone } from './fields/numbers.js';
import { readPlace, type ReadPlace } from './fields/places.js';
import { readName, type ReadName } from './names/read-name.js';
import type { PersonProfile, Relative, RelativeKind, WrittenName } from './profile.js';

export interface ReadRelative {
  readonly kind: RelativeKind;
  readonly names: readonly ReadName[];
  readonly birth?: ReadBirth;
}

/** A profile read once: all that comparing and indexing need. Holds personal data; keep it no longer than the profile. */
export interface ReadPerson {
  readonly names: readonly ReadName[];
  readonly birth?: ReadBirth;
  readonly sex?: 'female' | 'male';
  readonly mothers: readonly ReadRelative[];
  readonly fathers: readonly ReadRelative[];
  readonly siblings: readonly ReadRelative[];
  /** All others of the family. */
  readonly relatives: readonly ReadRelative[];
  readonly places: readonly ReadPlace[];
  readonly phones: readonly string[];
  readonly documents: readonly string[];
}

/** Beyond these numbers nothing is read: bounds the work that one record can cause. */
const MOST = { names: 8, relatives: 24, places: 12, phones: 6, documents: 6 };

const kept = new WeakMap<PersonProfile, ReadPerson>();

/** Reads a profile, once per object: profiles are values and must not be changed afterwards. */
export function readPerson(profile: PersonProfile): ReadPerson {
  const known = kept.get(profile);
  if (known) return known;
  const places = (profile.places ?? []).slice(0, MOST.places).map(readPlace);
  const country = places.find(({ name }) => name.country)?.name.country;
  const birth = readBirth(profile.birth);
  const family = (profile.relatives ?? [])
    .slice(0, MOST.relatives)
    .map(readRelative)
    .filter(({ names }) => names.length > 0);
  const kin = (kind: RelativeKind): ReadRelative[] => family.filter((relative) => relative.kind === kind);
  const person: ReadPerson = {
    names: readNames(profile.names),
    ...(birth && { birth }),
    ...(profile.sex && { sex: profile.sex }),
    mothers: kin('mother'),
    fathers: kin('father'),
    siblings: kin('sibling'),
    relatives: family.filter(({ kind }) => kind !== 'mother' && kind !== 'father' && kind !== 'sibling'),
    places,
    phones: distinct(profile.phones, MOST.phones, (phone) => readPhone(phone, country)),
    documents: distinct(profile.documents, MOST.documents, readDocument),
  };
  kept.set(profile, person);
  return person;
}

function readRelative({ kind, names, birth }: Relative): ReadRelative {
  const born = readBirth(birth);
  return { kind, names: readNames(names), ...(born && { birth: born }) };
}

function readNames(names: readonly WrittenName[]): ReadName[] {
  return names
    .slice(0, MOST.names)
    .map(readName)
    .filter(({ words }) => words.length > 0);
}

function distinct(
  values: readonly string[] | undefined,
  most: number,
  read: (value: string) => string | undefined,
): string[] {
  return [
    ...new Set(
      (values ?? [])
        .slice(0, most)
        .map(read)
        .filter((value) => value !== undefined),
    ),
  ];
}
