import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '#libs/kernel';
import { Deployment } from '../support/deployment.js';
import type { Staff } from '../support/staff.js';
import { anInterview, expectStatus } from '../support/stories.js';

let relink: Deployment;
let caseworker: Staff;
let supervisor: Staff;
const soon = daysAfter(new Date(), 20);

beforeAll(async () => {
  relink = await Deployment.start({ worker: false });
  caseworker = await relink.signIn('caseworker');
  supervisor = await relink.signIn('supervisor');
});
afterAll(() => relink.stop());

/** Verbs as somebody may try them in any order; many are refused, which must change nothing. */
const VERBS: Record<string, { supervisor?: true; body: (soughtId: string) => object }> = {
  'complete-interview': { body: () => ({}) },
  accept: { supervisor: true, body: () => ({}) },
  refuse: { supervisor: true, body: () => ({ reason: 'other', noReferralExists: true }) },
  'ask-for-more': { supervisor: true, body: () => ({ question: 'Where?' }) },
  'put-on-hold': { body: () => ({ reason: 'Travelling.', until: soon }) },
  resume: { body: () => ({}) },
  'contact-attempts': { body: () => ({ outcome: 'no-answer', contact: 0 }) },
  'lose-enquirer': { body: () => ({}) },
  'regain-enquirer': { body: () => ({}) },
  'search-actions': { body: (soughtId) => ({ soughtId, kind: 'field-visit', due: soon }) },
  'record-as-located': { body: (soughtId) => ({ soughtId, certainty: 'documented', source: 'A letter.' }) },
  close: { supervisor: true, body: () => ({ outcome: 'not-located', keep: { category: 'without-result' } }) },
  withdraw: { body: () => ({}) },
  reopen: { supervisor: true, body: () => ({ newElement: 'A call.' }) },
  'set-next-action': { body: () => ({ code: 'field-visit', due: soon }) },
};
/** Accepting first: most verbs wait behind it. */
const walks = fc.array(fc.constantFrom(...Object.keys(VERBS)), { minLength: 6, maxLength: 12 });

describe('rule 14: every open case has an owner, a next action with a date, and a review date', () => {
  it('whatever is done to it in whatever order', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(walks, async (verbs) => {
        const { id } = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
        const [sought] = await relink.database.sql<{ id: string }>(
          'SELECT id FROM relink.sought_persons WHERE dossier_id = $1',
          [id],
        );
        for (const verb of ['complete-interview', 'accept', ...verbs]) {
          const before = await rowOf(id);
          const { supervisor: his, body } = VERBS[verb]!;
          const by = his ? supervisor : caseworker;
          const { status } = await by.post(`/tracing-requests/${id}/${verb}`, body(sought!.id), before.version);
          expect([200, 409]).toContain(status);
          const after = await rowOf(id);
          if (status === 409) expect(after).toEqual(before);
          else taken++;
          expect(after).toMatchObject({ owned: true, planned: true, reviewed: true });
        }
      }),
      { numRuns: 12, seed: 14 },
    );
    expect(taken).toBeGreaterThan(40);
  });
});

async function rowOf(id: string) {
  const [row] = await relink.database.sql<{ version: number; state: string }>(
    `SELECT r.version, r.state, a.state = 'active' AS owned, r.next_action <> '' AND r.next_action_due >= current_date AS planned,
       r.review_on >= current_date AS reviewed
     FROM relink.tracing_requests r JOIN relink.accounts a ON a.id = r.owner_id WHERE r.id = $1`,
    [id],
  );
  return row!;
}
