import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

/** Words of somebody's standing before immigration authorities, in names of fields and in codes. */
const STATUS =
  /immigra|asylum|\bvisa\b|visa[-_]|residen(ce|cy)[-_ ]?permit|(legal|migration|migratory)[-_ ]?status|undocumented|irregular|deport|citizen|nationality/i;

interface Node {
  properties?: Record<string, unknown>;
  enum?: unknown[];
}

/** Every name of a field, every parameter and every code of the document. */
function namesIn(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  const { properties, enum: codes } = node as Node;
  const here = [
    ...(properties && typeof properties === 'object' ? Object.keys(properties) : []),
    ...(Array.isArray(codes) ? codes.map(String) : []),
    ...('in' in node && 'name' in node ? [String(node.name)] : []),
  ];
  return [...here, ...Object.values(node).flatMap(namesIn)];
}

describe('rule 9: immigration status', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is no field and no code of the API', () => {
    const names = namesIn(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
    expect(names).toEqual(expect.arrayContaining(['soughtPersons', 'birth', 'armed-conflict']));
    expect(names.filter((name) => STATUS.test(name))).toEqual([]);
  });

  it('is no column of the database', async () => {
    const columns = await database.sql<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema IN ('relink', 'portal', 'vault')`,
    );
    expect(columns.length).toBeGreaterThan(300);
    expect(columns.filter(({ name }) => STATUS.test(name))).toEqual([]);
  });

  it('would be noticed', () => {
    const told = ['immigrationStatus', 'asylum_case', 'residence-permit', 'visa_until', 'legalStatus', 'nationality'];
    expect(told.filter((name) => !STATUS.test(name))).toEqual([]);
  });
});
