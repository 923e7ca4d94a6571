import { walk, type Life } from '#libs/testing';
import type { Doer } from '#libs/workflow';
import {
  disclosureWorkflow,
  type DisclosureAction,
  type DisclosureGuard,
  type DisclosureState,
} from './disclosure.workflow.js';
import {
  partnerRecordWorkflow,
  type PartnerRecordAction,
  type PartnerRecordGuard,
  type PartnerRecordState,
} from './partner-record.workflow.js';
import { recallWorkflow, type RecallAction, type RecallGuard, type RecallState } from './recall.workflow.js';

const CASEWORK: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const SYSTEM: readonly Doer[] = ['system'];
const OUT = ['sent', 'undelivered', 'received', 'accepted', 'declined'] as const;

const DISCLOSURE: Life<DisclosureState, DisclosureAction, DisclosureGuard> = {
  prepare: { from: ['none'], to: 'prepared', by: CASEWORK, guards: 5 },
  approve: { from: ['prepared'], to: 'approved', by: ['supervisor', 'child-protection-specialist'], guards: 6 },
  send: { from: ['approved', 'sent'], to: 'sent', by: SYSTEM, guards: 4 },
  'give-up': { from: ['sent'], to: 'undelivered', by: SYSTEM, guards: 1 },
  'send-again': { from: ['undelivered'], to: 'approved', by: ['liaison', 'supervisor'], guards: 2 },
  'note-receipt': { from: ['sent'], to: 'received', by: SYSTEM, guards: 1 },
  'note-acceptance': { from: ['received'], to: 'accepted', by: SYSTEM, guards: 1 },
  'note-refusal': { from: ['received'], to: 'declined', by: SYSTEM, guards: 1 },
  correct: [
    { from: ['received'], to: 'received', by: CASEWORK, guards: 0 },
    { from: ['accepted'], to: 'accepted', by: CASEWORK, guards: 0 },
  ],
  cancel: { from: ['prepared', 'approved'], to: 'cancelled', by: [...CASEWORK, 'steward', 'system'], guards: 1 },
  recall: { from: OUT, to: 'recalled', by: [...CASEWORK, 'steward', 'system'], guards: 1 },
  'note-deletion': { from: ['recalled'], to: 'deleted', by: SYSTEM, guards: 1 },
};

const RECALL: Life<RecallState, RecallAction, RecallGuard> = {
  order: { from: ['none'], to: 'ordered', by: [...CASEWORK, 'steward', 'system'], guards: 0 },
  'note-receipt': { from: ['ordered'], to: 'acknowledged', by: SYSTEM, guards: 1 },
  'note-certificate': {
    from: ['ordered', 'acknowledged', 'overdue', 'excused'],
    to: 'certified',
    by: SYSTEM,
    guards: 1,
  },
  escalate: { from: ['ordered', 'acknowledged'], to: 'overdue', by: SYSTEM, guards: 1 },
  excuse: { from: ['acknowledged', 'overdue'], to: 'excused', by: ['steward'], guards: 1 },
};

const RECORD: Life<PartnerRecordState, PartnerRecordAction, PartnerRecordGuard> = {
  receive: { from: ['none'], to: 'received', by: SYSTEM, guards: 2 },
  accept: { from: ['received'], to: 'accepted', by: [...CASEWORK, 'liaison'], guards: 1 },
  decline: { from: ['received'], to: 'declined', by: [...CASEWORK, 'liaison'], guards: 0 },
  freeze: { from: ['received', 'accepted', 'declined'], to: 'frozen', by: SYSTEM, guards: 1 },
  keep: { from: ['frozen'], to: 'kept', by: ['steward'], guards: 1 },
  delete: {
    from: ['received', 'accepted', 'declined', 'frozen', 'kept'],
    to: 'deleted',
    by: ['system', 'steward'],
    guards: 1,
  },
};

describe('what crosses the border', () => {
  it('is disclosed in ten states by twelve actions: 132 pairs, 19 of them possible, each as its life says', () => {
    expect(walk(disclosureWorkflow, DISCLOSURE)).toEqual({ pairs: 132, possible: 19, departures: [] });
  });

  it('is recalled in five states by five actions: 30 pairs, 10 of them possible, each as its life says', () => {
    expect(walk(recallWorkflow, RECALL)).toEqual({ pairs: 30, possible: 10, departures: [] });
  });

  it('is held in six states by six actions: 42 pairs, 12 of them possible, each as its life says', () => {
    expect(walk(partnerRecordWorkflow, RECORD)).toEqual({ pairs: 42, possible: 12, departures: [] });
  });
});
