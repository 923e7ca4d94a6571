import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether people were ever registered from a list: they rest on it to its last day, even where the rest of it was left out. */
export class ListsThatPeopleRestOn1763700029000 implements MigrationInterface {
  name = 'ListsThatPeopleRestOn1763700029000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.lists ADD COLUMN import_began_at timestamptz;
      UPDATE relink.lists SET import_began_at = run_began_at WHERE state IN ('importing', 'imported');
      CREATE INDEX ON relink.lists (kept_until);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE relink.lists DROP COLUMN import_began_at');
  }
}
