import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Families on the way together: who, what was said and decided, and the visits afterwards. */
export class Reunification1763700011100 implements MigrationInterface {
  name = 'Reunification1763700011100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.reunifications (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        state text NOT NULL,
        opened_by uuid NOT NULL REFERENCES relink.accounts,
        opened_at timestamptz NOT NULL,
        handed_over_on date,
        permits uuid[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.reunifications (dossier_id);

      CREATE TABLE relink.reunification_members (
        reunification_id uuid NOT NULL REFERENCES relink.reunifications,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        PRIMARY KEY (reunification_id, person_id)
      );

      CREATE TABLE relink.reunification_statements (
        id uuid PRIMARY KEY,
        reunification_id uuid NOT NULL REFERENCES relink.reunifications,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        kind text NOT NULL,
        person_id uuid REFERENCES relink.persons ON DELETE CASCADE,
        recorded_by uuid NOT NULL REFERENCES relink.accounts,
        role text NOT NULL,
        recorded_at timestamptz NOT NULL,
        -- the answer, its day and its words
        words bytea NOT NULL
      );
      CREATE INDEX ON relink.reunification_statements (reunification_id);

      CREATE TABLE relink.reunification_follow_ups (
        id uuid PRIMARY KEY,
        reunification_id uuid NOT NULL REFERENCES relink.reunifications,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        months smallint NOT NULL,
        due date NOT NULL,
        done_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        UNIQUE (reunification_id, months)
      );

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['reunifications', 'reunification_members', 'reunification_statements', 'reunification_follow_ups'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      GRANT SELECT, INSERT, UPDATE ON relink.reunifications, relink.reunification_follow_ups TO relink_api, relink_worker;
      -- What was said and decided is a fact: appended, never changed.
      GRANT SELECT, INSERT ON relink.reunification_members, relink.reunification_statements TO relink_api, relink_worker;
      -- Whoever is erased is taken out of what others said.
      GRANT UPDATE (person_id) ON relink.reunification_statements TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.reunification_follow_ups, relink.reunification_statements, relink.reunification_members, relink.reunifications;
    `);
  }
}
