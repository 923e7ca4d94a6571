import { describe, expect, it } from '@jest/globals';
import { problemOf } from './check-row.js';
import { BASIS_OF_IMPORTS } from './import-row.js';
import { LIMITS } from '#libs/people';
import { beyondLimits } from './limits.js';
import { notesOf } from './notes.js';

const { counts, lengths } = LIMITS;
const person = { names: [{ text: 'Ada', kind: 'usual' as const }] };
const input = {
  kind: 'elderly' as const,
  registeredOn: '2026-01-01',
  person,
  basis: BASIS_OF_IMPORTS,
};

describe('a record', () => {
  it.each([
    ['a name', 'person.names.0.text', lengths.name, (text: string) => ({ person: { names: [{ text }] } })],
    [
      'a part of a name',
      'person.names.0.parts.0.text',
      lengths.namePart,
      (text: string) => ({ person: { names: [{ parts: [{ text }] }] } }),
    ],
    [
      "a relative's name",
      'person.relatives.0.names.0.text',
      lengths.name,
      (text: string) => ({ person: { relatives: [{ names: [{ text }] }] } }),
    ],
    ['a place', 'person.places.0.text', lengths.place, (text: string) => ({ person: { places: [{ text }] } })],
    ['a phone', 'person.contacts.0.value', lengths.contact, (value: string) => ({ person: { contacts: [{ value }] } })],
    ['a language', 'person.languages.0', lengths.language, (text: string) => ({ person: { languages: [text] } })],
    ['circumstances', 'circumstances', lengths.text, (circumstances: string) => ({ circumstances })],
    ['a note', 'notes.0.text', lengths.text, (text: string) => ({ notes: [{ text }] })],
  ])('may hold %s up to its length and not one character more', (_, path, most, holding) => {
    expect(beyondLimits(holding('x'.repeat(most)))).toEqual([]);
    expect(beyondLimits(holding('x'.repeat(most + 1)))).toMatchObject([{ path, code: 'input.too-long' }]);
  });

  it('may hold so many names and no more', () => {
    const names = (count: number) => ({ person: { names: Array.from({ length: count }, () => ({ text: 'x' })) } });
    expect(beyondLimits(names(counts.names))).toEqual([]);
    expect(beyondLimits(names(counts.names + 1))).toMatchObject([{ path: 'person.names', code: 'input.too-many' }]);
  });

  it.each([
    ['is fine', input, undefined],
    ['from tomorrow', { ...input, registeredOn: '2026-03-02' }, 'date.in-future'],
    [
      'with a birth that does not exist',
      { ...input, person: { ...person, birth: { year: 2001, month: 13 } } },
      'date.impossible',
    ],
    [
      "with a relative's impossible age",
      {
        ...input,
        person: {
          ...person,
          relatives: [{ kind: 'mother' as const, names: person.names, birth: { age: 200, statedOn: '2026-01-01' } }],
        },
      },
      'date.impossible',
    ],
    [
      'with consent of nobody',
      { ...input, basis: { ...BASIS_OF_IMPORTS, legalBasis: 'consent' as const } },
      'basis.consent-not-given',
    ],
  ])('that %s is answered before the database is asked', (_, record, code) => {
    expect(problemOf(record, new Date('2026-03-01T00:00:00Z'))?.code).toBe(code);
  });
});

describe('a text longer than a note may be', () => {
  it('becomes several notes that hold all of it, and no half characters', () => {
    const text = `${'x'.repeat(lengths.text - 1)}😀`.repeat(3);
    const notes = notesOf({ text, sourceId: 'n' });
    expect(notes.map((note) => note.text).join('')).toBe(text);
    expect(beyondLimits({ notes })).toEqual([]);
    for (const note of notes) expect(note.text.isWellFormed()).toBe(true);
    expect(new Set(notes.map(({ sourceId }) => sourceId)).size).toBe(notes.length);
  });
});
