/** What a service can be asked for; the list is closed. */
export const NEEDS = [
  'health-care',
  'mental-health-and-psychosocial-support',
  'support-to-families-of-missing-persons',
  'child-protection',
  'safety-from-violence',
  'legal-advice',
  'documents',
  'shelter',
  'food-and-relief',
  'cash-assistance',
  'education',
  'disability',
  'family-visits',
  'burial-and-mourning',
] as const;
export type Need = (typeof NEEDS)[number];

/** Somebody asks again how it goes, after so many days; waiting for a missing relative does not end with one visit. */
export const FOLLOW_UP_DAYS: Partial<Record<Need, number>> = {
  'support-to-families-of-missing-persons': 30,
  'mental-health-and-psychosocial-support': 30,
  'safety-from-violence': 7,
  'child-protection': 7,
};
