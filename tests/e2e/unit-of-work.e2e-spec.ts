import { describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '#libs/testing';

describe('a test database', () => {
  it('starts', async () => {
    const database = await createTestDatabase();
    const rows = await database.sql<{ n: number }>('select count(*)::int n from relink.accounts');
    expect(rows[0]?.n).toBe(0);
    await database.drop();
  });
});
