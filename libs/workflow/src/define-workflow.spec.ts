import { defineWorkflow, WorkflowTableWrong } from './define-workflow.js';
import type { AnyWorkflow } from './table.js';

type AnyTransition = AnyWorkflow['transitions'][number];

const create: AnyTransition = {
  action: 'write',
  from: 'none',
  to: 'draft',
  by: ['caseworker'],
  guards: [],
  emits: 'letters.written',
};
const send: AnyTransition = {
  action: 'send',
  from: ['draft'],
  to: 'sent',
  by: ['caseworker'],
  guards: ['address-known'],
  deadline: { name: 'reply', days: 30 },
  emits: 'letters.sent',
};
const letter: AnyWorkflow = {
  name: 'letter',
  title: 'Letter',
  about: [],
  states: ['draft', 'sent'],
  initial: 'draft',
  terminal: ['sent'],
  guards: { 'address-known': 'Ask for the address.' },
  transitions: [create, send],
};
const with_ = (change: Partial<AnyWorkflow>): AnyWorkflow => ({ ...letter, ...change });
const sending = (change: Partial<AnyTransition>) => with_({ transitions: [create, { ...send, ...change }] });

describe('a workflow table', () => {
  it('is accepted as it is where it holds together', () => {
    expect(defineWorkflow(letter)).toBe(letter);
  });

  it.each<[string, AnyWorkflow, string]>([
    ['a state twice', with_({ states: ['draft', 'sent', 'sent'] }), 'state "sent" stands there twice'],
    ['an unknown first state', with_({ initial: 'idea' }), 'unknown state "idea"'],
    ['an unknown last state', with_({ terminal: ['sent', 'burnt'] }), 'unknown state "burnt"'],
    ['no last state', with_({ terminal: [] }), 'no terminal state'],
    ['a state called none', with_({ states: ['draft', 'sent', 'none'] }), '"none" is no state'],
    ['a step from an unknown state', sending({ from: ['draft', 'idea'] }), '"send": unknown state "idea"'],
    ['a step to an unknown state', sending({ to: 'burnt' }), '"send": unknown state "burnt"'],
    ['a step from nowhere', sending({ from: [] }), '"send" starts nowhere'],
    ['a step for nobody', sending({ by: [] }), '"send" is for nobody'],
    ['an unknown guard', sending({ guards: ['address-known', 'stamped'] }), '"send": unknown guard "stamped"'],
    [
      'a guard with the name of something every object has',
      sending({ guards: ['address-known', 'toString'] }),
      'guard "toString"',
    ],
    [
      'a guard twice',
      sending({ guards: ['address-known', 'address-known'] }),
      'guard "address-known" stands there twice',
    ],
    ['a guard nobody asks', sending({ guards: [] }), 'guard "address-known" is never asked'],
    ['a deadline of no days', sending({ deadline: { name: 'reply', days: 0 } }), 'the deadline is not in the future'],
    ['a deadline of no hours', sending({ deadline: { name: 'reply', hours: 0 } }), 'the deadline is not in the future'],
    ['an event without a lib', sending({ emits: 'sent' }), '"sent" is no topic'],
    ['no step that creates', with_({ transitions: [send] }), 'no step creates the record'],
    [
      'a record created in a later state',
      with_({ transitions: [{ ...create, to: 'sent' }, send] }),
      '"write" creates the record in "sent", not in "draft"',
    ],
    [
      'the same step twice from one state',
      with_({ transitions: [create, send, { ...send, to: 'draft' }] }),
      '"send" from "draft" stands there twice',
    ],
    [
      'a state that nothing leads to',
      with_({ states: ['draft', 'sent', 'lost'], terminal: ['sent', 'lost'] }),
      'state "lost" is never reached',
    ],
    [
      'a state that nothing leads out of',
      with_({
        states: ['draft', 'sent', 'lost'],
        transitions: [create, send, { ...send, action: 'lose', to: 'lost' }],
      }),
      'from "lost" there is no way to an end',
    ],
    [
      'two states that only lead to each other',
      with_({
        states: ['draft', 'sent', 'lost', 'found'],
        transitions: [
          create,
          send,
          { ...send, action: 'lose', to: 'lost' },
          { ...send, action: 'find', from: ['lost'], to: 'found' },
          { ...send, action: 'lose', from: ['found'], to: 'lost' },
        ],
      }),
      'from "lost" there is no way to an end',
    ],
  ])('is refused with %s', (_what, table, mistake) => {
    expect(() => defineWorkflow(table)).toThrow(WorkflowTableWrong);
    expect(() => defineWorkflow(table)).toThrow(mistake);
  });

  it('is refused with all its mistakes at once', () => {
    const wrong = sending({ by: [], emits: 'sent' });
    expect(() => defineWorkflow(wrong)).toThrow('"send" is for nobody');
    expect(() => defineWorkflow(wrong)).toThrow('"sent" is no topic');
  });

  it('may name one step twice where it starts from different states', () => {
    const resend = { ...send, from: ['sent'], to: 'sent' };
    expect(() => defineWorkflow(with_({ transitions: [create, send, resend] }))).not.toThrow();
  });
});
