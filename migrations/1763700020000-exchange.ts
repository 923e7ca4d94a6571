import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The trust registry, what comes in from partners, and what crossed the border either way. The gateway (relink_exchange) reads
 * the public halves of pinned keys, and adds to its inbox; it reads back no more of it than what a repeated delivery is
 * answered with.
 */
export class Exchange1763700020000 implements MigrationInterface {
  name = 'Exchange1763700020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT USAGE ON SCHEMA relink TO relink_exchange;

      CREATE TABLE relink.partners (
        id uuid PRIMARY KEY,
        society text NOT NULL UNIQUE CHECK (society ~ '^[A-Z][A-Z0-9-]{1,15}$'),
        name text NOT NULL,
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        base_url text NOT NULL,
        state text NOT NULL,
        purposes text[] NOT NULL,
        highest text NOT NULL CHECK (highest IN ('open', 'restricted', 'protected')),
        daily_quota integer NOT NULL CHECK (daily_quota > 0),
        steward_contact text NOT NULL,
        proposed_by uuid NOT NULL REFERENCES relink.accounts,
        approved_by uuid REFERENCES relink.accounts CHECK (approved_by <> proposed_by),
        state_since timestamptz NOT NULL,
        reason text,
        told_at bigint NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        CHECK (state NOT IN ('paired', 'suspended') OR approved_by IS NOT NULL)
      );
      ALTER TABLE relink.partners ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.partners FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.partners FOR SELECT TO relink_api USING (relink.is_staff());
      CREATE POLICY keepers ON relink.partners TO relink_api
        USING (relink.setting('role') IN ('liaison', 'steward', 'administrator'));
      CREATE POLICY system ON relink.partners TO relink_worker USING (relink.is_system());
      CREATE POLICY gateway ON relink.partners FOR SELECT TO relink_exchange USING (relink.is_system());
      GRANT SELECT, INSERT, UPDATE ON relink.partners TO relink_api;
      GRANT SELECT, UPDATE ON relink.partners TO relink_worker;
      GRANT SELECT (id, society, state, purposes, highest, daily_quota) ON relink.partners TO relink_exchange;

      CREATE TABLE relink.partner_keys (
        kid text PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES relink.partners,
        use text NOT NULL CHECK (use IN ('sign', 'seal')),
        crv text NOT NULL CHECK (crv = CASE use WHEN 'sign' THEN 'Ed25519' ELSE 'X25519' END),
        x text NOT NULL,
        valid_from bigint NOT NULL,
        valid_until bigint NOT NULL CHECK (valid_until > valid_from),
        pinned_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX ON relink.partner_keys (partner_id);
      ALTER TABLE relink.partner_keys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.partner_keys FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.partner_keys FOR SELECT TO relink_api USING (relink.is_staff());
      CREATE POLICY keepers ON relink.partner_keys TO relink_api
        USING (relink.setting('role') IN ('liaison', 'steward', 'administrator'));
      CREATE POLICY system ON relink.partner_keys TO relink_worker USING (relink.is_system());
      CREATE POLICY gateway ON relink.partner_keys FOR SELECT TO relink_exchange USING (relink.is_system());
      GRANT SELECT, INSERT ON relink.partner_keys TO relink_api, relink_worker;
      -- A pinned key is never made another one: it can only end.
      GRANT UPDATE (valid_until, revoked_at) ON relink.partner_keys TO relink_api, relink_worker;
      GRANT SELECT ON relink.partner_keys TO relink_exchange;

      CREATE TABLE relink.partner_nonces (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        nonce text NOT NULL,
        until timestamptz NOT NULL,
        PRIMARY KEY (partner_id, nonce)
      );
      CREATE INDEX ON relink.partner_nonces (until);
      ALTER TABLE relink.partner_nonces ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.partner_nonces FORCE ROW LEVEL SECURITY;
      CREATE POLICY system ON relink.partner_nonces TO relink_worker USING (relink.is_system());
      CREATE POLICY gateway ON relink.partner_nonces FOR INSERT TO relink_exchange WITH CHECK (relink.is_system());
      GRANT SELECT, DELETE ON relink.partner_nonces TO relink_worker;
      GRANT INSERT ON relink.partner_nonces TO relink_exchange;

      CREATE TABLE relink.exchange_inbox (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        message_id uuid NOT NULL,
        digest text NOT NULL,
        received_at timestamptz NOT NULL,
        -- as it came: sealed to us by the partner, opened by the worker alone
        sealed bytea NOT NULL,
        taken_at timestamptz,
        PRIMARY KEY (partner_id, message_id)
      );
      CREATE INDEX ON relink.exchange_inbox (received_at) WHERE taken_at IS NULL;
      ALTER TABLE relink.exchange_inbox ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.exchange_inbox FORCE ROW LEVEL SECURITY;
      CREATE POLICY system ON relink.exchange_inbox TO relink_worker USING (relink.is_system());
      CREATE POLICY arriving ON relink.exchange_inbox FOR INSERT TO relink_exchange
        WITH CHECK (relink.is_system() AND taken_at IS NULL);
      CREATE POLICY arrived ON relink.exchange_inbox FOR SELECT TO relink_exchange USING (relink.is_system());
      GRANT SELECT, UPDATE, DELETE ON relink.exchange_inbox TO relink_worker;
      GRANT INSERT ON relink.exchange_inbox TO relink_exchange;
      GRANT SELECT (partner_id, message_id, digest, received_at) ON relink.exchange_inbox TO relink_exchange;

      -- What was sent, and the order to delete it, outlive whoever was erased here: they point at nothing that is erased, and
      -- say nothing of a person but an id that opens nowhere.
      CREATE TABLE relink.disclosures (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        person_id uuid,
        partner_id uuid NOT NULL REFERENCES relink.partners,
        case_handle text NOT NULL,
        message_id uuid UNIQUE,
        purpose text NOT NULL,
        fields text[] NOT NULL CHECK (cardinality(fields) > 0),
        sensitivity text NOT NULL,
        expires_at timestamptz NOT NULL,
        permit_id uuid,
        state text NOT NULL,
        prepared_by uuid NOT NULL REFERENCES relink.accounts,
        approved_by uuid REFERENCES relink.accounts CHECK (approved_by <> prepared_by),
        prepared_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CHECK (state IN ('prepared', 'approved', 'cancelled') OR (permit_id IS NOT NULL AND message_id IS NOT NULL)),
        CHECK (state IN ('prepared', 'cancelled') OR approved_by IS NOT NULL)
      );
      CREATE INDEX ON relink.disclosures (dossier_id);
      CREATE INDEX ON relink.disclosures (person_id);
      CREATE INDEX ON relink.disclosures (partner_id);

      CREATE TABLE relink.recalls (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL,
        disclosure_id uuid NOT NULL REFERENCES relink.disclosures,
        cause text NOT NULL,
        state text NOT NULL,
        ordered_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        certified_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CHECK ((state = 'certified') = (certified_at IS NOT NULL))
      );
      CREATE INDEX ON relink.recalls (dossier_id);
      CREATE INDEX ON relink.recalls (disclosure_id);
      CREATE INDEX ON relink.recalls (due_at) WHERE state IN ('ordered', 'acknowledged');

      CREATE TABLE relink.partner_records (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.dossiers,
        partner_id uuid NOT NULL REFERENCES relink.partners,
        message_id uuid NOT NULL,
        case_handle text NOT NULL,
        purpose text NOT NULL,
        fields text[] NOT NULL,
        sensitivity text NOT NULL,
        expires_at timestamptz NOT NULL,
        state text NOT NULL,
        received_at timestamptz NOT NULL,
        -- sealed under a key of its own, which deleting destroys
        details bytea,
        version integer NOT NULL DEFAULT 1,
        UNIQUE (partner_id, message_id),
        CHECK ((state = 'deleted') = (details IS NULL))
      );
      CREATE INDEX ON relink.partner_records (dossier_id);
      CREATE INDEX ON relink.partner_records (expires_at) WHERE details IS NOT NULL;
    `);
    for (const table of ['disclosures', 'recalls'])
      await runner.query(`
        ALTER TABLE relink.${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE relink.${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY staff ON relink.${table} TO relink_api USING (relink.sees(dossier_id));
        CREATE POLICY system ON relink.${table} TO relink_worker USING (relink.is_system());
        GRANT SELECT, INSERT, UPDATE ON relink.${table} TO relink_api, relink_worker;
      `);
    // Frozen means gone: staff see such a record no more, save the steward, who judges what became of it.
    await runner.query(`
      ALTER TABLE relink.partner_records ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.partner_records FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.partner_records TO relink_api USING (
        relink.sees(dossier_id)
        AND (relink.setting('role') = 'steward' OR (state IN ('received', 'accepted', 'declined') AND expires_at > now()))
      ) WITH CHECK (relink.sees(dossier_id));
      CREATE POLICY system ON relink.partner_records TO relink_worker USING (relink.is_system());
      GRANT SELECT, UPDATE ON relink.partner_records TO relink_api;
      GRANT SELECT, INSERT, UPDATE, DELETE ON relink.partner_records TO relink_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.partner_records, relink.recalls, relink.disclosures, relink.exchange_inbox, relink.partner_nonces,
        relink.partner_keys, relink.partners;
      REVOKE USAGE ON SCHEMA relink FROM relink_exchange;
    `);
  }
}
