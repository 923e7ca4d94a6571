import type { PersonProfile, PlaceMention, Relative, RelativeKind, WrittenName } from '#libs/linkage';
import { exactDay, isoDay, type DayNumber } from './birth-day.js';
import type { Culture, CultureCode, Sex } from './cultures/culture.js';
import type { Member } from './family.js';
import type { NameWord } from './names.js';
import { host, mentioned, type Place } from './places.js';
import { lottery } from './names.js';
import type { Random } from './random.js';

/** How somebody of the family stands to the person; `id` only for those who are persons of the population themselves. */
export interface Kin {
  readonly id?: string;
  readonly kind: RelativeKind;
  readonly twin?: true;
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
  };
  const written = new Map<Member, WrittenName>();
  return members.map((member) => asPerson(member, setting, written, random));
}

function asPerson(
  member: Member,
  setting: Setting,
  written: Map<Member, WrittenName>,
  random: Random,
): SyntheticPerson {
  const { culture, family, home } = setting;
  const birthplace = random.chance(0.8) ? home : random.pick(culture.home);
  const separation = separated(member, setting, random);
  const kin: Kin[] = [];
  const relatives: Relative[] = [];
  const know = (kind: RelativeKind, other: Member | undefined, twin = false): void => {
    if (!other) return;
    const known = other.place >= 0;
    kin.push({ ...(known && { id: idOf(family, other) }), kind, ...(twin && { twin }), words: other.words, sex: other.sex });
    relatives.push({
      kind,
      names: [writtenName(other, culture, written)],
      ...(known && { birth: birthOf(other.born, culture) }),
    });
  };
  know('mother', member.mother);
  know('father', member.father);
  for (const other of member.father?.children ?? []) if (other !== member) know('sibling', other, other === member.twin);
  know('spouse', member.spouse);
  for (const child of member.children) know('child', child);
  const adult = setting.today - member.born > 15 * 365;
  const phone = random.chance(adult ? 0.6 : 0.05);
  const document = random.chance(adult ? 0.5 : 0.15);
  return {
    id: idOf(family, member),
    culture: culture.code,
    family,
    sex: member.sex,
    born: member.born,
    profile: {
      names: [writtenName(member, culture, written)],
      birth: birthOf(member.born, culture),
      sex: member.sex,
      relatives,
      places: placesOf(birthplace, separation, setting),
      ...(phone && { phones: [withDigits(culture.phone, random)] }),
      ...(document && { documents: [withDigits(culture.document, random)] }),
    },
    words: member.words,
    kin,
    home,
    birthplace,
    separation,
  };
}

function idOf(family: string, member: Member): string {
  return `${family}-${member.place}`;
}

function birthOf(born: DayNumber, culture: Culture) {
  return exactDay(born, culture.calendar, culture.calendar === 'persian' ? PERSIAN_ZERO : DIGIT_ZERO);
}

function writtenName(member: Member, culture: Culture, written: Map<Member, WrittenName>): WrittenName {
  let name = written.get(member);
  if (!name) {
    const parts = member.words.map(({ role, word }) => ({ role, text: word.text }));
    let text = '';
    for (const part of parts) text += text ? ` ${part.text}` : part.text;
    name = { text, parts, language: culture.language };
    written.set(member, name);
  }
  return name;
}

/** The last place the family knows of, and the place where the person turns up: further along the same road. */
function separated(member: Member, { home, road, cause, lost, today }: Setting, random: Random): Separation {
  // nobody was lost before they were born
  const on = Math.max(lost, Math.min(member.born + 30, today - 1));
  const seen = random.chance(0.6) ? -1 : random.below(road.length);
  const reached = random.chance(0.1) ? Math.max(seen, 0) : random.between(Math.max(seen, 0), road.length - 1);
  return { cause, on: isoDay(on), lastSeen: seen < 0 ? home : road[seen]!, reached: road[reached]! };
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
