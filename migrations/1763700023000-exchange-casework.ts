import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What two Societies ask and answer each other: our enquiries, theirs with whom they may mean, who is in what was sent, and
 * what each side has called back.
 */
export class ExchangeCasework1763700023000 implements MigrationInterface {
  name = 'ExchangeCasework1763700023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.dossiers DROP CONSTRAINT dossiers_kind_check,
        ADD CONSTRAINT dossiers_kind_check
          CHECK (kind IN ('tracing-request', 'registration', 'red-cross-message', 'list', 'partner-enquiry'));
      CREATE SEQUENCE relink.partner_enquiry_numbers;
      GRANT USAGE ON SEQUENCE relink.partner_enquiry_numbers TO relink_worker;

      -- An enquiry of ours carries something of a person too: what was sent with it is recalled like everything else.
      ALTER TABLE relink.disclosures
        ADD COLUMN carrier text NOT NULL DEFAULT 'disclosure' CHECK (carrier IN ('enquiry', 'disclosure')),
        ADD COLUMN enquiry_id uuid,
        -- the partner's enquiry that this answers
        ADD COLUMN their_enquiry uuid,
        ADD COLUMN restrictions_read boolean NOT NULL DEFAULT false,
        -- over the person as sent, which the certificate of its deletion names again
        ADD COLUMN digest text,
        ADD CHECK ((carrier = 'enquiry') = (enquiry_id IS NOT NULL));
      CREATE INDEX ON relink.disclosures (enquiry_id);
      CREATE INDEX ON relink.disclosures (their_enquiry);
      CREATE INDEX ON relink.disclosures (expires_at) WHERE state NOT IN ('deleted', 'cancelled', 'recalled');

      ALTER TABLE relink.recalls
        ADD COLUMN exceptions text[] NOT NULL DEFAULT '{}',
        ADD COLUMN excused_by uuid REFERENCES relink.accounts;

      ALTER TABLE relink.partner_records
        ADD COLUMN carrier text NOT NULL DEFAULT 'disclosure' CHECK (carrier IN ('enquiry', 'disclosure')),
        -- of the request that brought it, for the receipt of whoever decides
        ADD COLUMN request_digest text NOT NULL DEFAULT '',
        ADD COLUMN digest text NOT NULL DEFAULT '',
        ADD COLUMN decision text CHECK (decision IN ('accepted', 'declined')),
        ADD COLUMN frozen_at timestamptz,
        ADD COLUMN exception text;
      CREATE INDEX ON relink.partner_records (frozen_at) WHERE state = 'frozen';

      -- Everybody in what was sent, with the permit of each. Like what was sent it outlives whoever was erased here.
      CREATE TABLE relink.disclosure_persons (
        disclosure_id uuid NOT NULL REFERENCES relink.disclosures,
        person_id uuid NOT NULL,
        dossier_id uuid NOT NULL,
        permit_id uuid,
        PRIMARY KEY (disclosure_id, person_id)
      );
      CREATE INDEX ON relink.disclosure_persons (person_id);
      CREATE INDEX ON relink.disclosure_persons (dossier_id);

      CREATE TABLE relink.enquiries (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        sought_id uuid NOT NULL REFERENCES relink.sought_persons ON DELETE CASCADE,
        partner_id uuid NOT NULL REFERENCES relink.partners,
        state text NOT NULL,
        wanted text[] NOT NULL DEFAULT '{}',
        prepared_by uuid NOT NULL REFERENCES relink.accounts,
        prepared_at timestamptz NOT NULL,
        asked_at timestamptz,
        answered_at timestamptz,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.enquiries (dossier_id);
      CREATE INDEX ON relink.enquiries (partner_id);
      ALTER TABLE relink.enquiries ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.enquiries FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.enquiries TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.enquiries TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.enquiries TO relink_api;
      GRANT SELECT, UPDATE, DELETE ON relink.enquiries TO relink_worker;

      CREATE TABLE relink.partner_enquiries (
        -- its dossier's
        id uuid PRIMARY KEY REFERENCES relink.dossiers,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers CHECK (dossier_id = id),
        reference text NOT NULL UNIQUE,
        partner_id uuid NOT NULL REFERENCES relink.partners,
        case_handle text NOT NULL,
        -- the last message that asked
        message_id uuid NOT NULL,
        state text NOT NULL,
        answer text,
        wanted text[] NOT NULL DEFAULT '{}',
        -- of all that were found, also of those whom not everybody sees who answers
        to_judge integer NOT NULL DEFAULT 0,
        found integer NOT NULL DEFAULT 0,
        received_at timestamptz NOT NULL,
        answered_by uuid REFERENCES relink.accounts,
        answered_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        UNIQUE (partner_id, case_handle)
      );
      ALTER TABLE relink.partner_enquiries ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.partner_enquiries FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.partner_enquiries TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.partner_enquiries TO relink_worker USING (relink.is_system());
      GRANT SELECT, UPDATE ON relink.partner_enquiries TO relink_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.partner_enquiries TO relink_worker;

      CREATE TABLE relink.enquiry_findings (
        id uuid PRIMARY KEY,
        -- the partner's enquiry
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        -- where the person stands who may be meant, and as what
        found_in uuid NOT NULL REFERENCES relink.dossiers,
        found_id uuid NOT NULL REFERENCES relink.persons ON DELETE CASCADE,
        side text NOT NULL CHECK (side IN ('registered', 'sought', 'enquirer')),
        record_id uuid NOT NULL REFERENCES relink.partner_records,
        permit_id uuid NOT NULL REFERENCES relink.permits ON DELETE CASCADE,
        state text NOT NULL,
        band text NOT NULL,
        probability float8 NOT NULL,
        evidence jsonb NOT NULL,
        found_side bytea NOT NULL,
        -- under the key of the partner's record, and gone with it
        asked_side bytea NOT NULL,
        may_be_child boolean NOT NULL,
        judged_by uuid REFERENCES relink.accounts,
        second_judged_by uuid REFERENCES relink.accounts CHECK (second_judged_by <> judged_by),
        judged_at timestamptz,
        reason bytea,
        version integer NOT NULL DEFAULT 1,
        UNIQUE (dossier_id, found_id)
      );
      CREATE INDEX ON relink.enquiry_findings (found_in);
      CREATE INDEX ON relink.enquiry_findings (found_id);
      CREATE INDEX ON relink.enquiry_findings (record_id);
      ALTER TABLE relink.enquiry_findings ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.enquiry_findings FORCE ROW LEVEL SECURITY;
      -- Somebody a partner asks for beside somebody of ours: for those who see both.
      CREATE POLICY staff ON relink.enquiry_findings TO relink_api
        USING (relink.sees(dossier_id) AND relink.sees(found_in));
      CREATE POLICY system ON relink.enquiry_findings TO relink_worker USING (relink.is_system());
      GRANT SELECT, UPDATE ON relink.enquiry_findings TO relink_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.enquiry_findings TO relink_worker;

      -- Orders of partners to delete what they disclosed; certified also where nothing is held any more.
      CREATE TABLE relink.recalls_received (
        -- the message that ordered it
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES relink.partners,
        case_handle text NOT NULL,
        of_message uuid NOT NULL,
        record_id uuid,
        cause text NOT NULL,
        received_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        certified_at timestamptz
      );
      CREATE INDEX ON relink.recalls_received (record_id);
      CREATE INDEX ON relink.recalls_received (due_at) WHERE certified_at IS NULL;
      ALTER TABLE relink.recalls_received ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.recalls_received FORCE ROW LEVEL SECURITY;
      CREATE POLICY keepers ON relink.recalls_received TO relink_api
        USING (relink.is_staff() AND relink.setting('role') IN ('liaison', 'steward'));
      CREATE POLICY system ON relink.recalls_received TO relink_worker USING (relink.is_system());
      GRANT SELECT ON relink.recalls_received TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.recalls_received TO relink_worker;

      ALTER TABLE relink.disclosure_persons ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.disclosure_persons FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.disclosure_persons TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.disclosure_persons TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT ON relink.disclosure_persons TO relink_api;
      GRANT SELECT, UPDATE ON relink.disclosure_persons TO relink_worker;
      GRANT DELETE ON relink.family_recalls TO relink_worker;
    `);
    // Whoever answers for the exchange as a whole sees what went to whom, wherever the case lies: ids and codes, nobody's data.
    for (const table of ['disclosures', 'recalls'])
      await runner.query(`
        CREATE POLICY keepers ON relink.${table} TO relink_api
          USING (relink.is_staff() AND relink.setting('role') IN ('liaison', 'steward'));
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY keepers ON relink.recalls;
      DROP POLICY keepers ON relink.disclosures;
      DROP TABLE relink.recalls_received, relink.enquiry_findings, relink.partner_enquiries, relink.enquiries,
        relink.disclosure_persons;
      ALTER TABLE relink.partner_records DROP COLUMN carrier, DROP COLUMN request_digest, DROP COLUMN digest,
        DROP COLUMN decision, DROP COLUMN frozen_at, DROP COLUMN exception;
      ALTER TABLE relink.recalls DROP COLUMN exceptions, DROP COLUMN excused_by;
      ALTER TABLE relink.disclosures DROP COLUMN carrier, DROP COLUMN enquiry_id, DROP COLUMN their_enquiry,
        DROP COLUMN restrictions_read, DROP COLUMN digest;
      DROP SEQUENCE relink.partner_enquiry_numbers;
      ALTER TABLE relink.dossiers DROP CONSTRAINT dossiers_kind_check,
        ADD CONSTRAINT dossiers_kind_check
          CHECK (kind IN ('tracing-request', 'registration', 'red-cross-message', 'list'));
    `);
  }
}
