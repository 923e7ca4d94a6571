import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of people from elsewhere, each a dossier of its own, in pieces that are taken in one by one. */
export class Imports1763700017000 implements MigrationInterface {
  name = 'Imports1763700017000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.dossiers DROP CONSTRAINT dossiers_kind_check,
        ADD CONSTRAINT dossiers_kind_check CHECK (kind IN ('tracing-request', 'registration', 'red-cross-message', 'list'));

      CREATE TABLE relink.lists (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL UNIQUE REFERENCES relink.dossiers CHECK (dossier_id = id),
        state text NOT NULL,
        format text CHECK (format IN ('csv', 'xlsx', 'pfif')),
        bytes integer,
        rows integer,
        run integer NOT NULL DEFAULT 0,
        run_began_at timestamptz,
        run_ended_at timestamptz,
        failure text,
        in_hands_of uuid NOT NULL REFERENCES relink.accounts,
        announced_at timestamptz NOT NULL,
        ended_at timestamptz,
        -- the list has a key of its own, which is destroyed with it
        list_subject uuid NOT NULL,
        content bytea,
        details bytea,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.lists (ended_at) WHERE details IS NOT NULL;
      CREATE INDEX ON relink.lists (announced_at) WHERE ended_at IS NULL;

      CREATE TABLE relink.list_pieces (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        number integer NOT NULL,
        rows integer NOT NULL,
        content bytea,
        run integer NOT NULL DEFAULT 0,
        added integer NOT NULL DEFAULT 0,
        known integer NOT NULL DEFAULT 0,
        refused integer NOT NULL DEFAULT 0,
        warned integer NOT NULL DEFAULT 0,
        report bytea,
        UNIQUE (dossier_id, number)
      );

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['lists', 'list_pieces'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      GRANT SELECT, INSERT, UPDATE ON relink.lists TO relink_api;
      GRANT SELECT ON relink.list_pieces TO relink_api;
      GRANT SELECT, UPDATE, DELETE ON relink.lists TO relink_worker;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.list_pieces TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.list_pieces, relink.lists;
      ALTER TABLE relink.dossiers DROP CONSTRAINT dossiers_kind_check,
        ADD CONSTRAINT dossiers_kind_check CHECK (kind IN ('tracing-request', 'registration', 'red-cross-message'));
    `);
  }
}
