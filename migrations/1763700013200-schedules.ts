import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which schedule has run in which period. */
export class Schedules1763700013200 implements MigrationInterface {
  name = 'Schedules1763700013200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.schedule_runs (
        name text NOT NULL,
        -- The day or hour it is for: one run each, whoever comes first.
        period text NOT NULL,
        begun_at timestamptz NOT NULL,
        finished_at timestamptz,
        PRIMARY KEY (name, period)
      );
      ALTER TABLE relink.schedule_runs ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.schedule_runs FORCE ROW LEVEL SECURITY;
      CREATE POLICY system ON relink.schedule_runs TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.schedule_runs TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.schedule_runs');
  }
}
