import type { components } from './schema.js';

/** The words of lists from elsewhere under short names; see types.ts. */
type Schema = components['schemas'];

export const COLUMN_MEANINGS = [
  'source-id',
  'full',
  'given',
  'middle',
  'father-part',
  'grandfather-part',
  'family',
  'alternate',
  'nickname',
  'father',
  'mother',
  'birth',
  'birth-year',
  'age',
  'sex',
  'languages',
  'phone',
  'kind',
  'registered-on',
  'circumstances',
  'caregiver',
  'wants-contact',
  'occupation',
  'notes',
  'birth-place',
  'origin',
  'street-number',
  'street',
  'street2',
  'city',
  'state',
  'postcode',
  'country',
  'passport',
  'national-id',
  'social-security',
  'refugee-registration',
] as const satisfies readonly Schema['ColumnMeaning'][];
export type ColumnMeaning = Schema['ColumnMeaning'];
export const DATE_ORDERS = ['safe', 'day-first', 'month-first'] as const satisfies readonly Schema['DateOrder'][];
export type DateOrder = Schema['DateOrder'];
export const DELIMITERS = ['comma', 'semicolon', 'tab', 'bar'] as const satisfies readonly Schema['Delimiter'][];
export const LIST_BASES = [
  'vital-interest',
  'public-interest',
  'legitimate-interest',
  'legal-obligation',
  'contract',
] as const satisfies readonly Schema['ListBasis'][];
export type ListBasis = Schema['ListBasis'];
export type Delimiter = Schema['Delimiter'];
export type ListState = Schema['ListState'];
export type NewList = Schema['NewListDto'];
export type PeopleListLine = Schema['ListLineDto'];
export type PeopleList = Schema['ListDto'];
export type ListColumn = Schema['ListColumnDto'];
export type ListReading = Schema['CheckListDto'];
export type ListFinding = Schema['FindingDto'];
