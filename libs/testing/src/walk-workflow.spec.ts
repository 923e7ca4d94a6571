import { defineWorkflow } from '#libs/workflow';
import { walk, type Life } from './walk-workflow.js';

const letter = defineWorkflow({
  name: 'letter',
  title: 'Letter',
  about: [],
  states: ['written', 'sent'],
  initial: 'written',
  terminal: ['sent'],
  guards: { 'has-address': 'Give it an address.', 'has-stamp': 'Put a stamp on it.' },
  transitions: [
    { action: 'write', from: 'none', to: 'written', by: ['caseworker'], guards: [], emits: 'letters.written' },
    {
      action: 'send',
      from: ['written'],
      to: 'sent',
      by: ['caseworker', 'supervisor'],
      guards: ['has-address', 'has-stamp'],
      emits: 'letters.sent',
    },
  ],
});
const LIFE: Life<'written' | 'sent', 'write' | 'send', 'has-address' | 'has-stamp'> = {
  write: { from: ['none'], to: 'written', by: ['caseworker'], guards: 0 },
  send: { from: ['written'], to: 'sent', by: ['caseworker', 'supervisor'], guards: ['has-stamp', 'has-address'] },
};

describe('a walk through a table', () => {
  it('finds nothing where the table is what its life says', () => {
    expect(walk(letter, LIFE)).toEqual({ pairs: 6, possible: 2, departures: [] });
  });

  it.each<[string, Partial<typeof LIFE>, string]>([
    ['a state', { write: { from: ['none'], to: 'sent', by: ['caseworker'], guards: 0 } }, 'none, write: caseworker'],
    ['a doer', { write: { from: ['none'], to: 'written', by: ['steward'], guards: 0 } }, 'none, write: steward gets'],
    [
      'a step missing from the table',
      { write: { ...way('write'), from: ['none', 'sent'] } },
      'sent, write: caseworker',
    ],
    ['a step too many in the table', { send: { ...way('send'), from: [] } }, 'written, send: caseworker gets sent'],
    ['how many conditions', { send: { ...way('send'), guards: 1 } }, 'written, send: conditions are 2, not 1'],
    ['which condition', { send: { ...way('send'), guards: ['has-stamp'] } }, 'not has-stamp'],
  ])('finds another %s', (_, other, departure) => {
    expect(walk(letter, { ...LIFE, ...other }).departures.join('\n')).toContain(departure);
  });

  it('finds a step that its life does not tell of', () => {
    const { write } = LIFE;
    expect(walk(letter, { write } as typeof LIFE).departures).toContain('send: not in the life');
  });

  it('finds the step of another state where one word stands for two', () => {
    const ways = [way('send'), { ...way('send'), from: ['sent'] as const, guards: 0 }];
    expect(walk(letter, { ...LIFE, send: ways }).departures).toContain(
      'sent, send: caseworker gets TransitionRefused, not sent',
    );
  });
});

function way(action: 'write' | 'send') {
  return LIFE[action] as { from: ('written' | 'none')[]; to: 'written' | 'sent'; by: ['caseworker']; guards: number };
}
