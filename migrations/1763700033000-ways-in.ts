import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Passkeys beside password and code; and what the keeping of accounts needs: whoever works changes their own ways in, the
 * administrator ends the sessions and links of others without reading what anybody signs in with.
 */
export class WaysIn1763700033000 implements MigrationInterface {
  name = 'WaysIn1763700033000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.passkeys (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES relink.accounts,
        -- what the authenticator calls it, base64url
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        added_at timestamptz NOT NULL,
        -- when the question was asked that it answered last: no earlier one is taken again
        asked_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX ON relink.passkeys (account_id);
      ALTER TABLE relink.passkeys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.passkeys FORCE ROW LEVEL SECURITY;
      CREATE POLICY sign_in ON relink.passkeys TO relink_api USING (relink.setting('kind') = 'sign-in');
      CREATE POLICY own ON relink.passkeys TO relink_api
        USING (relink.is_staff() AND account_id = relink.setting('account')::uuid);
      CREATE POLICY system ON relink.passkeys TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, DELETE, UPDATE (counter, asked_at, used_at) ON relink.passkeys TO relink_api;
      GRANT SELECT ON relink.passkeys TO relink_worker;

      CREATE POLICY own ON relink.account_secrets TO relink_api
        USING (relink.is_staff() AND account_id = relink.setting('account')::uuid);
      CREATE POLICY own ON relink.sessions TO relink_api
        USING (relink.is_staff() AND account_id = relink.setting('account')::uuid);
      CREATE POLICY administrator ON relink.sessions TO relink_api
        USING (relink.setting('role') = 'administrator') WITH CHECK (false);
      DROP POLICY administrator ON relink.enrolments;
      CREATE POLICY administrator ON relink.enrolments TO relink_api USING (relink.setting('role') = 'administrator');
      GRANT DELETE ON relink.enrolments TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE DELETE ON relink.enrolments FROM relink_worker;
      DROP POLICY administrator ON relink.enrolments;
      CREATE POLICY administrator ON relink.enrolments FOR INSERT TO relink_api
        WITH CHECK (relink.setting('role') = 'administrator');
      DROP POLICY administrator ON relink.sessions;
      DROP POLICY own ON relink.sessions;
      DROP POLICY own ON relink.account_secrets;
      DROP TABLE relink.passkeys;
    `);
  }
}
