import { describe, expect, it } from '@jest/globals';
import { walk, type Life } from '#libs/testing';
import { type Doer } from '#libs/workflow';
import {
  listWorkflow as table,
  type ListAction as Action,
  type ListGuard as Guard,
  type ListState as State,
} from './list.workflow.js';

const BRING_IN: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const SYSTEM: readonly Doer[] = ['system'];

/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  announce: { from: ['none'], to: 'announced', by: BRING_IN, guards: 0 },
  receive: { from: ['announced'], to: 'uploaded', by: BRING_IN, guards: 1 },
  recognise: { from: ['uploaded'], to: 'recognised', by: SYSTEM, guards: 0 },
  refuse: { from: ['uploaded', 'checking', 'importing', 'comparing'], to: 'failed', by: SYSTEM, guards: 0 },
  check: { from: ['recognised', 'checked'], to: 'checking', by: BRING_IN, guards: 2 },
  'finish-check': { from: ['checking'], to: 'checked', by: SYSTEM, guards: 0 },
  start: { from: ['checked'], to: 'importing', by: BRING_IN, guards: 2 },
  finish: { from: ['importing'], to: 'imported', by: SYSTEM, guards: 0 },
  compare: { from: ['recognised', 'checked'], to: 'comparing', by: ['caseworker'], guards: 2 },
  'finish-comparison': { from: ['comparing'], to: 'compared', by: SYSTEM, guards: 0 },
  close: { from: ['compared'], to: 'closed', by: ['caseworker'], guards: 1 },
  cancel: {
    from: ['announced', 'uploaded', 'recognised', 'checking', 'checked', 'importing', 'comparing', 'compared'],
    to: 'cancelled',
    by: BRING_IN,
    guards: 0,
  },
  'run-out': {
    from: ['announced', 'uploaded', 'recognised', 'checking', 'checked', 'importing', 'comparing', 'compared'],
    to: 'cancelled',
    by: SYSTEM,
    guards: 0,
  },
};

describe('a list of people', () => {
  it('knows twelve states and thirteen actions: 169 pairs, 32 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 169, possible: 32, departures: [] });
  });
});
