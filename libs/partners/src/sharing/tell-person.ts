import { createHash } from 'node:crypto';
import type { KnownPerson, PersonDetails, RelationKind } from '#libs/people';
import { canonicalJson, type SharedField, type SharedPerson } from '../protocol/index.js';

/** A person of ours with what their record tells beside. */
export interface Tellable {
  known: KnownPerson;
  /** What they are to the one who asks. */
  relation?: RelationKind;
  /** Whoever asks us, as a relative of the sought person. */
  enquirer?: { details: PersonDetails; kind: RelationKind };
  lastSeen?: string;
  registeredAt?: { text: string; country?: string };
  circumstances?: string;
  whereabouts?: string;
  dead?: boolean;
  /** As they are announced; their bytes follow. */
  files?: SharedPerson['files'];
}

/** What the enquirer is to the sought person, by what the sought person is to the enquirer; as far as that follows. */
export function otherWay(relation: RelationKind, sex: PersonDetails['sex']): RelationKind {
  if (relation === 'mother' || relation === 'father') return 'child';
  if (relation === 'child') return sex === 'female' ? 'mother' : sex === 'male' ? 'father' : 'other';
  return SAME_BOTH_WAYS.has(relation) ? relation : 'other';
}
const SAME_BOTH_WAYS: ReadonlySet<RelationKind> = new Set(['sibling', 'spouse', 'cousin', 'companion']);

const MOST_NAMES = 10;
const MOST_PLACES = 20;
const LONGEST = { name: 200, place: 300, occupation: 300, marks: 1_000, circumstances: 4_000, value: 300 } as const;

/**
 * A person as a partner is told of them: the fields that were named and approved, and nothing else. What is not known is
 * left out. Pure.
 */
export function tellPerson(from: Tellable, fields: readonly SharedField[]): SharedPerson {
  const told: { [F in SharedField]?: SharedPerson[F] } = {};
  for (const field of fields) {
    const value = TELL[field](from);
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) Object.assign(told, { [field]: value });
  }
  return told;
}

const TELL: { [F in SharedField]: (from: Tellable) => SharedPerson[F] | undefined } = {
  names: ({ known: { details } }) => namesOf(details),
  sex: ({ known: { details } }) => details.sex,
  birth: ({ known: { details } }) => birthOf(details),
  places: placesOf,
  languages: ({ known: { details } }) => distinct(details.languages ?? []).slice(0, 20),
  occupation: ({ known: { details } }) => short(details.occupation, LONGEST.occupation),
  marks: ({ known: { details } }) => short(details.marks, LONGEST.marks),
  relation: ({ relation }) => relation,
  relatives: relativesOf,
  circumstances: ({ circumstances }) => short(circumstances, LONGEST.circumstances),
  // News of death is brought by people, in person.
  fate: ({ dead }) => (dead ? 'told-in-person' : 'alive'),
  whereabouts: ({ whereabouts }) => short(whereabouts, LONGEST.marks),
  contacts: ({ known: { details } }) =>
    distinct((details.contacts ?? []).map(({ kind, value }) => ({ kind, value: short(value, LONGEST.value)! }))).slice(
      0,
      MOST_NAMES,
    ),
  files: ({ files }) => files,
};

type SharedName = NonNullable<SharedPerson['names']>[number];

function namesOf({ names }: PersonDetails): SharedName[] {
  const told = names.map(({ text, kind, language }) => ({
    text: short(text, LONGEST.name)!,
    kind,
    ...(language && LANGUAGE.test(language) && { language }),
  }));
  return distinct(told).slice(0, MOST_NAMES);
}
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

function birthOf({ birth }: PersonDetails): SharedPerson['birth'] {
  if (!birth) return undefined;
  const { earliest, latest, said } = birth.date;
  return { earliest, latest, ...(said && { said: short(said, LONGEST.name)! }) };
}

function placesOf({ known: { details }, lastSeen, registeredAt }: Tellable): SharedPerson['places'] {
  const places = [
    ...(details.places ?? []).map(({ kind, text, country }) => ({ kind, text, country })),
    ...(lastSeen ? [{ kind: 'last-seen' as const, text: lastSeen, country: undefined }] : []),
    ...(registeredAt ? [{ kind: 'registered' as const, ...registeredAt }] : []),
  ];
  const told = places.map(({ kind, text, country }) => ({
    kind,
    text: short(text, LONGEST.place)!,
    ...(country && /^[A-Z]{2}$/.test(country) && { country }),
  }));
  return distinct(told).slice(0, MOST_PLACES);
}

function relativesOf({ known, enquirer }: Tellable): SharedPerson['relatives'] {
  const all = [...known.relatives, ...(enquirer ? [enquirer] : [])];
  const told = all.flatMap(({ kind, details }) => {
    const [names, birth] = [namesOf(details), birthOf(details)];
    return names.length === 0 ? [] : [{ kind, names, ...(birth && { birth }) }];
  });
  return distinct(told).slice(0, MOST_PLACES);
}

/** Cut at the protocol's limit, between two signs, and without those that it refuses. */
function short(text: string | undefined, longest: number): string | undefined {
  const plain = (text ?? '').replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ' ')).trim();
  let cut = '';
  for (const sign of plain) {
    if (cut.length + sign.length > longest) break;
    cut += sign;
  }
  return cut || undefined;
}

/** The protocol lists nothing twice. */
function distinct<T>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** SHA-256 over the canonical form: what a certificate of deletion names. */
export function digestOf(person: SharedPerson): string {
  return createHash('sha256').update(canonicalJson(person)).digest('base64url');
}
