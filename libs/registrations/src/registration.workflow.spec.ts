import { walk, type Life } from '#libs/testing';
import { type Doer } from '#libs/workflow';
import {
  registrationWorkflow as table,
  type RegistrationAction as Action,
  type RegistrationGuard as Guard,
  type RegistrationState as State,
} from './registration.workflow.js';

const RECORDERS: readonly Doer[] = ['intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist'];
const CASEWORKERS: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];

/** The same life written down a second time, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  register: { from: ['none'], to: 'active', by: RECORDERS, guards: 1 },
  correct: { from: ['active'], to: 'active', by: CASEWORKERS, guards: 2 },
  'record-care': { from: ['active'], to: 'active', by: CASEWORKERS, guards: 2 },
  'propose-best-interests': { from: ['active'], to: 'active', by: CASEWORKERS, guards: 4 },
  'decide-best-interests': {
    from: ['active'],
    to: 'active',
    by: ['supervisor', 'child-protection-specialist'],
    guards: 4,
  },
  'plan-follow-up': { from: ['active'], to: 'active', by: CASEWORKERS, guards: 1 },
  'record-follow-up': { from: ['active'], to: 'active', by: RECORDERS, guards: 1 },
  'record-wishes': { from: ['active'], to: 'active', by: RECORDERS, guards: 2 },
  close: { from: ['active'], to: 'closed', by: ['supervisor'], guards: 4 },
  'run-out': { from: ['active'], to: 'closed', by: ['system'], guards: 1 },
  withdraw: { from: ['active'], to: 'withdrawn', by: CASEWORKERS, guards: 0 },
  reopen: { from: ['closed'], to: 'active', by: ['supervisor'], guards: 1 },
};

describe('a registration', () => {
  it('knows three states and twelve actions: 48 pairs, 12 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 48, possible: 12, departures: [] });
  });

  it('of a child or detainee is followed up within 72 hours, of anyone else within thirty days', () => {
    const register = table.transitions.find(({ action }) => action === 'register');
    expect(register?.deadline).toEqual({
      name: 'follow-up',
      days: 30,
      urgent: { when: 'child or detainee', hours: 72 },
    });
  });

  it('tells the others about each action under a name of its own', () => {
    expect(new Set(table.transitions.map(({ emits }) => emits)).size).toBe(table.transitions.length);
  });
});
