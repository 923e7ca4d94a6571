/** What can be known of a person, in the portions in which people agree to share it. */
export const DATA_CATEGORIES = [
  'identity',
  'family',
  'contact',
  'places',
  'circumstances',
  'occupation',
  'documents',
  'appearance',
  'wishes',
  'message',
  'photo',
  'health',
  'detention',
  'protection',
] as const;
export type DataCategory = (typeof DATA_CATEGORIES)[number];

/** The ones that can do most harm: a basis covers them only where it names them (GDPR, article 9, in its spirit). */
const SENSITIVE: ReadonlySet<DataCategory> = new Set(['photo', 'health', 'detention', 'protection']);

/** @param agreed what the basis names; `null` where it names nothing, which is everything but the sensitive */
export function coversCategories(agreed: readonly DataCategory[] | null, wanted: readonly DataCategory[]): boolean {
  return wanted.every((category) => (agreed ? agreed.includes(category) : !SENSITIVE.has(category)));
}
