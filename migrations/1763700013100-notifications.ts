import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notifications, addresses that failed, and the letter-box of the demonstration. */
export class Notifications1763700013100 implements MigrationInterface {
  name = 'Notifications1763700013100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.notifications (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        kind text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'cancelled')),
        channel text CHECK (channel IN ('email', 'sms')),
        attempts integer NOT NULL DEFAULT 0,
        outcome text,
        receipt bytea,
        requested_at timestamptz NOT NULL,
        ended_at timestamptz,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.notifications (dossier_id);
      CREATE INDEX ON relink.notifications (person_id);

      CREATE TABLE relink.failing_contacts (
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        -- keyed hash of the address
        contact_key text NOT NULL,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        failed_at timestamptz NOT NULL,
        PRIMARY KEY (person_id, contact_key)
      );
      CREATE INDEX ON relink.failing_contacts (dossier_id);

      CREATE TABLE relink.mailbox_messages (
        id uuid PRIMARY KEY REFERENCES relink.notifications ON DELETE CASCADE,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        person_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        message bytea NOT NULL,
        delivered_at timestamptz NOT NULL
      );
      CREATE INDEX ON relink.mailbox_messages (dossier_id);
      CREATE INDEX ON relink.mailbox_messages (person_id);

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['notifications', 'failing_contacts', 'mailbox_messages'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;

      -- Staff ask for notifications and see what became of them; only the worker sends.
      GRANT SELECT, INSERT ON relink.notifications TO relink_api;
      GRANT SELECT ON relink.failing_contacts, relink.mailbox_messages TO relink_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.notifications, relink.failing_contacts, relink.mailbox_messages TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relink.mailbox_messages, relink.failing_contacts, relink.notifications');
  }
}
