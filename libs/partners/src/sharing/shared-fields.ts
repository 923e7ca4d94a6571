import type { DataCategory, Purpose } from '#libs/consent';
import type { SharedField } from '../protocol/index.js';

/** What a person has to have agreed to for each field: the portion, and where it tells of fate, place or contact, the wish. */
export const FIELD_RULES: Readonly<Record<SharedField, { category?: DataCategory; wish?: Purpose }>> = {
  names: { category: 'identity' },
  sex: { category: 'identity' },
  birth: { category: 'identity' },
  places: { category: 'places' },
  languages: { category: 'identity' },
  occupation: { category: 'occupation' },
  marks: { category: 'appearance' },
  relation: { category: 'family' },
  relatives: { category: 'family' },
  circumstances: { category: 'circumstances' },
  fate: { category: 'wishes', wish: 'tell-fate' },
  whereabouts: { category: 'places', wish: 'tell-place' },
  contacts: { category: 'contact', wish: 'give-contact' },
  // By what each of them is: see `fileCategories`.
  files: {},
};

/** What a question can carry. Where somebody is and how they are reached is not ours to tell before they are found. */
export const ENQUIRY_FIELDS = [
  'names',
  'sex',
  'birth',
  'places',
  'languages',
  'occupation',
  'marks',
  'relation',
  'relatives',
  'circumstances',
] as const satisfies readonly SharedField[];
export type EnquiryField = (typeof ENQUIRY_FIELDS)[number];

/** What a disclosure can carry. */
export const DISCLOSED_FIELDS = [
  ...ENQUIRY_FIELDS,
  'fate',
  'whereabouts',
  'contacts',
  'files',
] as const satisfies readonly SharedField[];
export type DisclosedField = (typeof DISCLOSED_FIELDS)[number];

/** The portions these fields belong to, each once. */
export function categoriesOf(fields: readonly SharedField[], ofFiles: readonly DataCategory[] = []): DataCategory[] {
  const categories = fields.flatMap((field) => FIELD_RULES[field].category ?? []);
  return [...new Set([...categories, ...ofFiles])];
}

/** The wishes these fields need. */
export function wishesFor(fields: readonly SharedField[]): Purpose[] {
  return fields.flatMap((field) => FIELD_RULES[field].wish ?? []);
}
