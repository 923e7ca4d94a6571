import type { CalendarName, ScriptCode } from '#libs/kernel';
import type { PersonProfile, PlaceMention, Relative } from '#libs/linkage';
import type { Culture } from './cultures/culture.js';
import { CULTURES } from './cultures/index.js';
import type { ErrorKind, Rates } from './errors/error-rates.js';
import { Occurrences } from './errors/occurrences.js';
import { digitWrong, mistyped } from './errors/slips.js';
import { writtenBirth } from './errors/written-birth.js';
import { ownName, relativesName } from './errors/written-name.js';
import { officeScript, penFor, type Pen } from './pen.js';
import { withDigits, type Kin, type SyntheticPerson } from './person.js';
import type { Place } from './places.js';
import type { Random } from './random.js';

/** A person as told of or written down: what an engine sees, and what happened on the way. */
export interface WrittenPerson {
  readonly profile: PersonProfile;
  /** The script of the names. */
  readonly script: ScriptCode;
  /** All that happened, each kind once. */
  readonly happened: readonly ErrorKind[];
}

/** How a relative tells of the person: usually in the family's script and calendar, with the family and the last place known. */
export function asSought(person: SyntheticPerson, random: Random, rates: Rates = {}): WrittenPerson {
  const culture = CULTURES[person.culture];
  const occurrences = new Occurrences('sought', rates, random);
  const abroad = occurrences.happens('script.foreign', culture.script !== 'Latn');
  const pen = penFor(
    culture,
    abroad ? 'Latn' : culture.script,
    culture.home[0]!.country,
    random.chance(occurrences.rate('name.respelled')),
    random,
  );
  const lastSeen: PlaceMention = {
    kind: 'last-seen',
    text: pen.place(person.separation.lastSeen),
    country: person.separation.lastSeen.country,
  };
  return written(person, culture, pen, abroad ? 'gregorian' : culture.calendar, lastSeen, occurrences);
}

/** How a registrar writes the person down: in the script and calendar of the place, with the errors of the table. */
export function asRegistered(person: SyntheticPerson, random: Random, rates: Rates = {}): WrittenPerson {
  const culture = CULTURES[person.culture];
  const { reached } = person.separation;
  const occurrences = new Occurrences('registered', rates, random);
  const office = officeScript(reached, culture);
  const foreign = occurrences.happens('script.foreign', office !== 'Latn');
  const script = foreign ? 'Latn' : office;
  const pen = penFor(culture, script, reached.country, random.chance(occurrences.rate('name.respelled')), random);
  const registered: PlaceMention = { kind: 'registered', text: pen.place(reached), country: reached.country };
  return written(person, culture, pen, officeCalendar(reached, culture), registered, occurrences);
}

function officeCalendar({ country }: Place, { calendar }: Culture): CalendarName {
  if (calendar === 'persian' && (country === 'IR' || country === 'AF')) return 'persian';
  if (calendar === 'ethiopic' && country === 'ET') return 'ethiopic';
  return 'gregorian';
}

function written(
  person: SyntheticPerson,
  culture: Culture,
  pen: Pen,
  kept: CalendarName,
  lastPlace: PlaceMention,
  occurrences: Occurrences,
): WrittenPerson {
  const { profile, born, separation } = person;
  const names = [ownName(person.words, person.sex, culture, pen, occurrences)];
  const birth = writtenBirth({ born, own: culture.calendar, kept, on: separation.metOn }, occurrences);
  const sex = occurrences.happens('missing.sex')
    ? undefined
    : occurrences.change('sex.wrong', person.sex, (own) => (own === 'female' ? 'male' : 'female'));
  const relatives = writtenRelatives(person.kin, pen, occurrences);
  if (pen.respelled) occurrences.note('name.respelled');
  const phones = writtenNumbers('phone', profile.phones, culture, occurrences);
  const documents = writtenNumbers('document', profile.documents, culture, occurrences);
  return {
    profile: {
      names,
      ...(birth && { birth }),
      ...(sex && { sex }),
      ...(relatives.length > 0 && { relatives }),
      places: [...writtenPlaces(person, culture, pen, occurrences), lastPlace],
      ...(phones && { phones }),
      ...(documents && { documents }),
    },
    script: pen.script,
    happened: occurrences.happened,
  };
}

function writtenRelatives(kin: readonly Kin[], pen: Pen, occurrences: Occurrences): Relative[] {
  const { random } = occurrences;
  let relatives: Relative[] = [];
  const alone = occurrences.happens('missing.family', kin.some(isFurther));
  for (const person of kin) {
    const { kind, words } = person;
    const further = isFurther(person);
    if (further && alone) continue;
    if (occurrences.happens(further ? 'missing.relative' : kind === 'mother' ? 'missing.mother' : 'missing.father'))
      continue;
    relatives.push({ kind, names: [relativesName(words, pen, occurrences)] });
  }
  if (relatives.length === 0) return relatives;
  relatives = occurrences.change('relative.typing', relatives, (family) => {
    const at = random.below(family.length);
    return family.map((relative, place) =>
      place === at
        ? { ...relative, names: relative.names.map(({ text }) => ({ text: slipped(text, pen, random) })) }
        : relative,
    );
  });
  return occurrences.change('relative.kind', relatives, (family) => {
    const at = family.findIndex(({ kind }) => kind === 'sibling' || kind === 'spouse');
    if (at < 0) return family;
    const kind = family[at]!.kind === 'sibling' ? 'cousin' : 'companion';
    return family.map((relative, place) => (place === at ? { ...relative, kind } : relative));
  });
}

function isFurther({ kind }: Kin): boolean {
  return kind !== 'mother' && kind !== 'father';
}

function slipped(name: string, pen: Pen, random: Random): string {
  const words = name.split(' ');
  const at = random.below(words.length);
  return words.map((word, place) => (place === at ? mistyped(word, pen.script, random) : word)).join(' ');
}

function writtenPlaces(person: SyntheticPerson, culture: Culture, pen: Pen, occurrences: Occurrences): PlaceMention[] {
  const { home, birthplace } = person;
  const places: PlaceMention[] = [];
  const mention = (kind: PlaceMention['kind'], place: Place): void => {
    places.push({ kind, text: pen.place(place), country: place.country });
  };
  if (!occurrences.happens('missing.birthplace')) mention('birth', birthplace);
  if (!occurrences.happens('missing.origin')) {
    const others = culture.home.filter((place) => place !== home);
    mention(
      'origin',
      occurrences.change('place.neighbouring', home, () => occurrences.random.pick(others)),
    );
  }
  return places;
}

function writtenNumbers(
  field: 'phone' | 'document',
  numbers: readonly string[] | undefined,
  culture: Culture,
  occurrences: Occurrences,
): string[] | undefined {
  const { random } = occurrences;
  if (!numbers || occurrences.happens(`missing.${field}`)) return undefined;
  return numbers.map((number) => {
    if (field === 'phone' && occurrences.happens('phone.changed')) return withDigits(culture.phone, random);
    return occurrences.change(`${field}.digit`, number, (digits) => digitWrong(digits, random));
  });
}
