import type { Purpose, RecipientClass } from '#libs/consent';

export const SEARCH_KINDS = [
  'automatic-matching',
  'list-check',
  'field-visit',
  'authority-enquiry',
  'partner-enquiry',
  'media-or-online',
  'publication-of-photo',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

interface SearchRule {
  /** What the data is used for. */
  purpose: Purpose;
  /** Whose permit it needs: their photo is the enquirer's own. */
  permitOf: 'sought' | 'enquirer';
  /** Who receives something of the person, where it is one of many that has to be named. */
  receiver?: RecipientClass;
  /** Everybody can see it then: nothing of a request in which somebody needs protection. */
  published: boolean;
  /** Rule 8: own consent or vital interest, do-no-harm check, two approvers. */
  authority: boolean;
}

const WITHIN = { permitOf: 'sought', published: false, authority: false } as const;

export const SEARCH_RULES: Readonly<Record<SearchKind, SearchRule>> = {
  'automatic-matching': { ...WITHIN, purpose: 'match-within-society' },
  'list-check': { ...WITHIN, purpose: 'trace' },
  'field-visit': { ...WITHIN, purpose: 'trace' },
  'authority-enquiry': { ...WITHIN, purpose: 'share-with-authority', receiver: 'authority', authority: true },
  'partner-enquiry': { ...WITHIN, purpose: 'share-with-partner', receiver: 'partner' },
  'media-or-online': { ...WITHIN, purpose: 'trace' },
  'publication-of-photo': { ...WITHIN, purpose: 'publish-enquirer-photo', permitOf: 'enquirer', published: true },
};

/** What came of a search action. */
export const SEARCH_OUTCOMES = ['nothing-found', 'lead-found', 'person-found', 'no-answer', 'refused'] as const;
export type SearchOutcome = (typeof SEARCH_OUTCOMES)[number];
