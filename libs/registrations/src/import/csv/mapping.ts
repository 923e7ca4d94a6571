import { readFile } from 'node:fs/promises';
import { GIVEN_BY, GIVEN_HOW, LEGAL_BASES, PURPOSES } from '#libs/consent';
import { CALENDARS, SENSITIVITIES } from '#libs/kernel';
import {
  CONTACT_KINDS,
  NAME_KINDS,
  NAME_PART_ROLES,
  PLACE_KINDS,
  PROTECTION_FLAGS,
  RELATION_KINDS,
} from '#libs/people';
import { REGISTRATION_KINDS, WANTS_CONTACT } from '../../registration-details.js';
import { isDateFormat } from '../births.js';
import { ImportUnreadable, MappingMalformed } from '../import.errors.js';
import { byKey, list, matching, object, oneOf, table, text, yesOrNo, type Check } from './schema.js';

const day = matching((value) => /^\d{4}-\d{2}-\d{2}$/.test(value), 'a day as YYYY-MM-DD is needed');
const format = matching(isDateFormat, 'a date format such as YYYY-MM-DD or DD/MM/YYYY is needed');

/** A column whose values are translated by a table; a value equal to its meaning needs no entry. */
function coded<T extends string>(meanings: readonly T[]) {
  return object({ column: text }, { values: table(oneOf(meanings)) });
}

function codedOrConstant<T extends string>(meanings: readonly T[]) {
  return byKey({ column: coded(meanings), constant: object({ constant: oneOf(meanings) }, {}) });
}

const dayOrConstant = byKey({
  column: object({ column: text }, { formats: list(format) }),
  constant: object({ constant: day }, {}),
});

/** One name: a whole column (`split` where it holds several), or several columns whose parts keep their roles. */
const name = byKey({
  column: object(
    { column: text },
    { kind: oneOf(NAME_KINDS), language: text, split: text, role: oneOf(NAME_PART_ROLES) },
  ),
  parts: object(
    { parts: list(object({ column: text, role: oneOf(NAME_PART_ROLES) }, {})) },
    { kind: oneOf(NAME_KINDS), language: text, separator: text },
  ),
});

const birth = byKey({
  column: object({ column: text }, { formats: list(format), calendar: oneOf(CALENDARS), about: yesOrNo }),
  age: object({ age: text }, { statedOn: dayOrConstant }),
});

/** A column, or several that are written with a blank between them, such as house number and street. */
const line: Check<string | string[]> = (value, key) =>
  Array.isArray(value) ? list(text)(value, key) : text(value, key);

const place = object(
  { kind: oneOf(PLACE_KINDS), columns: list(line) },
  {
    postcode: text,
    country: byKey({ column: object({ column: text }, {}), constant: object({ constant: text }, {}) }),
  },
);

const basis = object(
  { legalBasis: oneOf(LEGAL_BASES), purposes: list(oneOf(PURPOSES)), givenBy: oneOf(GIVEN_BY), how: oneOf(GIVEN_HOW) },
  { noticeVersion: text, noticeLanguage: text, rationale: text, restrictions: list(text), validUntil: text },
);

const mapping = object(
  { names: list(name) },
  {
    source: text,
    sourceId: text,
    delimiter: oneOf([',', ';', '\t', '|']),
    kind: codedOrConstant(REGISTRATION_KINDS),
    sensitivity: codedOrConstant(SENSITIVITIES),
    registeredOn: dayOrConstant,
    relatives: list(object({ kind: oneOf(RELATION_KINDS), names: list(name) }, {})),
    birth: list(birth),
    sex: coded(['female', 'male']),
    languages: object({ column: text }, { split: text }),
    places: list(place),
    place,
    contacts: list(object({ kind: oneOf(CONTACT_KINDS), column: text }, {})),
    documents: list(object({ kind: text, column: text }, {})),
    protection: object({ column: text }, { split: text, values: table(oneOf(PROTECTION_FLAGS)) }),
    occupation: text,
    marks: text,
    circumstances: text,
    caregiver: text,
    careArrangement: text,
    wantsContact: coded(WANTS_CONTACT),
    notes: list(object({ column: text }, { label: text })),
    basis,
  },
);

/** How the columns of a CSV file become a registration: data, so that a new list needs no new code. */
export type CsvMapping = ReturnType<typeof mapping>;
export type NameRule = ReturnType<typeof name>;
export type PlaceRule = ReturnType<typeof place>;
export type DayRule = ReturnType<typeof dayOrConstant>;

/** @throws MappingMalformed naming the key */
export function readMapping(json: unknown): CsvMapping {
  return mapping(json, '');
}

/** @throws ImportUnreadable, MappingMalformed */
export async function readMappingFile(path: string): Promise<CsvMapping> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch (error) {
    throw new ImportUnreadable('mapping file', (error as NodeJS.ErrnoException).code ?? '');
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    throw new MappingMalformed('', 'it is not JSON');
  }
  return readMapping(parsed);
}
