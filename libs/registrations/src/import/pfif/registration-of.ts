import { dayOf, type Violation } from '#libs/kernel';
import type { BirthInput, NameInput, PersonInput, PlaceInput } from '#libs/people';
import type { NoteInput, RegistrationInput } from '../../registration-details.js';
import { BIRTH_WARNINGS, birthFromAge, birthFromDate } from '../births.js';
import {
  BASIS_OF_IMPORTS,
  contentId,
  DEFAULT_KIND,
  NO_NAME,
  scopedId,
  type ImportRow,
  type ReadingContext,
} from '../import-row.js';
import { notesOf } from '../notes.js';
import { HOME, SAFE_STATUSES, type PfifPerson, type PfifRecord } from './fields.js';

/** A date as PFIF writes it (RFC 3339; UTC where no zone stands) as an instant; `undefined` where it is none. */
function instantOf(text: string | undefined): string | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text ?? '');
  if (!parts) return undefined;
  const at = new Date(`${parts[1]}T${parts[2] ?? '00:00'}${parts[3] ?? 'Z'}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What was read of a person's fields; the fields it used up are not repeated in the note of the rest. */
interface Reading {
  fields: ReadonlyMap<string, string>;
  used: Set<string>;
  warnings: Violation[];
}

/** A person with their notes, whether these stood inside it or elsewhere in the file. */
export function registrationOf(person: PfifPerson, notes: readonly PfifRecord[], context: ReadingContext): ImportRow {
  const { fields, line } = person;
  const recordId = fields.get('person_record_id');
  const at = { line, ...(recordId && { sourceId: recordId }) };
  const expiry = instantOf(fields.get('expiry_date'));
  if (expiry && new Date(expiry) <= context.now) return { ...at, problem: EXPIRED };
  const reading: Reading = { fields, used: new Set(['person_record_id']), warnings: [] };
  const names = namesOf(reading);
  if (names.length === 0) return { ...at, problem: NO_NAME };
  const registeredOn = registeredOnOf(reading, context);
  const { birth, guarded } = birthOf(reading, registeredOn);
  const circumstances = fields.get('description');
  reading.used.add('description');
  const details: PersonInput = { names, ...(birth && { birth }), ...sexOf(reading), ...homeOf(reading) };
  const input: RegistrationInput = {
    kind: kindOf(notes, context),
    ...(guarded && { sensitivity: 'restricted' }),
    person: details,
    registeredOn,
    ...(circumstances && { circumstances }),
    basis: basisOf(context, expiry),
    notes: [...restOf(reading), ...notes.flatMap(noteOf)],
    sourceId: recordId ? scopedId('pfif', recordId) : contentId('pfif', [...fields].flat()),
  };
  return { ...at, input, warnings: reading.warnings };
}

const EXPIRED: Violation = {
  path: 'expiry_date',
  code: 'import.expired',
  message: 'The record has expired: its sender asked to keep it no longer. Ask the sender for a newer one.',
};

/** Full names and alternate names, one a line; given and family name become the parts of the name they stand in. */
function namesOf({ fields, used }: Reading): NameInput[] {
  const names: NameInput[] = linesOf(fields.get('full_name')).map((text) => ({ text, kind: 'usual' }));
  const given = linesOf(fields.get('given_name'));
  const family = linesOf(fields.get('family_name'));
  for (let index = 0; index < Math.max(given.length, family.length); index++) {
    const parts = [
      ...given.slice(index, index + 1).map((text) => ({ role: 'given' as const, text })),
      ...family.slice(index, index + 1).map((text) => ({ role: 'family' as const, text })),
    ];
    const whole = names.find(
      (name) => name.kind === 'usual' && !name.parts && parts.every(({ text }) => holds(name.text, text)),
    );
    if (whole) whole.parts = parts;
    else names.push({ text: parts.map(({ text }) => text).join(' '), kind: 'usual', parts });
  }
  for (const text of linesOf(fields.get('alternate_names'))) names.push({ text, kind: 'alias' });
  for (const name of ['full_name', 'given_name', 'family_name', 'alternate_names']) used.add(name);
  return names;
}

function holds(whole: string, part: string): boolean {
  return ` ${whole.toLowerCase()} `.includes(` ${part.toLowerCase()} `);
}

function birthOf({ fields, used, warnings }: Reading, registeredOn: string): { birth?: BirthInput; guarded?: boolean } {
  const date = fields.get('date_of_birth');
  const age = fields.get('age');
  const warn = (warning: keyof typeof BIRTH_WARNINGS) =>
    warnings.push({ path: 'person.birth', code: `import.birth-${warning}`, message: BIRTH_WARNINGS[warning] });
  if (date) {
    const read = birthFromDate(date, ['YYYY-MM-DD', 'YYYY-MM', 'YYYY'], 'gregorian');
    if (read.warning) warn(read.warning);
    else used.add('date_of_birth');
    if (read.birth) return { birth: read.birth };
  }
  if (!age) return {};
  const read = birthFromAge(age, registeredOn);
  if (read.warning) warn(read.warning);
  else used.add('age');
  return read.birth ? { birth: read.birth } : { guarded: (read.youngest ?? 18) < 18 };
}

function sexOf({ fields, used }: Reading): Pick<PersonInput, 'sex'> {
  const sex = fields.get('sex')?.toLowerCase();
  if (sex !== 'female' && sex !== 'male') return {};
  used.add('sex');
  return { sex };
}

function homeOf({ fields, used }: Reading): Pick<PersonInput, 'places'> {
  const land = fields.get('home_country') ?? '';
  const country = /^[A-Za-z]{2}$/.test(land) ? land.toUpperCase() : undefined;
  const postcode = fields.get('home_postal_code');
  const written = [...HOME.map((name) => fields.get(name)), country ? undefined : land].filter(Boolean).join(', ');
  const text = written || postcode || country;
  if (!text) return {};
  for (const name of [...HOME, 'home_country', 'home_postal_code']) used.add(name);
  const place: PlaceInput = { kind: 'residence', text, ...(country && { country }), ...(postcode && { postcode }) };
  return { places: [place] };
}

function registeredOnOf({ fields, warnings }: Reading, { defaults, now }: ReadingContext): string {
  const today = dayOf(now);
  for (const name of ['source_date', 'entry_date']) {
    const day = instantOf(fields.get(name))?.slice(0, 10);
    if (day && day <= today) return day;
  }
  const message =
    'The record does not say when it was made. The given day, or today, was taken as day of registration.';
  if (!defaults.registeredOn) warnings.push({ path: 'registeredOn', code: 'import.registered-on-assumed', message });
  return defaults.registeredOn ?? today;
}

/** The newest note that speaks of the person's state decides. */
function kindOf(notes: readonly PfifRecord[], { defaults }: ReadingContext): RegistrationInput['kind'] {
  let newest: { at: string; status: string } | undefined;
  for (const { fields } of notes) {
    const status = fields.get('status');
    if (!status || status === 'unspecified') continue;
    const at = writtenAt(fields)?.at ?? '';
    if (!newest || at >= newest.at) newest = { at, status };
  }
  return newest && SAFE_STATUSES.includes(newest.status) ? 'safe-and-well' : (defaults.kind ?? DEFAULT_KIND);
}

/** What is kept with an expiry may not be used after it. */
function basisOf({ defaults }: ReadingContext, expiry: string | undefined): RegistrationInput['basis'] {
  const basis = defaults.basis ?? BASIS_OF_IMPORTS;
  if (!expiry || (basis.validUntil && new Date(basis.validUntil) <= new Date(expiry))) return basis;
  return { ...basis, validUntil: expiry };
}

/** Everything that found no place of its own: who wrote it, where it is from, pictures, and whatever we cannot read. */
function restOf({ fields, used }: Reading): NoteInput[] {
  const text = written(fields, used);
  return text ? notesOf({ text, sourceId: contentId('record', [text]) }) : [];
}

/** A note in the words it came in, followed by its other fields. */
function noteOf({ fields }: PfifRecord): NoteInput[] {
  const date = writtenAt(fields);
  const rest = written(fields, new Set(['text', 'note_record_id', 'person_record_id', date?.name ?? '']));
  const text = [fields.get('text'), rest].filter(Boolean).join('\n\n');
  if (!text) return [];
  const sourceId = fields.get('note_record_id') ?? contentId('note', [...fields].flat());
  return notesOf({ text, ...(date && { writtenAt: date.at }), sourceId });
}

function writtenAt(fields: ReadonlyMap<string, string>): { name: string; at: string } | undefined {
  for (const name of ['source_date', 'entry_date']) {
    const at = instantOf(fields.get(name));
    if (at) return { name, at };
  }
  return undefined;
}

function written(fields: ReadonlyMap<string, string>, without: ReadonlySet<string>): string {
  return [...fields].flatMap(([name, value]) => (without.has(name) ? [] : [`${name}: ${value}`])).join('\n');
}

function linesOf(text: string | undefined): string[] {
  const lines = (text ?? '').split(/\r\n|\n|\r/).map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}
