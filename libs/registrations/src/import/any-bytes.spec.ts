import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problemOf } from './check-row.js';
import { ImportRefused } from './import.errors.js';
import { openBytes } from './open-import.js';

const NOW = new Date('2026-03-01T12:00:00Z');

/** Reads a file to its end: 'read', or 'refused' by a typed refusal. Anything else is a crash. */
async function reading(bytes: Uint8Array): Promise<'read' | 'refused'> {
  const source = async function* () {
    yield await Promise.resolve(bytes);
  };
  try {
    const file = await openBytes(source, 'list', { now: NOW });
    for await (const row of file.rows()) {
      if (row.line < 1) throw new Error('a row without a place');
      if ('problem' in row) expect(row.problem.code).toMatch(/^import\./);
      else problemOf(row.input, NOW);
    }
    return 'read';
  } catch (error) {
    if (error instanceof ImportRefused) return 'refused';
    throw error;
  }
}

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '""', '\n', '\r', '0000-00-00', '19151331', '99999999', '-', '١٢', '999', '\0', 'uuid', '30-10'),
);
const headers = ['id', 'given_name', 'surname', 'dob', 'age', 'sex', 'kind', 'country', 'notes', 'registered_on'];

describe('a file of anything at all', () => {
  it('is read or refused, never a crash: bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(['read', 'refused']).toContain(await reading(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('is read or refused, never a crash: cells under known columns', async () => {
    const rows = fc.array(fc.array(cell, { minLength: headers.length, maxLength: headers.length }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const csv = [headers, ...cells].map((row) => row.join(',')).join('\n');
        expect(['read', 'refused']).toContain(await reading(Buffer.from(csv)));
      }),
      { numRuns: 300 },
    );
  });

  it('is read or refused, never a crash: pieces of PFIF', async () => {
    const field = fc.constantFrom(
      'full_name',
      'age',
      'date_of_birth',
      'expiry_date',
      'source_date',
      'note',
      'person',
      'status',
      'sex',
    );
    const piece = fc.oneof(
      fc.tuple(field, cell).map(([name, text]) => `<${name}>${text}</${name}>`),
      field.map((name) => `<${name}>`),
      field.map((name) => `</${name}>`),
      fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', '&amp;', '&#0;', '&x;', '<!DOCTYPE x>', '<?x?>', '<x:y/>'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const xml = `<pfif xmlns="http://zesty.ca/pfif/1.4"><person>${pieces.join('')}</person></pfif>`;
        expect(['read', 'refused']).toContain(await reading(Buffer.from(xml)));
      }),
      { numRuns: 500 },
    );
  });

  it('that is well-formed PFIF keeps every word of its person and notes', async () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    const fields = fc.dictionary(
      fc.constantFrom('description', 'author_name', 'source_url', 'sex', 'age', 'home_city', 'photo_url', 'unheard_of'),
      word,
    );
    await fc.assert(
      fc.asyncProperty(word, fields, fc.array(fields, { maxLength: 3 }), async (name, person, notes) => {
        const xml = (record: Record<string, string>) =>
          Object.entries(record)
            .map(([field, text]) => `<${field}>${text}</${field}>`)
            .join('');
        const body = `<full_name>${name}</full_name>${xml(person)}${notes.map((note) => `<note>${xml(note)}</note>`).join('')}`;
        const source = async function* () {
          yield await Promise.resolve(
            Buffer.from(`<pfif xmlns="http://zesty.ca/pfif/1.4"><person>${body}</person></pfif>`),
          );
        };
        const kept: string[] = [];
        for await (const row of (await openBytes(source, 'list', { now: NOW })).rows()) kept.push(JSON.stringify(row));
        for (const text of [name, ...Object.values(person), ...notes.flatMap((note) => Object.values(note))])
          expect(kept.join()).toContain(text);
      }),
    );
  });
});
