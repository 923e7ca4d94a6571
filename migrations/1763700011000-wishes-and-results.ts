import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What located persons wish to be told, the results made of it, and who may bring the news of a death. */
export class WishesAndResults1763700011000 implements MigrationInterface {
  name = 'WishesAndResults1763700011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.accounts ADD COLUMN trained_for_news_of_death boolean NOT NULL DEFAULT false;

      CREATE TABLE relink.wishes (
        sought_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        wishes_version integer NOT NULL CHECK (wishes_version > 0),
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        recorded_by uuid NOT NULL REFERENCES relink.accounts,
        recorded_at timestamptz NOT NULL,
        -- what they wish, or what a document says became of them; nothing here tells which
        answer bytea NOT NULL,
        PRIMARY KEY (sought_id, wishes_version)
      );
      CREATE INDEX ON relink.wishes (dossier_id);

      CREATE TABLE relink.results (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        state text NOT NULL CHECK (state IN ('prepared', 'approved', 'delivered', 'void')),
        content bytea NOT NULL,
        prepared_by uuid NOT NULL REFERENCES relink.accounts,
        prepared_at timestamptz NOT NULL,
        approvals bytea,
        delivered_by uuid REFERENCES relink.accounts,
        delivery bytea,
        permits uuid[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        CHECK (state NOT IN ('approved', 'delivered') OR approvals IS NOT NULL),
        CHECK (state <> 'delivered' OR (delivered_by IS NOT NULL AND delivery IS NOT NULL))
      );
      CREATE INDEX ON relink.results (dossier_id);
      CREATE UNIQUE INDEX ON relink.results (dossier_id) WHERE state IN ('prepared', 'approved');

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['wishes', 'results'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      -- What somebody said is a fact: appended, never changed.
      GRANT SELECT, INSERT ON relink.wishes TO relink_api, relink_worker;
      GRANT SELECT, INSERT, UPDATE ON relink.results TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.results, relink.wishes;
      ALTER TABLE relink.accounts DROP COLUMN trained_for_news_of_death;
    `);
  }
}
