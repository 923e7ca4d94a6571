import { walk, type Life } from '#libs/testing';
import { type AnyWorkflow } from '#libs/workflow';
import { breachWorkflow } from './breach.workflow.js';
import { retentionWorkflow } from './retention.workflow.js';
import { rightsRequestWorkflow } from './rights-request.workflow.js';

/** The same lives written down a second time, so that a slip in a table is noticed. */
const LIVES: readonly (readonly [string, AnyWorkflow, Life<string, string, string>, possible: number])[] = [
  [
    'retention',
    retentionWorkflow,
    {
      start: { from: ['none'], to: 'running', by: ['system'], guards: 0 },
      'start-again': { from: ['stopped'], to: 'running', by: ['system'], guards: 0 },
      'fall-due': { from: ['running', 'archived'], to: 'due', by: ['system'], guards: 1 },
      stop: { from: ['running', 'due', 'on-hold', 'archived'], to: 'stopped', by: ['system'], guards: 0 },
      hold: { from: ['running', 'due', 'archived'], to: 'on-hold', by: ['steward', 'system'], guards: 1 },
      'lift-hold': { from: ['on-hold'], to: 'running', by: ['steward'], guards: 0 },
      archive: { from: ['due'], to: 'archived', by: ['steward'], guards: 1 },
      anonymise: { from: ['due'], to: 'anonymised', by: ['steward'], guards: 0 },
      erase: { from: ['due'], to: 'erased', by: ['steward'], guards: 0 },
    },
    15,
  ],
  [
    'a rights request',
    rightsRequestWorkflow,
    {
      receive: { from: ['none'], to: 'received', by: ['caseworker', 'supervisor', 'steward', 'portal'], guards: 0 },
      'check-identity': {
        from: ['received'],
        to: 'identity-checked',
        by: ['caseworker', 'supervisor', 'steward'],
        guards: 1,
      },
      extend: { from: ['identity-checked'], to: 'identity-checked', by: ['steward'], guards: 2 },
      answer: { from: ['identity-checked'], to: 'answered', by: ['steward'], guards: 1 },
      refuse: { from: ['received', 'identity-checked'], to: 'refused', by: ['steward'], guards: 1 },
    },
    6,
  ],
  [
    'a breach',
    breachWorkflow,
    {
      open: { from: ['none'], to: 'opened', by: ['steward'], guards: 0 },
      assess: { from: ['opened'], to: 'assessed', by: ['steward'], guards: 2 },
      notify: { from: ['assessed'], to: 'notified', by: ['steward'], guards: 1 },
      'judge-not-notifiable': { from: ['assessed'], to: 'not-notifiable', by: ['steward'], guards: 1 },
      close: { from: ['notified', 'not-notifiable'], to: 'closed', by: ['steward'], guards: 1 },
    },
    6,
  ],
];

describe.each(LIVES)('%s', (_, table, life, possible) => {
  it('does in every state what its life says, and nothing else', () => {
    expect(walk(table, life)).toMatchObject({ possible, departures: [] });
  });
});
