import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Blinded search keys, which only the worker sees, and potential matches. */
export class Matching1763700005000 implements MigrationInterface {
  name = 'Matching1763700005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.match_keys (
        person_id uuid PRIMARY KEY REFERENCES relink.persons ON DELETE CASCADE,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        side text NOT NULL CHECK (side IN ('sought', 'registered')),
        engine_version text NOT NULL,
        -- HMACs of composite keys (two facts each), 64 bits
        keys bigint[] NOT NULL
      );
      CREATE INDEX match_keys_sought ON relink.match_keys USING gin (keys) WITH (fastupdate = off) WHERE side = 'sought';
      CREATE INDEX match_keys_registered ON relink.match_keys USING gin (keys) WITH (fastupdate = off) WHERE side = 'registered';
      ALTER TABLE relink.match_keys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.match_keys FORCE ROW LEVEL SECURITY;
      CREATE POLICY system ON relink.match_keys TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.match_keys TO relink_worker;

      CREATE TABLE relink.potential_matches (
        id uuid PRIMARY KEY,
        sought_id uuid NOT NULL REFERENCES relink.sought_persons,
        request_id uuid NOT NULL REFERENCES relink.tracing_requests,
        registered_id uuid NOT NULL REFERENCES relink.persons,
        registration_id uuid NOT NULL REFERENCES relink.registrations,
        -- where one side is protected, seeing the other is not enough
        needs_both boolean NOT NULL,
        needs_child_specialist boolean NOT NULL,
        state text NOT NULL,
        band text NOT NULL CHECK (band IN ('strong', 'possible', 'weak')),
        probability double precision NOT NULL,
        weight double precision NOT NULL,
        prior double precision NOT NULL,
        engine_version text NOT NULL,
        -- codes and weights; the values compared are sealed below, each under its own person's key
        evidence jsonb NOT NULL,
        fingerprint text NOT NULL,
        sought_values bytea NOT NULL,
        registered_values bytea NOT NULL,
        first_reviewer_id uuid REFERENCES relink.accounts,
        first_review bytea,
        first_reviewed_at timestamptz,
        second_reviewer_id uuid REFERENCES relink.accounts,
        second_review bytea,
        second_reviewed_at timestamptz,
        asked_for bytea,
        rejected_fingerprint text,
        proposed_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        UNIQUE (sought_id, registered_id),
        CHECK (first_reviewer_id IS DISTINCT FROM second_reviewer_id OR first_reviewer_id IS NULL)
      );
      CREATE INDEX ON relink.potential_matches (request_id);
      CREATE INDEX ON relink.potential_matches (registration_id);
      CREATE INDEX ON relink.potential_matches (state, id);
      ALTER TABLE relink.potential_matches ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.potential_matches FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.potential_matches TO relink_api USING (
        CASE WHEN needs_both THEN relink.sees(request_id) AND relink.sees(registration_id)
             ELSE relink.sees(request_id) OR relink.sees(registration_id) END);
      CREATE POLICY system ON relink.potential_matches TO relink_worker USING (relink.is_system());
      GRANT SELECT, UPDATE ON relink.potential_matches TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.potential_matches TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.potential_matches, relink.match_keys');
  }
}
