import { describe, expect, it } from '@jest/globals';
import type { RegistrationInput } from '../registration-details.js';
import { fitted } from './fit.js';
import { BASIS_OF_IMPORTS } from './import-row.js';
import { beyondLimits } from './limits.js';

function fit(change: Partial<RegistrationInput>) {
  const person = { names: [{ text: 'Ada', kind: 'usual' as const }] };
  const input = { kind: 'elderly' as const, registeredOn: '2026-01-01', person, basis: BASIS_OF_IMPORTS, ...change };
  const row = fitted({ line: 2, input, warnings: [] });
  if (!('input' in row)) throw new Error('refused');
  return row;
}

const names = [{ text: 'Ada', kind: 'usual' as const }];
const long = (length: number) => `START${'x'.repeat(length)}END`;
const place = { kind: 'residence' as const, text: 'Mill Lane' };

describe('what is too long for its place', () => {
  it.each<[string, Partial<RegistrationInput>, string]>([
    [
      'a postcode',
      { person: { names, places: [place, { ...place, postcode: long(20) }] } },
      'person.places.1.postcode',
    ],
    ['a place', { person: { names, places: [{ ...place, text: long(500) }] } }, 'person.places.0'],
    ['an occupation', { person: { names, occupation: long(500) } }, 'person.occupation'],
    ['a phone', { person: { names, contacts: [{ kind: 'phone', value: long(300) }] } }, 'person.contacts.0'],
    ['circumstances', { circumstances: long(10_000) }, 'circumstances'],
    [
      'too many names',
      { person: { names: [...Array.from({ length: 10 }, () => names[0]!), { ...names[0]!, text: long(9) }] } },
      'person.names',
    ],
    [
      "a relative's name",
      { person: { names, relatives: [{ kind: 'mother', names: [{ text: long(200), kind: 'usual' }] }] } },
      'person.relatives.0',
    ],
  ])('moves into a note: %s', (_, change, path) => {
    const { input, warnings } = fit(change);
    expect(warnings).toMatchObject([{ path, code: 'import.moved-to-note' }]);
    expect(beyondLimits(input)).toEqual([]);
    const words = input.notes?.map(({ text }) => text).join('') ?? '';
    expect(words).toMatch(/START[^]*END/);
    expect(words.startsWith(`${path}: `)).toBe(true);
  });

  it('leaves the rest of the entry in its place', () => {
    expect(fit({ person: { names, places: [{ ...place, postcode: long(20) }] } }).input.person.places).toEqual([place]);
  });

  it('does not move the name a person is called by, which is then refused', () => {
    const { input, warnings } = fit({ person: { names: [{ text: long(200), kind: 'usual' }] } });
    expect(warnings).toEqual([]);
    expect(beyondLimits(input)).toMatchObject([{ path: 'person.names.0.text' }]);
  });
});
