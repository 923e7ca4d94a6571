import type { DossierKind } from '#libs/access';

/** What is waiting, as the view `work_items` names it. */
export const WORK_KINDS = [
  'interview',
  'decision',
  'approval',
  'search',
  'search-action',
  'wishes',
  'result',
  'contact',
  'review',
  'match-review',
  'match-confirmation',
  'task',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** What an item is about, as far as it has a page of its own. */
export const WORK_RECORDS = [
  'tracing-request',
  'registration',
  'red-cross-message',
  'list',
  'partner-enquiry',
  'match',
] as const satisfies readonly (DossierKind | 'match')[];
export type WorkRecord = (typeof WORK_RECORDS)[number];
