import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Search keys as postings, so that a million persons can be searched; pairs of requests; labels; notes of supervisors. */
export class MatchingAtScale1763700007000 implements MigrationInterface {
  name = 'MatchingAtScale1763700007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Row-level security keeps a GIN index from being used: array operators are not leakproof. See docs/adr/0015.
      DROP INDEX relink.match_keys_sought, relink.match_keys_registered;
      CREATE SEQUENCE relink.match_handles;
      GRANT USAGE ON SEQUENCE relink.match_handles TO relink_worker;
      ALTER TABLE relink.match_keys
        DROP CONSTRAINT match_keys_side_check,
        ADD CONSTRAINT match_keys_side_check CHECK (side IN ('registered', 'sought', 'enquirer')),
        -- what the postings say instead of the person's id; its lowest bits tell which kinds of keys the person has
        ADD COLUMN handle bigint,
        -- what the engine reads of the person, sealed under the person's own key: comparing hundreds opens this alone
        ADD COLUMN reading bytea,
        -- keyed hash of the reading: who did not change is not looked for again
        ADD COLUMN digest text;
      -- Whatever an older version left is made again by the worker.
      ALTER TABLE relink.match_keys NO FORCE ROW LEVEL SECURITY;
      UPDATE relink.match_keys SET handle = nextval('relink.match_handles') * 16, keys = '{}', engine_version = '0', reading = '', digest = '';
      ALTER TABLE relink.match_keys FORCE ROW LEVEL SECURITY;
      ALTER TABLE relink.match_keys ALTER COLUMN handle SET NOT NULL, ALTER COLUMN reading SET NOT NULL, ALTER COLUMN digest SET NOT NULL, ADD UNIQUE (handle);
      CREATE INDEX ON relink.match_keys (engine_version, person_id);
      CREATE INDEX ON relink.match_keys (dossier_id);

      CREATE TABLE relink.match_postings (
        key bigint NOT NULL,
        handle bigint NOT NULL,
        PRIMARY KEY (key, handle)
      ) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

      -- Removing a person, by whatever way, takes the keys along in the same transaction.
      CREATE FUNCTION relink.remove_postings() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM relink.match_postings WHERE key = ANY (OLD.keys) AND handle = OLD.handle;
          RETURN OLD;
        END $$;
      CREATE TRIGGER remove_postings BEFORE DELETE ON relink.match_keys FOR EACH ROW EXECUTE FUNCTION relink.remove_postings();

      -- Keys that many share, counted now and then; never a key of one fact alone (those are odd numbers)
      CREATE TABLE relink.match_key_counts (
        key bigint PRIMARY KEY CHECK (key & 1 = 0),
        persons integer NOT NULL
      );
      -- How many persons each side had when the keys were counted last
      CREATE TABLE relink.match_sides (
        side text PRIMARY KEY,
        persons integer NOT NULL,
        counted_at timestamptz NOT NULL
      );

      -- A reviewed pair as a label: what was compared and what people decided, sealed under the key of the case
      CREATE TABLE relink.match_labels (
        match_id uuid PRIMARY KEY REFERENCES relink.potential_matches ON DELETE CASCADE,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        label bytea NOT NULL,
        decided_at timestamptz NOT NULL
      );
      CREATE INDEX ON relink.match_labels (dossier_id);

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['match_postings', 'match_key_counts', 'match_sides', 'match_labels'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          -- Asked once for a statement and not for each of thousands of rows
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING ((SELECT relink.is_system()))', t);
          EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON relink.%I TO relink_worker', t);
        END LOOP;
      END $$;

      ALTER TABLE relink.potential_matches
        ADD COLUMN kind text NOT NULL DEFAULT 'registration' CHECK (kind IN ('registration', 'same-sought', 'seeking-each-other')),
        -- the order of a request's proposals: the weight, and a little of how rare here is what the two share
        ADD COLUMN standing double precision NOT NULL DEFAULT 0,
        -- why a supervisor stepped in, sealed under the key of the case
        ADD COLUMN supervision bytea,
        -- the other side may be a request
        DROP CONSTRAINT potential_matches_registration_id_fkey,
        ADD CONSTRAINT potential_matches_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES relink.dossiers;
      UPDATE relink.potential_matches SET standing = weight;
      ALTER TABLE relink.potential_matches ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN standing DROP DEFAULT;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.potential_matches DROP COLUMN kind, DROP COLUMN standing, DROP COLUMN supervision;
      DROP TRIGGER remove_postings ON relink.match_keys;
      DROP FUNCTION relink.remove_postings();
      DROP TABLE relink.match_postings, relink.match_key_counts, relink.match_sides, relink.match_labels;
      DELETE FROM relink.match_keys WHERE side = 'enquirer';
      ALTER TABLE relink.match_keys DROP COLUMN handle, DROP COLUMN reading, DROP COLUMN digest;
      DROP SEQUENCE relink.match_handles;
      CREATE INDEX match_keys_sought ON relink.match_keys USING gin (keys) WITH (fastupdate = off) WHERE side = 'sought';
      CREATE INDEX match_keys_registered ON relink.match_keys USING gin (keys) WITH (fastupdate = off) WHERE side = 'registered';
    `);
  }
}
