import type { WorkItem } from '../api/types.js';

/** The page of a record, by what it is. */
const PAGES: Readonly<Record<string, string>> = {
  'tracing-request': '/tracing-requests',
  registration: '/registrations',
  list: '/lists',
  'partner-enquiry': '/partner-enquiries',
  match: '/matches',
};

/** What belongs to no record is done at the desk that answers for it. */
const DESKS: Readonly<Record<string, string>> = {
  'message-undelivered': '/partners?tab=outbox',
  'message-unreadable': '/partners?tab=inbox',
  'message-missing': '/partners?tab=inbox',
  'message-out-of-turn': '/partners?tab=inbox',
  'partner-silent': '/partners',
  'partner-keys-changed': '/partners',
  'partner-alarm': '/partners',
  'enquiries-stopped': '/partners',
  'own-keys-end': '/partners?tab=keys',
  'deletion-overdue': '/exchange?tab=recalls',
  'partner-file-refused': '/exchange?tab=ours',
  'check-account': '/accounts',
  'approve-export': '/exports',
  'review-export': '/exports',
  'collect-export': '/exports',
};

/** Tasks about what partners and we tell each other of a case. */
const WITH_PARTNERS: ReadonlySet<string> = new Set([
  'approve-disclosure',
  'partner-answer',
  'decide-on-partner-record',
  'correct-disclosure',
  'partner-corrected',
  'partner-silent',
]);

/** The page of a record; undefined where the console has none for its kind. */
export function pageOfRecord(kind: string, id: string): string | undefined {
  const pages = PAGES[kind];
  return pages && `${pages}/${id}`;
}

/** Where the next step of an item is taken; undefined where the console has no page for it. */
export function stepAt({ kind, need, recordKind, recordId }: WorkItem): string | undefined {
  if (!recordKind) return DESKS[need];
  const page = pageOfRecord(recordKind, recordId);
  if (!page) return undefined;
  if (recordKind !== 'tracing-request') return page;
  if (kind === 'interview') return `${page}/interview`;
  return kind === 'task' && WITH_PARTNERS.has(need) ? `${page}?tab=partners` : page;
}
