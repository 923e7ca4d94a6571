import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Red Cross Messages, each a dossier of its own. */
export class RedCrossMessages1763700011200 implements MigrationInterface {
  name = 'RedCrossMessages1763700011200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.dossiers DROP CONSTRAINT dossiers_kind_check,
        ADD CONSTRAINT dossiers_kind_check CHECK (kind IN ('tracing-request', 'registration', 'red-cross-message'));
      CREATE SEQUENCE relink.red_cross_message_numbers;
      GRANT USAGE ON SEQUENCE relink.red_cross_message_numbers TO relink_api, relink_worker;

      CREATE TABLE relink.red_cross_messages (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL UNIQUE REFERENCES relink.dossiers CHECK (dossier_id = id),
        reference text NOT NULL UNIQUE,
        state text NOT NULL,
        writer_id uuid NOT NULL REFERENCES relink.persons,
        addressee_id uuid NOT NULL REFERENCES relink.persons,
        collected_by uuid NOT NULL REFERENCES relink.accounts,
        collected_at timestamptz NOT NULL,
        checked_by uuid REFERENCES relink.accounts,
        reply_to uuid REFERENCES relink.red_cross_messages,
        request_id uuid REFERENCES relink.tracing_requests,
        delivered_on date,
        -- the text has a key of its own, which is destroyed with it
        text_subject uuid NOT NULL,
        text bytea,
        details bytea NOT NULL,
        permits uuid[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        CHECK (checked_by IS DISTINCT FROM collected_by)
      );
      CREATE INDEX ON relink.red_cross_messages (reply_to) WHERE reply_to IS NOT NULL;
      CREATE INDEX ON relink.red_cross_messages (delivered_on) WHERE text IS NOT NULL;
      ALTER TABLE relink.red_cross_messages ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.red_cross_messages FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.red_cross_messages TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.red_cross_messages TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.red_cross_messages TO relink_api, relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.red_cross_messages;
      DROP SEQUENCE relink.red_cross_message_numbers;
      ALTER TABLE relink.dossiers DROP CONSTRAINT dossiers_kind_check,
        ADD CONSTRAINT dossiers_kind_check CHECK (kind IN ('tracing-request', 'registration'));
    `);
  }
}
