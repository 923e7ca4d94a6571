import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of dossiers: who, what and where; the bytes lie sealed in the store. */
export class Files1763700013000 implements MigrationInterface {
  name = 'Files1763700013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.files (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        -- No reference: the row tells the worker what to take out of the store after the person was removed.
        person_id uuid,
        kind text NOT NULL,
        state text NOT NULL CHECK (state IN ('announced', 'received', 'ready', 'refused')),
        media_type text,
        bytes integer,
        pages integer,
        refusal text,
        content_object uuid,
        preview_object uuid,
        details bytea NOT NULL,
        added_by uuid NOT NULL REFERENCES relink.accounts,
        added_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CHECK (state NOT IN ('received', 'ready') OR content_object IS NOT NULL)
      );
      CREATE INDEX ON relink.files (dossier_id);
      CREATE INDEX ON relink.files (person_id);
      CREATE INDEX ON relink.files (content_object);
      CREATE INDEX ON relink.files (preview_object);

      ALTER TABLE relink.files ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.files FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.files TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.files TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.files TO relink_api;
      GRANT SELECT, UPDATE, DELETE ON relink.files TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.files');
  }
}
