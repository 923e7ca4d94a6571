import { describe, expect, it } from '@jest/globals';
import type { ExportState } from '../api/exports.js';
import { partOf, turnOf } from './whose-turn.js';

const [ASKER, FIRST, OTHER] = ['asker', 'first', 'other'] as const;
const step = (action: string, allowed: boolean) => ({ action, allowed, reasons: [] });
const anExport = (state: ExportState, ...actions: ReturnType<typeof step>[]) => ({
  state,
  actions,
  askedBy: { id: ASKER },
  ...(state === 'approved-once' && { firstApprover: { id: FIRST } }),
});

describe('a list that is to leave', () => {
  it('waits for whoever may agree to it, and for nobody who may not', () => {
    expect(partOf(anExport('asked', step('approve', true)), OTHER)).toBe('yours');
    expect(partOf(anExport('asked', step('approve', false)), ASKER)).toBe('others');
    expect(partOf(anExport('approved-once', step('approve-second', true)), OTHER)).toBe('yours');
    expect(partOf(anExport('approved-once', step('approve-second', false)), FIRST)).toBe('others');
  });

  it('is fetched by the one who asked, and by nobody else', () => {
    for (const state of ['ready', 'key-shown'] as const) {
      expect(partOf(anExport(state), ASKER)).toBe('yours');
      expect(partOf(anExport(state), OTHER)).toBe('others');
    }
  });

  it.each(['refused', 'taken-back', 'expired'] as const)('is over for everybody once it is %s', (state) => {
    for (const reader of [ASKER, FIRST, OTHER]) expect(partOf(anExport(state), reader)).toBe('over');
  });

  it('tells each reader whose turn it is', () => {
    expect(turnOf(anExport('asked'), ASKER)).toBe('export.turn.asked-own');
    expect(turnOf(anExport('asked'), OTHER)).toBe('export.turn.asked');
    expect(turnOf(anExport('approved-once'), ASKER)).toBe('export.turn.approved-once-own');
    expect(turnOf(anExport('approved-once'), FIRST)).toBe('export.turn.approved-once-yours');
    expect(turnOf(anExport('approved-once'), OTHER)).toBe('export.turn.approved-once');
    expect(turnOf(anExport('ready'), ASKER)).toBe('export.turn.ready-own');
    expect(turnOf(anExport('key-shown'), OTHER)).toBe('export.turn.key-shown');
    expect(turnOf(anExport('expired'), ASKER)).toBe('export.turn.expired');
  });
});
