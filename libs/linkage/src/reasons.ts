/**
 * Every reason an evidence line can carry. Stable codes: `wording` has a text for each, reviews are filtered by them. New ones may
 * be added; none is renamed or given another meaning.
 */
export const REASONS = [
  // name
  'name-same',
  'name-same-other-order',
  'name-same-other-script',
  'name-known-variant',
  'name-similar',
  'name-part-of-other',
  'name-shares-some-words',
  'name-father-and-own-swapped',
  'name-different',
  'name-unknown',
  // birth
  'birth-same-day',
  'birth-same-assigned-day',
  'birth-day-and-month-swapped',
  'birth-one-digit-differs',
  'birth-same-month',
  'birth-same-year',
  'birth-periods-overlap',
  'birth-nearly-same-year',
  'birth-few-years-apart',
  'birth-different',
  'birth-unknown',
  // sex
  'sex-same',
  'sex-different',
  'sex-unknown',
  // mother, father
  'parent-same-name',
  'parent-similar-name',
  'parent-already-in-name',
  'parent-different-name',
  'parent-unknown',
  'father-named-in-full-name',
  // siblings and other relatives
  'relatives-several-agree',
  'relatives-one-agrees',
  'relatives-differ',
  'relatives-unknown',
  // place and route
  'place-same',
  'place-same-postcode',
  'place-similar-name',
  'place-part-of-other',
  'place-same-region',
  'place-same-country',
  'place-near',
  'place-different',
  'place-other-country',
  'place-unknown',
  'route-passes-place',
  'route-plausible',
  'route-implausible',
  'route-too-far-for-the-time',
  'route-unknown',
  // phone, document
  'phone-same',
  'phone-different',
  'phone-unknown',
  'document-same',
  'document-one-character-differs',
  'document-different',
  'document-unknown',
  // all of it together
  'kin-as-likely',
] as const;

export type Reason = (typeof REASONS)[number];
