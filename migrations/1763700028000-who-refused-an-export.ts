import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said no to a list that was to leave, and when: whoever asked for it can talk to them. */
export class WhoRefusedAnExport1763700028000 implements MigrationInterface {
  name = 'WhoRefusedAnExport1763700028000';

  async up(runner: QueryRunner): Promise<void> {
    // Of those refused before, the log alone says it.
    await runner.query(
      'ALTER TABLE relink.exports ADD COLUMN refused_by uuid REFERENCES relink.accounts, ADD COLUMN refused_at timestamptz',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE relink.exports DROP COLUMN refused_by, DROP COLUMN refused_at');
  }
}
