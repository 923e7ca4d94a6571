import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemas, the actor's context that row-level security reads, data keys, outbox and inbox, idempotency keys. */
export class Foundations1763700000000 implements MigrationInterface {
  name = 'Foundations1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      CREATE SCHEMA IF NOT EXISTS relink;
      CREATE SCHEMA vault;
      GRANT USAGE ON SCHEMA relink, vault TO relink_api, relink_worker;

      -- After a commit a local setting is '' and not NULL: both mean that nobody acts.
      CREATE FUNCTION relink.setting(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('relink.' || name, true), '') $$;
      CREATE FUNCTION relink.is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT relink.setting('kind') = 'staff' $$;
      CREATE FUNCTION relink.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT relink.setting('kind') = 'system' $$;

      CREATE TABLE vault.data_keys (
        subject_id uuid NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        kek_id text NOT NULL,
        -- NULL: destroyed. The row stays, so that nobody makes a new key for someone who was erased.
        wrapped bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        destroyed_at timestamptz,
        PRIMARY KEY (subject_id, version),
        CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
      );
      CREATE INDEX ON vault.data_keys (kek_id);
      -- Rotation, by the owner, rewraps; the worker, when it erases a person, destroys.
      GRANT SELECT, INSERT ON vault.data_keys TO relink_api, relink_worker;
      GRANT UPDATE (wrapped, destroyed_at) ON vault.data_keys TO relink_worker;

      CREATE TABLE relink.outbox (
        id uuid PRIMARY KEY,
        topic text NOT NULL,
        payload jsonb NOT NULL,
        lane text NOT NULL CHECK (lane IN ('prompt', 'bulk')),
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'dispatched', 'done', 'dead')),
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        dispatched_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_error text
      );
      CREATE INDEX outbox_pending ON relink.outbox (lane, due_at) WHERE state = 'pending';
      CREATE INDEX outbox_dispatched ON relink.outbox (dispatched_at) WHERE state = 'dispatched';
      GRANT INSERT ON relink.outbox TO relink_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.outbox TO relink_worker;

      CREATE TABLE relink.inbox (
        event_id uuid NOT NULL,
        handler text NOT NULL,
        done_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, handler)
      );
      GRANT SELECT, INSERT, DELETE ON relink.inbox TO relink_worker;

      CREATE TABLE relink.idempotency_keys (
        account_id uuid NOT NULL,
        key text NOT NULL,
        route text NOT NULL,
        digest text NOT NULL,
        receipt jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (account_id, key)
      );
      CREATE INDEX ON relink.idempotency_keys (created_at);
      ALTER TABLE relink.idempotency_keys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.idempotency_keys FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON relink.idempotency_keys TO relink_api
        USING (relink.is_staff() AND account_id = relink.setting('account')::uuid);
      CREATE POLICY forget ON relink.idempotency_keys TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.idempotency_keys TO relink_api;
      GRANT SELECT, DELETE ON relink.idempotency_keys TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.idempotency_keys, relink.inbox, relink.outbox;
      DROP SCHEMA vault CASCADE;
      DROP FUNCTION relink.is_system(), relink.is_staff(), relink.setting(text);
    `);
  }
}
