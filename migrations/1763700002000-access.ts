import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Branches, staff accounts and sessions; dossiers, the one rule of who sees which record. */
export class Access1763700002000 implements MigrationInterface {
  name = 'Access1763700002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.branches (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        code text NOT NULL UNIQUE,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE relink.accounts (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        name text NOT NULL,
        role text NOT NULL,
        branch_id uuid NOT NULL REFERENCES relink.branches,
        state text NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- Apart from the accounts, which colleagues may list: only somebody who is signing in reads these.
      CREATE TABLE relink.account_secrets (
        account_id uuid PRIMARY KEY REFERENCES relink.accounts,
        password_hash text,
        totp_secret bytea,
        totp_last_step bigint NOT NULL DEFAULT 0
      );

      CREATE TABLE relink.enrolments (
        token_hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES relink.accounts,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );

      CREATE TABLE relink.sessions (
        token_hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES relink.accounts,
        stage text NOT NULL CHECK (stage IN ('password', 'full')),
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX ON relink.sessions (account_id);

      CREATE TABLE relink.sign_in_attempts (
        id uuid PRIMARY KEY,
        -- keyed hashes: neither an e-mail address nor a network address is kept
        account_hash text NOT NULL,
        origin_hash text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('wrong', 'right', 'signed-in')),
        at timestamptz NOT NULL
      );
      CREATE INDEX ON relink.sign_in_attempts (account_hash, at);
      CREATE INDEX ON relink.sign_in_attempts (at);

      CREATE TABLE relink.dossiers (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('tracing-request', 'registration')),
        branch_id uuid NOT NULL REFERENCES relink.branches,
        sensitivity text NOT NULL CHECK (sensitivity IN ('open', 'restricted', 'protected')),
        assigned uuid[] NOT NULL DEFAULT '{}',
        shared_with uuid[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ON relink.dossiers (branch_id, kind);

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['branches', 'accounts', 'account_secrets', 'enrolments', 'sessions', 'sign_in_attempts', 'dossiers'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
        END LOOP;
      END $$;

      CREATE POLICY staff ON relink.branches FOR SELECT TO relink_api USING (relink.setting('kind') IN ('staff', 'sign-in'));
      CREATE POLICY administrator ON relink.branches FOR INSERT TO relink_api WITH CHECK (relink.setting('role') = 'administrator');
      CREATE POLICY system ON relink.branches TO relink_worker USING (relink.is_system());

      CREATE POLICY staff ON relink.accounts FOR SELECT TO relink_api USING (relink.setting('kind') IN ('staff', 'sign-in'));
      CREATE POLICY own_sign_in ON relink.accounts FOR UPDATE TO relink_api USING (relink.setting('kind') = 'sign-in');
      CREATE POLICY administrator ON relink.accounts FOR ALL TO relink_api USING (relink.setting('role') = 'administrator');
      CREATE POLICY system ON relink.accounts TO relink_worker USING (relink.is_system());

      CREATE POLICY sign_in ON relink.account_secrets TO relink_api USING (relink.setting('kind') = 'sign-in');
      CREATE POLICY system ON relink.account_secrets TO relink_worker USING (relink.is_system());

      CREATE POLICY sign_in ON relink.enrolments TO relink_api USING (relink.setting('kind') = 'sign-in');
      CREATE POLICY administrator ON relink.enrolments FOR INSERT TO relink_api WITH CHECK (relink.setting('role') = 'administrator');
      CREATE POLICY system ON relink.enrolments TO relink_worker USING (relink.is_system());
      CREATE POLICY sign_in ON relink.sessions TO relink_api USING (relink.setting('kind') = 'sign-in');
      CREATE POLICY system ON relink.sessions TO relink_worker USING (relink.is_system());
      CREATE POLICY sign_in ON relink.sign_in_attempts TO relink_api USING (relink.setting('kind') = 'sign-in');
      CREATE POLICY system ON relink.sign_in_attempts TO relink_worker USING (relink.is_system());

      -- Who sees a dossier. The same rule stands in libs/access/policies for the decisions of the application;
      -- tests/security/03-matrix compares both with a third statement of it.
      CREATE FUNCTION relink.staff_sees(branch uuid, sensitivity text, assigned uuid[], shared_with uuid[]) RETURNS boolean
        LANGUAGE sql STABLE PARALLEL SAFE AS $$
          SELECT relink.is_staff() AND (
            relink.setting('role') = 'steward'
            OR (relink.setting('role') IN ('intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist', 'liaison')
                AND relink.setting('account')::uuid = ANY (assigned))
            OR ((branch = relink.setting('branch')::uuid OR relink.setting('branch')::uuid = ANY (shared_with))
                AND CASE sensitivity
                  WHEN 'open' THEN relink.setting('role') IN ('intake-volunteer', 'caseworker', 'supervisor', 'child-protection-specialist', 'liaison')
                  WHEN 'restricted' THEN relink.setting('role') IN ('caseworker', 'supervisor', 'child-protection-specialist')
                  ELSE relink.setting('role') = 'supervisor' AND branch = relink.setting('branch')::uuid
                END))
        $$;
      CREATE POLICY staff ON relink.dossiers TO relink_api
        USING (relink.staff_sees(branch_id, sensitivity, assigned, shared_with))
        WITH CHECK (relink.is_staff() AND branch_id = relink.setting('branch')::uuid);
      CREATE POLICY system ON relink.dossiers TO relink_worker USING (relink.is_system());

      -- Every row that belongs to a dossier is seen by those who see the dossier.
      CREATE FUNCTION relink.sees(dossier uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT EXISTS (SELECT 1 FROM relink.dossiers d WHERE d.id = dossier) $$;

      GRANT SELECT, INSERT ON relink.branches TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.accounts, relink.account_secrets, relink.enrolments, relink.dossiers TO relink_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.sessions TO relink_api;
      GRANT SELECT, INSERT, UPDATE (outcome) ON relink.sign_in_attempts TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.branches, relink.accounts, relink.account_secrets, relink.enrolments, relink.dossiers TO relink_worker;
      GRANT SELECT, DELETE ON relink.sessions, relink.sign_in_attempts TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.dossiers, relink.sign_in_attempts, relink.sessions, relink.enrolments, relink.account_secrets, relink.accounts, relink.branches;
      DROP FUNCTION relink.sees(uuid), relink.staff_sees(uuid, text, uuid[], uuid[]);
    `);
  }
}
