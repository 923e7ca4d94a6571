import type { Transaction } from '#libs/database';
import { dayOf, newId, type DossierId, type Id, type PersonId, type StaffActor } from '#libs/kernel';
import { SearchAction, searchActionPlace, type SearchDetails } from './search-action.entity.js';
import { SEARCH_RULES, type SearchOutcome } from './search-kinds.js';
import { TracingRequest } from './tracing-request.entity.js';

/** What came of comparing a list with a sought person. */
export interface ListChecked {
  requestId: DossierId;
  soughtId: PersonId;
  permitId: Id<'permit'>;
  outcome: Extract<SearchOutcome, 'lead-found' | 'nothing-found'>;
  /** Who made the list. */
  source: string;
  result: string;
}

/**
 * Writes down that a list was compared, as a search action that is done: it was begun with its permit when the list was
 * compared, and ends with what people judged. A request that is not worked on any more keeps its story as it is.
 */
export async function recordListCheck(tx: Transaction, checked: ListChecked, by: StaffActor): Promise<void> {
  const { requestId, soughtId, permitId, outcome, source, result } = checked;
  const request = await tx.of(TracingRequest).lockOrFail({ id: requestId });
  if (request.state !== 'open') return;
  const id = newId<'search-action'>();
  const details: SearchDetails = { result, source };
  const search = tx.of(SearchAction).create({
    id,
    dossierId: requestId,
    soughtId,
    kind: 'list-check',
    state: 'done',
    purpose: SEARCH_RULES['list-check'].purpose,
    recipient: null,
    recipientCountry: null,
    restrictionsRead: false,
    permitId,
    plannedBy: by.accountId,
    plannedAt: tx.now,
    ownerId: by.accountId,
    due: dayOf(tx.now),
    outcome,
    endedAt: tx.now,
    details: await tx.vault.seal(requestId, searchActionPlace(id), details),
  });
  await tx.of(SearchAction).insert(search);
  tx.audit.record('cases.search-done', { type: 'dossier', id: requestId }, { searchAction: id, state: 'done' });
  tx.outbox.emit('cases.search-done', { requestId, searchActionId: id });
}
