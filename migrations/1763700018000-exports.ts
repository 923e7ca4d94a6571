import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of persons that leave Relink as a file: who asked, who agreed, and whom they hold. */
export class Exports1763700018000 implements MigrationInterface {
  name = 'Exports1763700018000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.exports (
        id uuid PRIMARY KEY,
        state text NOT NULL,
        what text NOT NULL,
        purpose text NOT NULL,
        recipient text,
        branch_id uuid NOT NULL REFERENCES relink.branches,
        opened_from date,
        opened_to date NOT NULL,
        asked_by uuid NOT NULL REFERENCES relink.accounts,
        asked_at timestamptz NOT NULL,
        first_approver_id uuid REFERENCES relink.accounts,
        second_approver_id uuid REFERENCES relink.accounts,
        rows integer,
        left_out integer,
        expires_at timestamptz NOT NULL,
        downloads smallint NOT NULL DEFAULT 0,
        -- why, and what was said against it
        details bytea NOT NULL,
        -- the file has a key of its own, which is destroyed with it; what it seals is sealed to the asker's key once more
        content_subject uuid,
        content bytea,
        -- the asker's key, until it is shown
        key bytea,
        version integer NOT NULL DEFAULT 1,
        CHECK (first_approver_id IS DISTINCT FROM asked_by),
        CHECK (second_approver_id IS DISTINCT FROM asked_by),
        CHECK (second_approver_id IS NULL OR second_approver_id <> first_approver_id),
        CHECK (key IS NULL OR content IS NOT NULL)
      );
      CREATE INDEX ON relink.exports (state, expires_at);
      CREATE TABLE relink.export_persons (
        export_id uuid NOT NULL REFERENCES relink.exports ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        permit_id uuid NOT NULL,
        PRIMARY KEY (export_id, person_id)
      );
      CREATE INDEX ON relink.export_persons (person_id);
      CREATE INDEX ON relink.export_persons (dossier_id);

      ALTER TABLE relink.exports ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.exports FORCE ROW LEVEL SECURITY;
      ALTER TABLE relink.export_persons ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.export_persons FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.exports TO relink_api USING (relink.is_staff() AND (relink.setting('role') = 'steward'
        OR (relink.setting('role') = 'supervisor' AND branch_id = relink.setting('branch')::uuid)));
      CREATE POLICY system ON relink.exports TO relink_worker USING (relink.is_system());
      CREATE POLICY staff ON relink.export_persons TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.export_persons TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.exports TO relink_api;
      GRANT SELECT, UPDATE ON relink.exports TO relink_worker;
      GRANT SELECT ON relink.export_persons TO relink_api;
      GRANT SELECT, INSERT, DELETE ON relink.export_persons TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.export_persons, relink.exports');
  }
}
