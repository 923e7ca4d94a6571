import { describe, expect, it } from '@jest/globals';
import type { WorkItem } from '../api/types.js';
import { stepAt } from './step-at.js';

const at = (item: Partial<WorkItem>) => stepAt({ kind: 'task', recordId: 'R', ...item } as WorkItem);

describe('the next step of an item', () => {
  it('is taken on the page of its record', () => {
    expect(at({ recordKind: 'tracing-request', need: 'call-back' })).toBe('/tracing-requests/R');
    expect(at({ recordKind: 'registration', need: 'follow-up-registration' })).toBe('/registrations/R');
    expect(at({ recordKind: 'partner-enquiry', need: 'answer-partner' })).toBe('/partner-enquiries/R');
    expect(at({ recordKind: 'match', kind: 'match-review', need: 'strong' })).toBe('/matches/R');
  });

  it('is the interview itself, or the part of the case where partners are, where that is meant', () => {
    expect(at({ recordKind: 'tracing-request', kind: 'interview', need: 'interview' })).toBe(
      '/tracing-requests/R/interview',
    );
    expect(at({ recordKind: 'tracing-request', need: 'approve-disclosure' })).toBe('/tracing-requests/R?tab=partners');
  });

  it('is taken at a desk where it belongs to no record, and nowhere where there is no page', () => {
    expect(at({ need: 'message-undelivered' })).toBe('/partners?tab=outbox');
    expect(at({ need: 'own-keys-end' })).toBe('/partners?tab=keys');
    expect(at({ need: 'assess-breach' })).toBeUndefined();
    expect(at({ recordKind: 'red-cross-message', need: 'deliver-reply' })).toBeUndefined();
  });
});
