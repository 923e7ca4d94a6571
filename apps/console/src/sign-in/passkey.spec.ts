import { mishapOf } from './passkey.js';

const named = (name: string) => Object.assign(new Error('whatever a browser says'), { name });

describe('mishapOf', () => {
  it.each([
    ['NotAllowedError', 'left'],
    ['AbortError', 'left'],
    ['InvalidStateError', 'known-already'],
    ['NotSupportedError', 'not-able'],
    ['SecurityError', 'other-address'],
    ['ApiProblem', undefined],
    ['TypeError', undefined],
  ])('reads %s as %s', (name, mishap) => {
    expect(mishapOf(named(name))).toBe(mishap);
  });
});
