import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bases with categories, receivers, restrictions, guardians and what was taken back; permits that say for whom; releases. */
export class ConsentInFull1763700010000 implements MigrationInterface {
  name = 'ConsentInFull1763700010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.bases
        ADD COLUMN change text NOT NULL DEFAULT 'recorded' CHECK (change IN ('recorded', 'revised', 'narrowed', 'restricted', 'withdrawn')),
        ADD COLUMN categories text[] CHECK (categories <@ ARRAY['identity', 'family', 'contact', 'places', 'circumstances', 'occupation',
          'documents', 'appearance', 'wishes', 'message', 'photo', 'health', 'detention', 'protection']),
        -- codes only: what people say in their own words is sealed
        ADD COLUMN recipients text[] CHECK (array_to_string(recipients, ',') ~ '^[A-Za-z0-9:.,-]*$'),
        ADD COLUMN restrictions text[] NOT NULL DEFAULT '{}' CHECK (array_to_string(restrictions, ',') ~ '^[A-Za-z0-9:.,-]*$'),
        ADD COLUMN restricted_in_words boolean NOT NULL DEFAULT false,
        -- no reference: who agreed for a child may be erased later, and the pseudonym stays
        ADD COLUMN guardian_id uuid,
        ADD COLUMN own_view text CHECK (own_view IN ('agrees', 'disagrees', 'cannot-say')),
        ADD COLUMN notice_channel text CHECK (notice_channel IN ('spoken', 'paper', 'message', 'video', 'web')),
        ADD COLUMN notice_on date,
        ADD COLUMN given_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN narrowed jsonb NOT NULL DEFAULT '{}',
        ADD CHECK ((change = 'withdrawn') = (withdrawn_at IS NOT NULL));

      ALTER TABLE relink.permits
        ADD COLUMN recipient text,
        ADD COLUMN categories text[],
        ADD COLUMN expires_at timestamptz;

      CREATE TABLE relink.protection_releases (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('ask-partners-blindly', 'share-with-partner', 'share-with-icrc', 'share-with-authority')),
        decided_by uuid NOT NULL REFERENCES relink.accounts,
        decided_at timestamptz NOT NULL,
        valid_until timestamptz NOT NULL,
        ended_at timestamptz,
        -- the flags known then and the reason
        details bytea NOT NULL
      );
      CREATE INDEX ON relink.protection_releases (person_id);
      ALTER TABLE relink.protection_releases ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.protection_releases FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.protection_releases TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.protection_releases TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE (ended_at) ON relink.protection_releases TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.protection_releases;
      ALTER TABLE relink.permits DROP COLUMN recipient, DROP COLUMN categories, DROP COLUMN expires_at;
      ALTER TABLE relink.bases DROP COLUMN change, DROP COLUMN categories, DROP COLUMN recipients, DROP COLUMN restrictions,
        DROP COLUMN restricted_in_words, DROP COLUMN guardian_id, DROP COLUMN own_view, DROP COLUMN notice_channel,
        DROP COLUMN notice_on, DROP COLUMN given_at, DROP COLUMN narrowed;
    `);
  }
}
