import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tracing requests with their sought persons, and registrations with their notes. */
export class CasesAndRegistrations1763700004000 implements MigrationInterface {
  name = 'CasesAndRegistrations1763700004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE relink.tracing_request_numbers;
      CREATE SEQUENCE relink.registration_numbers;
      GRANT USAGE ON SEQUENCE relink.tracing_request_numbers, relink.registration_numbers TO relink_api, relink_worker;

      CREATE TABLE relink.tracing_requests (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL UNIQUE REFERENCES relink.dossiers CHECK (dossier_id = id),
        reference text NOT NULL UNIQUE,
        state text NOT NULL,
        outcome text,
        enquirer_id uuid NOT NULL REFERENCES relink.persons,
        interviewer_id uuid NOT NULL REFERENCES relink.accounts,
        owner_id uuid NOT NULL REFERENCES relink.accounts,
        identity_checked boolean NOT NULL DEFAULT false,
        notice_given boolean NOT NULL DEFAULT false,
        next_action text NOT NULL,
        next_action_due date NOT NULL,
        review_on date NOT NULL,
        story bytea NOT NULL,
        opened_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.tracing_requests (state, id);
      CREATE INDEX ON relink.tracing_requests (owner_id, next_action_due);

      CREATE TABLE relink.sought_persons (
        id uuid PRIMARY KEY REFERENCES relink.persons,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        position smallint NOT NULL,
        relation text NOT NULL,
        circumstances bytea NOT NULL,
        located boolean NOT NULL DEFAULT false
      );
      CREATE INDEX ON relink.sought_persons (dossier_id);

      CREATE TABLE relink.registrations (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL UNIQUE REFERENCES relink.dossiers CHECK (dossier_id = id),
        reference text NOT NULL UNIQUE,
        kind text NOT NULL,
        person_id uuid NOT NULL REFERENCES relink.persons,
        registered_by uuid NOT NULL REFERENCES relink.accounts,
        registered_on date NOT NULL,
        wants_contact text NOT NULL CHECK (wants_contact IN ('yes', 'no', 'not-asked')),
        -- keyed hash of the record's id in the system it came from, so that an import can be repeated
        source_key text,
        details bytea NOT NULL,
        recorded_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX ON relink.registrations (source_key) WHERE source_key IS NOT NULL;
      CREATE INDEX ON relink.registrations (person_id);

      CREATE TABLE relink.registration_notes (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        source_key text,
        note bytea NOT NULL,
        recorded_at timestamptz NOT NULL,
        UNIQUE (dossier_id, source_key)
      );

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['tracing_requests', 'sought_persons', 'registrations', 'registration_notes'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      GRANT SELECT, INSERT, UPDATE ON relink.tracing_requests, relink.registrations TO relink_api, relink_worker;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.sought_persons TO relink_api, relink_worker;
      GRANT SELECT, INSERT ON relink.registration_notes TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.registration_notes, relink.registrations, relink.sought_persons, relink.tracing_requests;
      DROP SEQUENCE relink.registration_numbers, relink.tracing_request_numbers;
    `);
  }
}
