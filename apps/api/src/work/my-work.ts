import { Injectable } from '@nestjs/common';
import { RequestList, type RequestLine } from '#libs/cases';
import { UnitOfWork } from '#libs/database';
import { dayOf, type StaffActor } from '#libs/kernel';
import { MatchList, type MatchLine } from '#libs/matching';
import type { WorkDto, WorkItemDto } from './work.dto.js';

export const WORK_KINDS = [
  'interview',
  'decision',
  'search',
  'wishes',
  'result',
  'match-review',
  'match-confirmation',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** What needs this person today, late things first, then what waits longest. */
@Injectable()
export class MyWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: RequestList,
    private readonly matches: MatchList,
  ) {}

  async of(by: StaffActor): Promise<WorkDto> {
    return this.unitOfWork.run(by, async (tx) => {
      const today = dayOf(tx.now);
      const requests = (await this.requests.awaiting(tx, by)).map((line) => requestItem(line, today));
      const matches = (await this.matches.awaiting(tx, by)).map(matchItem);
      const items = [...requests, ...matches].sort(byUrgency);
      const counts: Record<string, number> = {};
      for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
      tx.audit.record(
        'work.listed',
        { type: 'account', id: by.accountId },
        { records: items.map(({ recordId }) => recordId) },
      );
      return { items, counts };
    });
  }
}

function requestItem(
  { id, reference, enquirer, relation, sought, state, nextAction, sensitivity }: RequestLine,
  today: string,
): WorkItemDto {
  const people = { enquirer, ...(relation && { relation }), sought };
  return {
    kind: kindOf(state),
    recordId: id,
    reference,
    people,
    need: nextAction.code,
    due: nextAction.due,
    late: nextAction.due < today,
    sensitivity,
  };
}

function kindOf(state: RequestLine['state']): WorkKind {
  switch (state) {
    case 'pre-case':
      return 'interview';
    case 'submitted':
      return 'decision';
    case 'located':
      return 'wishes';
    case 'result-ready':
    case 'result-approved':
      return 'result';
    case 'open':
    case 'on-hold':
    case 'enquirer-unreachable':
    case 'result-delivered':
    case 'refused':
    case 'closed':
      return 'search';
  }
}

function matchItem({
  id,
  state,
  requestReference,
  relation,
  sought,
  registered,
  sensitivity,
  band,
}: MatchLine): WorkItemDto {
  const confirmation = state === 'probable';
  return {
    kind: confirmation ? 'match-confirmation' : 'match-review',
    recordId: id,
    reference: requestReference,
    people: { relation, sought: [sought], registered },
    need: confirmation ? 'confirm-match' : state === 'needs-information' ? 'find-evidence' : 'review-match',
    late: false,
    sensitivity,
    band,
  };
}

const BAND_ORDER = { strong: 0, possible: 1, weak: 2 } as const;

function byUrgency(a: WorkItemDto, b: WorkItemDto): number {
  if (a.late !== b.late) return a.late ? -1 : 1;
  if (a.due && b.due && a.due !== b.due) return a.due < b.due ? -1 : 1;
  if (a.band && b.band) return BAND_ORDER[a.band] - BAND_ORDER[b.band];
  // Matches wait for nobody's calendar: they stand before what is due later.
  return a.due ? 1 : b.due ? -1 : 0;
}
