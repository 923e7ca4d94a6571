import { dayOf } from '#libs/kernel';
import type { BirthInput, NameInput, PersonInput, PlaceInput } from '#libs/people';
import type { NoteInput, RegistrationInput } from '../../registration-details.js';
import { BIRTH_WARNINGS, birthFromAge, birthFromDate, readDay } from '../births.js';
import {
  BASIS_OF_IMPORTS,
  clean,
  contentId,
  NO_NAME,
  scopedId,
  type ImportRow,
  type ReadingContext,
} from '../import-row.js';
import { notesOf } from '../notes.js';
import type { TableRow } from '../raw-row.js';
import { kindOf, protectionOf, sensitivityOf, sexOf, wantsContactOf } from './coded.js';
import type { Cells, Columns } from './columns.js';
import { SAFE_FORMATS } from './known-headers.js';
import type { CsvMapping, DayRule, NameRule, PlaceRule } from './mapping.js';
import { RowRefused, some, splitCell, words, type Reading } from './reading.js';

/** Reads one record by the mapping. */
export function rowOf({ line, values, copy }: TableRow, columns: Columns, context: ReadingContext): ImportRow {
  const { mapping, headers } = columns;
  if (values.length !== headers.length) {
    const message = `The row has ${values.length} columns, the first line has ${headers.length}. Check its delimiters and quotation marks.`;
    return { line, problem: { path: '', code: 'import.columns', message } };
  }
  const reading: Reading = { cell: columns.cells(values), warnings: [], leftovers: [], context };
  const idInFile = reading.cell(mapping.sourceId);
  const sourceId = idInFile
    ? scopedId(context.source, idInFile)
    : `${contentId('csv', [...headers, ...values.map(clean)])}${copy > 0 ? `#${copy}` : ''}`;
  const at = { line, ...(idInFile && { sourceId: idInFile }) };
  try {
    const input = registrationOf(mapping, reading, sourceId);
    return { ...at, input, warnings: reading.warnings };
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error;
    return { ...at, problem: error.problem };
  }
}

function registrationOf(mapping: CsvMapping, reading: Reading, sourceId: string): RegistrationInput {
  const { cell, context } = reading;
  const { defaults } = context;
  const names = namesOf(mapping.names, cell);
  const kind = kindOf(mapping, reading);
  const dead = kind === 'unidentified-deceased';
  if (names.length === 0 && !dead) throw new RowRefused(NO_NAME);
  const registeredOn = registeredOnOf(mapping, reading);
  const { birth, sensitivity } = birthOf(mapping, reading, registeredOn);
  const person: PersonInput = {
    names,
    ...(birth && { birth }),
    ...sexOf(mapping, reading),
    ...some('languages', splitCell(cell(mapping.languages?.column), mapping.languages?.split ?? ',')),
    ...some(
      'places',
      (mapping.places ?? []).flatMap((rule) => placeOf(rule, cell) ?? []),
    ),
    ...words('occupation', cell(mapping.occupation)),
    ...words('marks', cell(mapping.marks)),
    ...some(
      'contacts',
      (mapping.contacts ?? []).flatMap(({ kind, column }) => (cell(column) ? [{ kind, value: cell(column) }] : [])),
    ),
    ...some(
      'documents',
      (mapping.documents ?? []).flatMap(({ kind, column }) => (cell(column) ? [{ kind, number: cell(column) }] : [])),
    ),
    ...some(
      'relatives',
      (mapping.relatives ?? []).flatMap(({ kind, names }) => {
        const theirs = namesOf(names, cell);
        return theirs.length > 0 ? [{ kind, names: theirs }] : [];
      }),
    ),
    ...some('protection', protectionOf(mapping, reading)),
  };
  const place = mapping.place && placeOf(mapping.place, cell);
  const said = sensitivityOf(mapping, cell) ?? sensitivity;
  return {
    kind,
    ...(said && { sensitivity: said }),
    person,
    registeredOn,
    ...(place && { place }),
    // Whoever sent the list is where it is known from.
    ...(dead && { found: { documentedSource: `list: ${context.source}`, ...(place && { place }) } }),
    ...words('circumstances', cell(mapping.circumstances)),
    ...words('caregiver', cell(mapping.caregiver)),
    ...words('careArrangement', cell(mapping.careArrangement)),
    ...wantsContactOf(mapping, reading),
    basis: mapping.basis ?? defaults.basis ?? BASIS_OF_IMPORTS,
    ...some('notes', notesOfRow(mapping, reading)),
    sourceId,
  };
}

function namesOf(rules: readonly NameRule[], cell: Cells): NameInput[] {
  const names: NameInput[] = [];
  for (const rule of rules) {
    const { kind = 'usual', language } = rule;
    const common = { kind, ...(language !== undefined && { language }) };
    if ('parts' in rule) {
      const parts = rule.parts.flatMap(({ column, role }) => (cell(column) ? [{ role, text: cell(column) }] : []));
      const text = parts.map((part) => part.text).join(rule.separator ?? ' ');
      if (text) names.push({ text, ...common, parts });
    } else {
      for (const text of rule.split === undefined ? [cell(rule.column)] : splitCell(cell(rule.column), rule.split))
        if (text) names.push({ text, ...common, ...(rule.role && { parts: [{ role: rule.role, text }] }) });
    }
  }
  return names.filter(({ text }, index) => names.findIndex((other) => other.text === text) === index);
}

/** The first rule whose columns say anything readable. */
function birthOf(
  mapping: CsvMapping,
  { cell, warnings, leftovers }: Reading,
  registeredOn: string,
): { birth?: BirthInput; sensitivity?: 'restricted' } {
  let sensitivity: 'restricted' | undefined;
  const path = 'person.birth';
  for (const rule of mapping.birth ?? []) {
    const column = 'age' in rule ? rule.age : rule.column;
    const text = cell(column);
    if (!text) continue;
    const read =
      'age' in rule
        ? birthFromAge(text, (rule.statedOn && dayBy(rule.statedOn, cell)) ?? registeredOn)
        : birthFromDate(text, rule.formats ?? SAFE_FORMATS, rule.calendar ?? 'gregorian');
    if (read.warning) {
      warnings.push({ path, code: `import.birth-${read.warning}`, message: BIRTH_WARNINGS[read.warning] });
      if (!read.birth) leftovers.push(`${column}: ${text}`);
    }
    // a wide range that reaches into childhood protects like a child's age
    if (!read.birth && (read.youngest ?? 18) < 18) sensitivity = 'restricted';
    if (read.birth) return { birth: 'about' in rule && rule.about ? { ...read.birth, about: true } : read.birth };
  }
  return sensitivity ? { sensitivity } : {};
}

function placeOf({ kind, columns, postcode, country }: PlaceRule, cell: Cells): PlaceInput | undefined {
  const lines = columns.map((line) => (typeof line === 'string' ? [line] : line).map(cell).filter(Boolean).join(' '));
  const land = country && ('constant' in country ? country.constant : cell(country.column));
  const code = land && /^[A-Za-z]{2}$/.test(land) ? land.toUpperCase() : undefined;
  const written = [...lines, code ? '' : (land ?? '')].filter(Boolean).join(', ');
  const post = cell(postcode);
  // a country that is the same for every row says nothing of a row without a place
  if (!written && !post && (country === undefined || 'constant' in country || !code)) return undefined;
  return { kind, text: written || post || code!, ...(code && { country: code }), ...(post && { postcode: post }) };
}

function registeredOnOf({ registeredOn }: CsvMapping, { cell, warnings, leftovers, context }: Reading): string {
  const today = dayOf(context.now);
  const fallback = context.defaults.registeredOn ?? today;
  if (!registeredOn) return fallback;
  const day = dayBy(registeredOn, cell);
  if (day && day <= today) return day;
  const message =
    'The day of registration is missing, unreadable or in the future. The given day, or today, was taken instead.';
  warnings.push({ path: 'registeredOn', code: 'import.registered-on-assumed', message });
  if ('column' in registeredOn && cell(registeredOn.column))
    leftovers.push(`${registeredOn.column}: ${cell(registeredOn.column)}`);
  return fallback;
}

function dayBy(rule: DayRule, cell: Cells): string | undefined {
  return 'constant' in rule ? rule.constant : readDay(cell(rule.column), rule.formats ?? SAFE_FORMATS);
}

function notesOfRow(mapping: CsvMapping, { cell, leftovers }: Reading): NoteInput[] {
  const texts = (mapping.notes ?? []).flatMap(({ column, label }) =>
    cell(column) ? [label === undefined ? cell(column) : `${label}: ${cell(column)}`] : [],
  );
  if (leftovers.length > 0) texts.push(leftovers.join('\n'));
  return texts.flatMap((text) => notesOf({ text, sourceId: contentId('note', [text]) }));
}
