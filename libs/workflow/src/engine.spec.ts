import { defineWorkflow } from './define-workflow.js';
import { available, availableToPeople, next } from './engine.js';
import { GuardNotMet, NotYours, TransitionRefused } from './workflow.errors.js';

const letter = defineWorkflow({
  name: 'letter',
  title: 'Letter',
  about: [],
  states: ['draft', 'checked', 'sent'],
  initial: 'draft',
  terminal: ['sent'],
  guards: { 'address-known': 'Ask for the address.', 'family-news-only': 'Take out what is no family news.' },
  transitions: [
    { action: 'write', from: 'none', to: 'draft', by: ['caseworker', 'portal'], guards: [], emits: 'letters.written' },
    {
      action: 'check',
      from: ['draft'],
      to: 'checked',
      by: ['supervisor'],
      guards: ['family-news-only'],
      emits: 'letters.checked',
    },
    {
      action: 'send',
      from: ['checked'],
      to: 'sent',
      by: ['caseworker', 'supervisor'],
      guards: ['address-known', 'family-news-only'],
      deadline: { name: 'reply', days: 30 },
      emits: 'letters.sent',
    },
  ],
});
const allMet = { 'address-known': true, 'family-news-only': true };

describe('taking a step', () => {
  it('leads to the state of the table, and hands back the whole step', () => {
    const { to, transition } = next(letter, 'checked', 'send', 'caseworker', allMet);
    expect(to).toBe('sent');
    expect(transition).toMatchObject({ emits: 'letters.sent', deadline: { name: 'reply', days: 30 } });
  });

  it('creates the record from nothing, and only from nothing', () => {
    expect(next(letter, 'none', 'write', 'portal', {}).to).toBe('draft');
    expect(() => next(letter, 'draft', 'write', 'portal', {})).toThrow(TransitionRefused);
    expect(() => next(letter, 'none', 'send', 'caseworker', allMet)).toThrow(TransitionRefused);
  });

  it('is refused where the table has no such step, as a conflict that names the state in plain words', () => {
    expect(refusal(() => next(letter, 'sent', 'check', 'supervisor', allMet))).toMatchObject({
      code: 'workflow.not-allowed-now',
      kind: 'conflict',
      message: expect.stringContaining('"sent"'),
    });
  });

  it('is refused to others, and says who takes it', () => {
    const attempt = () => next(letter, 'checked', 'send', 'analyst', allMet);
    expect(attempt).toThrow(NotYours);
    expect(refusal(attempt)).toMatchObject({
      code: 'workflow.not-yours',
      kind: 'forbidden',
      message: expect.stringContaining('a caseworker or a supervisor'),
    });
  });

  it('is refused with one violation for each guard that is false or not known', () => {
    const attempt = () => next(letter, 'checked', 'send', 'caseworker', { 'address-known': false });
    expect(attempt).toThrow(GuardNotMet);
    expect(refusal(attempt)).toMatchObject({
      code: 'workflow.guard-not-met',
      kind: 'conflict',
      violations: [
        { path: '', code: 'address-known', message: 'Ask for the address.' },
        { path: '', code: 'family-news-only', message: 'Take out what is no family news.' },
      ],
    });
  });
});

describe('the steps on offer', () => {
  it('are those that leave the state', () => {
    expect(available(letter, 'none', 'portal', {})).toEqual([{ action: 'write', allowed: true, reasons: [] }]);
    expect(available(letter, 'checked', 'caseworker', allMet)).toEqual([
      { action: 'send', allowed: true, reasons: [] },
    ]);
    expect(available(letter, 'sent', 'caseworker', allMet)).toEqual([]);
  });

  it('stay open while a guard is not known yet, for it may be answered while taking the step', () => {
    expect(available(letter, 'checked', 'caseworker', { 'address-known': true })[0]).toMatchObject({ allowed: true });
  });

  it('are closed with the reason of every guard that is known to be unmet', () => {
    expect(available(letter, 'checked', 'caseworker', { ...allMet, 'address-known': false })).toEqual([
      { action: 'send', allowed: false, reasons: [{ code: 'address-known', message: 'Ask for the address.' }] },
    ]);
  });

  it('are closed to others, and say who takes them', () => {
    expect(available(letter, 'draft', 'caseworker', allMet)).toEqual([
      {
        action: 'check',
        allowed: false,
        reasons: [{ code: 'workflow.not-yours', message: 'This step is for a supervisor. Ask them to take it.' }],
      },
    ]);
  });

  it('are without what only Relink does, where they are for people', () => {
    const [write, check, send] = letter.transitions;
    const counted = { ...letter, transitions: [write!, { ...check!, by: ['system' as const] }, send!] };
    expect(available(counted, 'draft', 'caseworker', allMet)).toHaveLength(1);
    expect(availableToPeople(counted, 'draft', 'caseworker', allMet)).toEqual([]);
    expect(availableToPeople(counted, 'checked', 'caseworker', allMet)).toHaveLength(1);
  });
});

function refusal(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
}
