import type { FuzzyDate } from '#libs/kernel';
import type { NamePart, PersonProfile, PlaceMention, Relative, RelativeKind, WrittenName } from '#libs/linkage';
import { exactDay, isoDay, type DayNumber } from './birth-day.js';
import type { Culture, CultureCode, Sex } from './cultures/culture.js';
import type { Member } from './family.js';
import { lottery, type NameWord } from './names.js';
import { host, mentioned, type Place } from './places.js';
import type { Random } from './random.js';

/** How somebody of the family stands to the person; `id` only for those who are persons of the population themselves. */
export interface Kin {
  readonly id: string | undefined;
  readonly kind: RelativeKind;
  readonly words: readonly NameWord[];
  readonly sex: Sex;
}

/** How contact was lost, in the words of the tracing request, and the road since: what the family does not know is in it too. */
export interface Separation {
  readonly cause: 'armed-conflict' | 'other-violence' | 'disaster' | 'migration' | 'detention' | 'population-movement';
  /** ISO day. */
  readonly on: string;
  readonly lastSeen: Place;
  /** Where the person is met and registered. */
  readonly reached: Place;
  /** ISO day of that, and of what the relative tells: not before the separation, not after today. */
  readonly metOn: string;
}

/** Someone who does not exist, with all that is true of them. Plain data, never changed. */
export interface SyntheticPerson {
  /** Depends on the seed only, not on how many persons are asked for. */
  readonly id: string;
  readonly culture: CultureCode;
  readonly family: string;
  readonly sex: Sex;
  /** Days since 1970-01-01. */
  readonly born: DayNumber;
  /** The truth as an engine would like to have it: own script, own calendar, whole family. */
  readonly profile: PersonProfile;
  /** The words of the name with their sound, in the order of writing. */
  readonly words: readonly NameWord[];
  /** Relatives in the order of `profile.relatives`. */
  readonly kin: readonly Kin[];
  /** Id of the twin, who is among the siblings too. */
  readonly twin: string | undefined;
  readonly home: Place;
  readonly birthplace: Place;
  readonly separation: Separation;
}

const CAUSES = lottery<Separation['cause']>([
  [40, 'armed-conflict'],
  [35, 'migration'],
  [10, 'population-movement'],
  [6, 'other-violence'],
  [5, 'disaster'],
  [4, 'detention'],
]);
const PERSIAN_ZERO = 0x6f0;
const DIGIT_ZERO = 0x30;

/** What the persons of one family share. */
interface Setting {
  readonly culture: Culture;
  readonly family: string;
  readonly home: Place;
  readonly road: readonly Place[];
  readonly cause: Separation['cause'];
  readonly lost: DayNumber;
  readonly today: DayNumber;
  /** Indexed by the member's place in the family. */
  readonly ids: readonly string[];
}

/**
 * A member as the others of the family mention them. Made once and shared: eight siblings mention each other 56 times, and a
 * population has millions of them.
 */
interface Mentions {
  readonly name: WrittenName;
  /** None for those who are only named. */
  readonly birth: FuzzyDate | undefined;
  readonly kin: Partial<Record<RelativeKind, Kin>>;
  readonly relative: Partial<Record<RelativeKind, Relative>>;
}

/** The members as persons, each with the whole family as it stands to them. */
export function asPersons(
  members: readonly Member[],
  culture: Culture,
  family: string,
  random: Random,
  today: DayNumber,
): SyntheticPerson[] {
  const setting: Setting = {
    culture,
    family,
    home: random.pick(culture.home),
    road: random.pick(culture.routes).map(host),
    cause: CAUSES(random),
    lost: today - 30 - random.below(14 * 365),
    today,
    ids: members.map((_, at) => `${family}-${at}`),
  };
  const mentions = members.map((member) => mentionsOf(member, culture));
  return members.map((member) => asPerson(member, setting, mentions, random));
}

function asPerson(member: Member, setting: Setting, mentions: readonly Mentions[], random: Random): SyntheticPerson {
  const { culture, family, home } = setting;
  const birthplace = random.chance(0.8) ? home : random.pick(culture.home);
  const separation = separated(member, setting, random);
  const kin: Kin[] = [];
  const relatives: Relative[] = [];
  const know = (kind: RelativeKind, other: Member): void => {
    const known = mentions[other.place] ?? mentionsOf(other, culture);
    kin.push((known.kin[kind] ??= { id: setting.ids[other.place], kind, words: other.words, sex: other.sex }));
    relatives.push((known.relative[kind] ??= relativeOf(kind, known)));
  };
  if (member.mother) know('mother', member.mother);
  if (member.father) know('father', member.father);
  const brood = member.father?.children ?? [];
  for (const other of brood) if (other !== member) know('sibling', other);
  if (member.spouse) know('spouse', member.spouse);
  for (const child of member.children) know('child', child);
  const own = mentions[member.place]!;
  const adult = setting.today - member.born > 15 * 365;
  const profile: Mutable<PersonProfile> = {
    names: [own.name],
    birth: birthOf(member.born, culture),
    sex: member.sex,
    relatives,
    places: placesOf(birthplace, separation, setting),
  };
  if (random.chance(adult ? 0.6 : 0.05)) profile.phones = [withDigits(culture.phone, random)];
  if (random.chance(adult ? 0.5 : 0.15)) profile.documents = [withDigits(culture.document, random)];
  return {
    id: setting.ids[member.place]!,
    culture: culture.code,
    family,
    sex: member.sex,
    born: member.born,
    profile,
    words: member.words,
    kin,
    twin: member.twin && setting.ids[member.twin.place],
    home,
    birthplace,
    separation,
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function mentionsOf(member: Member, culture: Culture): Mentions {
  const parts: NamePart[] = [];
  let text = '';
  for (const { role, word } of member.words) {
    parts.push({ role, text: word.text });
    text += text ? ` ${word.text}` : word.text;
  }
  const name = { text, parts, language: culture.language };
  const birth = member.place < 0 ? undefined : birthOf(member.born, culture);
  return { name, birth, kin: {}, relative: {} };
}

function relativeOf(kind: RelativeKind, { name, birth }: Mentions): Relative {
  return birth ? { kind, names: [name], birth } : { kind, names: [name] };
}

function birthOf(born: DayNumber, { calendar }: Culture): FuzzyDate {
  return exactDay(born, calendar, calendar === 'persian' ? PERSIAN_ZERO : DIGIT_ZERO);
}

/** The last place the family knows of, and the place where the person turns up: further along the same road. */
function separated(member: Member, { home, road, cause, lost, today }: Setting, random: Random): Separation {
  // nobody was lost before they were born
  const on = Math.max(lost, Math.min(member.born + 30, today - 1));
  const seen = random.chance(0.6) ? -1 : random.below(road.length);
  const reached = random.chance(0.1) ? Math.max(seen, 0) : random.between(Math.max(seen, 0), road.length - 1);
  const metOn = on + random.below(Math.min(today - on, 1000) + 1);
  const lastSeen = seen < 0 ? home : road[seen]!;
  return { cause, on: isoDay(on), lastSeen, reached: road[reached]!, metOn: isoDay(metOn) };
}

function placesOf(birthplace: Place, separation: Separation, { culture, home, road }: Setting): PlaceMention[] {
  const places = [mentioned(birthplace, 'birth', culture.script), mentioned(home, 'origin', culture.script)];
  if (separation.lastSeen !== home)
    for (const station of road) {
      if (station === separation.lastSeen) break;
      places.push(mentioned(station, 'route', culture.script));
    }
  places.push(mentioned(separation.lastSeen, 'last-seen', culture.script));
  return places;
}

/** `#` in the pattern becomes a digit. */
export function withDigits(pattern: string, random: Random): string {
  let out = '';
  let pool = 0;
  let left = 0;
  for (const char of pattern) {
    if (char !== '#') {
      out += char;
      continue;
    }
    if (left === 0) [pool, left] = [random.uint32(), 8];
    out += pool % 10;
    pool = Math.floor(pool / 10);
    left--;
  }
  return out;
}
