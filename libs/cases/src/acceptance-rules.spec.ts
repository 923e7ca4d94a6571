import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAcceptanceRules } from './acceptance-rules.js';

const folder = mkdtempSync(join(tmpdir(), 'relink-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SHIPPED = readAcceptanceRules();

function read(document: unknown) {
  const path = join(folder, 'rules.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return readAcceptanceRules(path);
}

describe('The rules of acceptance of a Society', () => {
  it('are those of its own document, and else those that come along', () => {
    const own = { ...SHIPPED, mostDegrees: 2, exclusions: [{ relations: ['cousin'], message: 'Ask the archive.' }] };
    expect(read(own)).toEqual(own);
    expect(SHIPPED.causes).toContain('armed-conflict');
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'RELINK_ACCEPTANCE_RULES is not JSON'],
    ['a list', [], 'must be an object'],
    ['a rule that is missing', { ...SHIPPED, causes: undefined }, 'causes is missing'],
    ['no cause at all', { ...SHIPPED, causes: [] }, 'causes must be a list of'],
    ['a cause nobody knows', { ...SHIPPED, causes: ['boredom'] }, 'causes must be a list of'],
    ['a number in words', { ...SHIPPED, mostDegrees: 'four' }, 'mostDegrees must be a whole number'],
    ['immigration status', { ...SHIPPED, immigrationStatus: 'regular' }, 'immigrationStatus is not known here'],
    ['an exclusion of everybody', { ...SHIPPED, exclusions: [{ message: 'No.' }] }, 'exclusions.0 needs a condition'],
    [
      'an exclusion without words',
      { ...SHIPPED, exclusions: [{ causes: ['migration'], relations: ['cousin'] }] },
      'exclusions.0.message is missing',
    ],
  ])('are refused while a process starts where they hold %s', (_, document, mistake) => {
    expect(() => read(document)).toThrow(mistake);
  });

  it('are refused where their file is not there', () => {
    expect(() => readAcceptanceRules(join(folder, 'elsewhere.json'))).toThrow('names a file that cannot be read');
  });
});
