import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who on a list may be a person whom a request seeks: proposed by comparing, judged by people. */
export class ListChecks1763700017100 implements MigrationInterface {
  name = 'ListChecks1763700017100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.list_findings (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        request_id uuid NOT NULL REFERENCES relink.dossiers,
        sought_id uuid NOT NULL REFERENCES relink.sought_persons ON DELETE CASCADE,
        line integer NOT NULL,
        state text NOT NULL,
        band text NOT NULL,
        probability float8 NOT NULL,
        evidence jsonb NOT NULL,
        permit_id uuid NOT NULL REFERENCES relink.permits ON DELETE CASCADE,
        sought_side bytea NOT NULL,
        listed_side bytea NOT NULL,
        judged_by uuid REFERENCES relink.accounts,
        judged_at timestamptz,
        reason bytea,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.list_findings (dossier_id);
      CREATE INDEX ON relink.list_findings (request_id);
      CREATE INDEX ON relink.list_findings (sought_id);
      ALTER TABLE relink.list_findings ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.list_findings FORCE ROW LEVEL SECURITY;
      -- Somebody on a list beside somebody of a request: for those who see both.
      CREATE POLICY staff ON relink.list_findings TO relink_api
        USING (relink.sees(dossier_id) AND relink.sees(request_id));
      CREATE POLICY system ON relink.list_findings TO relink_worker USING (relink.is_system());
      GRANT SELECT, UPDATE ON relink.list_findings TO relink_api;
      GRANT SELECT, INSERT, DELETE ON relink.list_findings TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.list_findings');
  }
}
