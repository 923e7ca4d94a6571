import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tracingRequestWorkflow, type TracingRequestAction, type TracingRequestState } from '#libs/cases';
import { daysAfter } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus, openRequest } from '../support/stories.js';

const { states, transitions } = tracingRequestWorkflow;
const soon = daysAfter(new Date(), 30);

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
let id: string;
let soughtId: string;

/**
 * How each action is asked for. Creating a request has no state before it; results have a room and a test of their own; and
 * what is refused is shown for all tables in one place.
 */
const ASKED: Partial<
  Record<TracingRequestAction, { path: string; body?: () => object; by: 'caseworker' | 'supervisor' }>
> = {
  'complete-interview': { path: 'complete-interview', by: 'caseworker' },
  accept: { path: 'accept', by: 'supervisor' },
  refuse: { path: 'refuse', body: () => ({ reason: 'other', noReferralExists: true }), by: 'supervisor' },
  'ask-for-more': { path: 'ask-for-more', body: () => ({ question: 'Where was it?' }), by: 'supervisor' },
  'record-search-action': {
    path: 'search-actions',
    body: () => ({ soughtId, kind: 'field-visit', due: soon }),
    by: 'caseworker',
  },
  'put-on-hold': { path: 'put-on-hold', body: () => ({ reason: 'Travelling.', until: soon }), by: 'caseworker' },
  resume: { path: 'resume', by: 'caseworker' },
  'lose-enquirer': { path: 'lose-enquirer', by: 'caseworker' },
  'regain-enquirer': { path: 'regain-enquirer', by: 'caseworker' },
  'record-as-located': {
    path: 'record-as-located',
    body: () => ({ soughtId, certainty: 'seen-in-person', source: 'Our volunteer met her.' }),
    by: 'caseworker',
  },
  'continue-search': { path: 'continue-search', by: 'caseworker' },
  close: {
    path: 'close',
    body: () => ({ outcome: 'not-located', keep: { category: 'without-result' } }),
    by: 'supervisor',
  },
  withdraw: { path: 'withdraw', by: 'caseworker' },
  reopen: { path: 'reopen', body: () => ({ newElement: 'A letter came.' }), by: 'supervisor' },
};
const ELSEWHERE: TracingRequestAction[] = [
  'register-contact',
  'take-back-finding',
  'record-wishes',
  'change-wishes',
  'approve-result',
  'deliver',
];

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
  const opened = await openRequest(caseworker, supervisor, anInterview());
  id = opened.id;
  const view = await expectStatus(200, caseworker.get(`/tracing-requests/${id}`));
  soughtId = view.interview.soughtPersons[0].id;
  const yesterday = `${daysAfter(new Date(), -1)}T09:00Z`;
  for (const at of [yesterday, yesterday, undefined])
    await expectStatus(
      200,
      caseworker.post(
        `/tracing-requests/${id}/contact-attempts`,
        { outcome: 'no-answer', contact: 0, at },
        opened.version,
      ),
    );
});
afterAll(() => relink.stop());

async function putInto(state: TracingRequestState): Promise<void> {
  await relink.database.sql(
    `UPDATE relink.tracing_requests SET state = $2, version = 1, outcome = NULL, keep_until = current_date + 100, merged_into = NULL WHERE id = $1`,
    [id, state],
  );
  await relink.database.sql(
    'UPDATE relink.sought_persons SET located = false, located_at = NULL, located_by = NULL, told_at = NULL WHERE dossier_id = $1',
    [id],
  );
}

function ask(action: TracingRequestAction) {
  const { path, body, by } = ASKED[action]!;
  const staff = by === 'supervisor' ? supervisor : caseworker;
  return staff.post(`/tracing-requests/${id}/${path}`, body?.() ?? {}, 1);
}

const pairs = states.flatMap((state) =>
  (Object.keys(ASKED) as TracingRequestAction[]).map((action) => [state, action] as const),
);
const leads = (state: TracingRequestState, action: TracingRequestAction) =>
  transitions.find(({ action: name, from }) => name === action && from !== 'none' && from.includes(state));

describe('A tracing request behind the API', () => {
  it('is asked here for every action of its table that is not tested elsewhere', () => {
    const all = [...new Set(transitions.map(({ action }) => action))];
    expect([...Object.keys(ASKED), ...ELSEWHERE].sort()).toEqual([...all].sort());
  });

  it.each(pairs.filter(([state, action]) => leads(state, action)))(
    'that is %s: "%s" leads where the table says',
    async (state, action) => {
      await putInto(state);
      const { status, body } = await ask(action);
      expect({ status, problem: body.code }).toEqual({ status: 200 });
      const [row] = await relink.database.sql<{ state: string }>(
        'SELECT state FROM relink.tracing_requests WHERE id = $1',
        [id],
      );
      expect(row!.state).toBe(leads(state, action)!.to);
    },
  );
});
