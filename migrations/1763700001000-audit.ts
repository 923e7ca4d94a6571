import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log: insert-only for the applications, and closed to changes even for its owner. */
export class Audit1763700001000 implements MigrationInterface {
  name = 'Audit1763700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA audit;
      GRANT USAGE ON SCHEMA audit TO relink_api, relink_worker;

      CREATE TABLE audit.entries (
        chain smallint NOT NULL,
        seq bigint NOT NULL,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id text NOT NULL,
        actor_role text NOT NULL,
        actor_branch text NOT NULL,
        action text NOT NULL,
        object_type text NOT NULL,
        object_id text NOT NULL,
        -- text and not jsonb: the hash covers these very bytes
        details text NOT NULL,
        previous bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (chain, seq)
      );
      CREATE INDEX ON audit.entries (object_type, object_id, at);
      CREATE INDEX ON audit.entries (at);

      CREATE TABLE audit.checkpoints (
        number bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        -- the signed statement, to the letter, and its Ed25519 signature
        statement text NOT NULL,
        signature text NOT NULL
      );

      CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entries
        FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.checkpoints
        FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();

      GRANT SELECT, INSERT ON audit.entries TO relink_api, relink_worker;
      GRANT SELECT, INSERT ON audit.checkpoints TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA audit CASCADE');
  }
}
