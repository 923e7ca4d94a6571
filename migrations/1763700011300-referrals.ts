import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The directory of services, and people put in touch with them. */
export class Referrals1763700011300 implements MigrationInterface {
  name = 'Referrals1763700011300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.service_providers (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        place text NOT NULL,
        needs text[] NOT NULL CHECK (cardinality(needs) > 0),
        contact text NOT NULL,
        languages text[] NOT NULL,
        opening text NOT NULL,
        open boolean NOT NULL,
        version integer NOT NULL DEFAULT 1
      );
      ALTER TABLE relink.service_providers ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.service_providers FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.service_providers FOR SELECT TO relink_api USING (relink.is_staff());
      CREATE POLICY keepers ON relink.service_providers TO relink_api
        USING (relink.setting('role') IN ('administrator', 'supervisor'));
      CREATE POLICY system ON relink.service_providers TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.service_providers TO relink_api;
      GRANT SELECT ON relink.service_providers TO relink_worker;

      CREATE TABLE relink.referrals (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        provider_id uuid NOT NULL REFERENCES relink.service_providers,
        need text NOT NULL,
        state text NOT NULL,
        proposed_by uuid NOT NULL REFERENCES relink.accounts,
        proposed_at timestamptz NOT NULL,
        details bytea NOT NULL,
        permit_id uuid,
        version integer NOT NULL DEFAULT 1,
        CHECK (state NOT IN ('sent', 'accepted', 'declined', 'completed') OR permit_id IS NOT NULL)
      );
      CREATE INDEX ON relink.referrals (dossier_id);
      ALTER TABLE relink.referrals ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.referrals FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.referrals TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.referrals TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.referrals TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.referrals, relink.service_providers');
  }
}
