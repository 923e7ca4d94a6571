import { walk, type Life } from '#libs/testing';
import { describe, expect, it } from '@jest/globals';
import type { Doer } from '#libs/workflow';
import {
  exportWorkflow as table,
  type ExportAction as Action,
  type ExportGuard as Guard,
  type ExportState as State,
} from './export.workflow.js';

const STAFF: readonly Doer[] = ['supervisor', 'steward'];
const SYSTEM: readonly Doer[] = ['system'];
const UNDER_WAY: readonly State[] = ['asked', 'approved-once', 'ready', 'key-shown'];

/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  ask: { from: ['none'], to: 'asked', by: STAFF, guards: 3 },
  approve: { from: ['asked'], to: 'approved-once', by: STAFF, guards: ['not-the-asker', 'not-expired'] },
  'approve-second': {
    from: ['approved-once'],
    to: 'approved',
    by: STAFF,
    guards: ['not-the-asker', 'not-the-first-approver', 'not-expired'],
  },
  refuse: { from: ['asked', 'approved-once'], to: 'refused', by: STAFF, guards: ['not-the-asker', 'reason-given'] },
  'take-back': { from: [...UNDER_WAY, 'approved'], to: 'taken-back', by: STAFF, guards: ['the-asker'] },
  make: { from: ['approved'], to: 'ready', by: SYSTEM, guards: 0 },
  'show-key': { from: ['ready'], to: 'key-shown', by: STAFF, guards: ['the-asker', 'not-expired'] },
  download: { from: ['key-shown'], to: 'key-shown', by: STAFF, guards: 5 },
  'make-again': { from: ['ready', 'key-shown'], to: 'approved', by: SYSTEM, guards: 0 },
  expire: { from: UNDER_WAY, to: 'expired', by: SYSTEM, guards: 0 },
};

describe('an export', () => {
  it('knows eight states and ten actions: 90 pairs, 19 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 90, possible: 19, departures: [] });
  });
});
