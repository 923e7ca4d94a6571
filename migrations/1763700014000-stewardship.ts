import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Retention clocks, orders to erase and their ledger, rights requests, the breach register. */
export class Stewardship1763700014000 implements MigrationInterface {
  name = 'Stewardship1763700014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- No references to what is erased: these rows outlive it, as pseudonyms.
      CREATE TABLE relink.erasures (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        -- NULL: the whole dossier
        person_id uuid,
        ground text NOT NULL CHECK (ground IN ('retention', 'rights-request', 'steward')),
        state text NOT NULL CHECK (state IN ('ordered', 'done')),
        ordered_by uuid NOT NULL REFERENCES relink.accounts,
        ordered_at timestamptz NOT NULL,
        done_at timestamptz,
        version integer NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX ON relink.erasures (dossier_id, coalesce(person_id, dossier_id));

      CREATE TABLE relink.erasure_ledger (
        -- the pseudonym, which is also the id of the destroyed data key
        subject_id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('person', 'dossier')),
        erased_at timestamptz NOT NULL
      );

      CREATE TABLE relink.anonymous_cases (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        branch_id uuid NOT NULL REFERENCES relink.branches,
        opened_year smallint NOT NULL,
        closed_year smallint NOT NULL,
        category text NOT NULL
      );

      CREATE TABLE relink.retention_rules (
        category text PRIMARY KEY,
        days integer NOT NULL CHECK (days BETWEEN 1 AND 36525),
        proposal text NOT NULL CHECK (proposal IN ('archive', 'anonymise', 'erase')),
        set_by uuid NOT NULL REFERENCES relink.accounts,
        set_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1
      );

      CREATE TABLE relink.retention_clocks (
        id uuid PRIMARY KEY CHECK (id = dossier_id),
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        category text NOT NULL,
        state text NOT NULL,
        started_on date NOT NULL,
        due_on date NOT NULL,
        hold_reason bytea,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.retention_clocks (state, due_on);

      CREATE TABLE relink.rights_requests (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('copy', 'correction', 'restriction', 'objection', 'erasure')),
        state text NOT NULL,
        received_on date NOT NULL,
        due_on date NOT NULL,
        extended boolean NOT NULL DEFAULT false,
        identity_checked_by uuid REFERENCES relink.accounts,
        -- what was asked and answered, in words
        details bytea NOT NULL,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.rights_requests (dossier_id);
      CREATE INDEX ON relink.rights_requests (state, due_on);

      CREATE TABLE relink.breaches (
        id uuid PRIMARY KEY,
        state text NOT NULL,
        discovered_at timestamptz NOT NULL,
        notify_by timestamptz NOT NULL,
        notified_at timestamptz,
        -- whose accounts, which dossiers, from when to when: ids and times
        accounts uuid[] NOT NULL DEFAULT '{}',
        dossiers uuid[] NOT NULL DEFAULT '{}',
        began_at timestamptz,
        ended_at timestamptz,
        opened_by uuid NOT NULL REFERENCES relink.accounts,
        details bytea NOT NULL,
        version integer NOT NULL DEFAULT 1
      );

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['erasures', 'erasure_ledger', 'anonymous_cases', 'retention_rules', 'breaches'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY steward ON relink.%I TO relink_api USING (relink.is_staff() AND relink.setting(''role'') = ''steward'')', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
        FOREACH t IN ARRAY ARRAY['retention_clocks', 'rights_requests'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      GRANT SELECT, INSERT ON relink.erasures TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.erasures TO relink_worker;
      GRANT SELECT ON relink.erasure_ledger TO relink_api;
      GRANT SELECT, INSERT ON relink.erasure_ledger, relink.anonymous_cases TO relink_worker;
      GRANT SELECT, INSERT, UPDATE ON relink.retention_rules, relink.breaches, relink.retention_clocks, relink.rights_requests TO relink_api, relink_worker;

      -- Erasing takes every row that belongs to somebody, in tables of today and of tomorrow; only the worker does it.
      DO $$ DECLARE t text; BEGIN
        FOR t IN WITH RECURSIVE pointing AS (
            SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND confrelid = 'relink.dossiers'::regclass
            UNION SELECT f.conrelid FROM pg_constraint f JOIN pointing ON f.confrelid = pointing.conrelid WHERE f.contype = 'f'
          ) SELECT relname FROM pg_class WHERE oid IN (SELECT conrelid FROM pointing) LOOP
          EXECUTE format('GRANT DELETE ON relink.%I TO relink_worker', t);
        END LOOP;
      END $$;
      GRANT DELETE ON relink.dossiers TO relink_worker;
      ALTER DEFAULT PRIVILEGES IN SCHEMA relink GRANT DELETE ON TABLES TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER DEFAULT PRIVILEGES IN SCHEMA relink REVOKE DELETE ON TABLES FROM relink_worker;
      DROP TABLE relink.breaches, relink.rights_requests, relink.retention_clocks, relink.retention_rules,
        relink.anonymous_cases, relink.erasure_ledger, relink.erasures;
    `);
  }
}
