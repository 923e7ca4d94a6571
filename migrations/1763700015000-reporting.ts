import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts for statistics. No row leads back to a person or a case. */
export class Reporting1763700015000 implements MigrationInterface {
  name = 'Reporting1763700015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.report_counts (
        year smallint NOT NULL,
        quarter smallint NOT NULL CHECK (quarter BETWEEN 1 AND 4),
        branch_id uuid NOT NULL REFERENCES relink.branches,
        indicator text NOT NULL,
        of text NOT NULL,
        sex text NOT NULL,
        age_group text NOT NULL,
        count integer NOT NULL CHECK (count > 0),
        PRIMARY KEY (year, quarter, branch_id, indicator, of, sex, age_group)
      );
      -- What is counted once for a case, however often it happens.
      CREATE TABLE relink.report_milestones (
        dossier_id uuid NOT NULL REFERENCES relink.dossiers ON DELETE CASCADE,
        milestone text NOT NULL,
        PRIMARY KEY (dossier_id, milestone)
      );
      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['report_counts', 'report_milestones'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      CREATE POLICY staff ON relink.report_counts FOR SELECT TO relink_api
        USING (relink.is_staff() AND relink.setting('role') IN ('analyst', 'supervisor', 'steward'));
      GRANT SELECT ON relink.report_counts TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.report_counts TO relink_worker;
      GRANT SELECT, INSERT ON relink.report_milestones TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.report_milestones, relink.report_counts');
  }
}
