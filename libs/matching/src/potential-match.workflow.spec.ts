import { walk, type Life } from '#libs/testing';
import { type Doer } from '#libs/workflow';
import {
  potentialMatchWorkflow as table,
  type PotentialMatchAction as Action,
  type PotentialMatchGuard as Guard,
  type PotentialMatchState as State,
} from './potential-match.workflow.js';

const REVIEWER: readonly Doer[] = ['caseworker'];
const SECOND: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const SUPERVISOR: readonly Doer[] = ['supervisor'];

/** The same life written down a second time, from the domain's page, so that a slip in the table is noticed. */
const LIFE: Life<State, Action, Guard> = {
  propose: {
    from: ['none'],
    to: 'proposed',
    by: ['system', 'caseworker'],
    guards: ['permit-for-matching-on-both-sides', 'not-suppressed'],
  },
  take: { from: ['proposed'], to: 'in-review', by: REVIEWER, guards: ['assigned-to-either-side'] },
  'ask-for-evidence': {
    from: ['in-review'],
    to: 'needs-information',
    by: REVIEWER,
    guards: ['reviewer-of-this-match', 'evidence-question-asked'],
  },
  'resume-review': {
    from: ['needs-information'],
    to: 'in-review',
    by: REVIEWER,
    guards: ['reviewer-of-this-match', 'evidence-arrived'],
  },
  reject: [
    {
      from: ['in-review', 'needs-information'],
      to: 'rejected',
      by: REVIEWER,
      guards: ['reviewer-of-this-match', 'reason-given'],
    },
    { from: ['probable'], to: 'rejected', by: SECOND, guards: ['not-the-first-reviewer', 'reason-given'] },
  ],
  'judge-probable': {
    from: ['in-review'],
    to: 'probable',
    by: REVIEWER,
    guards: ['reviewer-of-this-match', 'reason-given'],
  },
  confirm: {
    from: ['probable'],
    to: 'confirmed',
    by: SECOND,
    guards: ['not-the-first-reviewer', 'reason-given', 'child-confirmed-by-specialist', 'death-from-documented-source'],
  },
  reassign: [
    { from: ['in-review'], to: 'in-review', by: SUPERVISOR, guards: ['new-reviewer-named'] },
    { from: ['needs-information'], to: 'needs-information', by: SUPERVISOR, guards: ['new-reviewer-named'] },
  ],
  release: {
    from: ['in-review', 'needs-information'],
    to: 'proposed',
    by: ['system'],
    guards: ['reviewer-gone'],
  },
  withdraw: {
    from: ['proposed', 'in-review', 'needs-information', 'probable'],
    to: 'superseded',
    by: ['system'],
    guards: ['no-longer-looked-for'],
  },
  reopen: { from: ['confirmed', 'rejected'], to: 'in-review', by: SUPERVISOR, guards: ['reason-given'] },
  supersede: { from: ['confirmed', 'rejected'], to: 'superseded', by: SUPERVISOR, guards: ['reason-given'] },
};

describe('a potential match', () => {
  it('knows seven states and twelve actions: 96 pairs, 21 of them possible, each as its life says', () => {
    expect(walk(table, LIFE)).toEqual({ pairs: 96, possible: 21, departures: [] });
  });

  it('is never confirmed, judged or rejected by the system', () => {
    const bySystem = table.transitions.filter(({ by }) => by.includes('system')).map(({ action }) => action);
    expect(bySystem).toEqual(['propose', 'release', 'withdraw']);
  });

  it('is confirmed only after two different people looked at it', () => {
    const ways = table.transitions.filter(({ to }) => to === 'confirmed');
    expect(ways.map(({ from, guards }) => [from, guards.includes('not-the-first-reviewer')])).toEqual([
      [['probable'], true],
    ]);
    expect(table.transitions.filter(({ to }) => to === 'probable').map(({ from }) => from)).toEqual([['in-review']]);
  });
});
