import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What goes between two Societies: which name they use for a case, what waits to be sent, what came, who gave which receipt.
 * Nothing of what a message says is kept in plain: its kind, its purpose, the random name of its case, its number.
 */
export class ExchangeTraffic1763700022000 implements MigrationInterface {
  name = 'ExchangeTraffic1763700022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.partners
        -- where its capability document says that messages are taken; the usual path where it was not read yet
        ADD COLUMN messages_at text,
        ADD COLUMN capability_due_at timestamptz,
        ADD COLUMN enquiries_stopped_at timestamptz,
        ADD COLUMN enquiries_stopped_because text,
        ADD CHECK ((enquiries_stopped_at IS NULL) = (enquiries_stopped_because IS NULL));

      -- Outlives whoever was erased here, so that what was disclosed can still be recalled under the name both sides use.
      CREATE TABLE relink.exchange_cases (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        handle text NOT NULL CHECK (handle ~ '^[A-Za-z0-9_-]{22}$'),
        dossier_id uuid,
        taken_seq integer NOT NULL DEFAULT 0,
        PRIMARY KEY (partner_id, handle),
        UNIQUE (partner_id, dossier_id)
      );
      CREATE INDEX ON relink.exchange_cases (dossier_id);
      ALTER TABLE relink.exchange_cases ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.exchange_cases FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.exchange_cases TO relink_api USING (relink.sees(dossier_id));
      CREATE POLICY system ON relink.exchange_cases TO relink_worker USING (relink.is_system());
      GRANT SELECT, INSERT ON relink.exchange_cases TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.exchange_cases TO relink_worker;

      CREATE TABLE relink.exchange_outbox (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        handle text NOT NULL,
        name text NOT NULL,
        about uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'sealed', 'delivered', 'dead', 'dropped')),
        queued_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        seq integer,
        -- to the partner's key: to us it is closed from then on
        sealed bytea,
        digest text,
        expires_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        first_tried_at timestamptz,
        last_tried_at timestamptz,
        ended_at timestamptz,
        failure text,
        FOREIGN KEY (partner_id, handle) REFERENCES relink.exchange_cases,
        CHECK (state IN ('waiting', 'dropped') OR (seq IS NOT NULL AND digest IS NOT NULL AND expires_at IS NOT NULL)),
        CHECK (state <> 'sealed' OR sealed IS NOT NULL),
        UNIQUE (partner_id, handle, seq)
      );
      CREATE INDEX ON relink.exchange_outbox (due_at) WHERE state IN ('waiting', 'sealed');
      CREATE INDEX ON relink.exchange_outbox (partner_id, handle, queued_at);
      CREATE INDEX ON relink.exchange_outbox (about);
      ALTER TABLE relink.exchange_outbox ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.exchange_outbox FORCE ROW LEVEL SECURITY;
      CREATE POLICY staff ON relink.exchange_outbox TO relink_api USING (
        relink.setting('role') IN ('liaison', 'steward', 'administrator')
        OR EXISTS (SELECT 1 FROM relink.exchange_cases c WHERE c.partner_id = exchange_outbox.partner_id AND c.handle = exchange_outbox.handle)
      );
      CREATE POLICY system ON relink.exchange_outbox TO relink_worker USING (relink.is_system());
      GRANT SELECT (id, partner_id, handle, name, about, state, queued_at, due_at, seq, digest, expires_at, attempts,
        first_tried_at, last_tried_at, ended_at, failure) ON relink.exchange_outbox TO relink_api;
      GRANT INSERT ON relink.exchange_outbox TO relink_api;
      -- A person sends again what was given up, or gives it up for good.
      GRANT UPDATE (state, due_at, seq, first_tried_at, ended_at, failure) ON relink.exchange_outbox TO relink_api;
      GRANT SELECT, INSERT, UPDATE ON relink.exchange_outbox TO relink_worker;

      CREATE TABLE relink.exchange_receipts (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        message_id uuid NOT NULL,
        direction text NOT NULL CHECK (direction IN ('given', 'got')),
        decision text NOT NULL CHECK (decision IN ('received', 'accepted', 'declined')),
        jws text NOT NULL,
        audit_seq bigint NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (partner_id, message_id, direction, decision)
      );
      ALTER TABLE relink.exchange_receipts ENABLE ROW LEVEL SECURITY;
      ALTER TABLE relink.exchange_receipts FORCE ROW LEVEL SECURITY;
      CREATE POLICY keepers ON relink.exchange_receipts FOR SELECT TO relink_api
        USING (relink.setting('role') IN ('liaison', 'steward', 'administrator'));
      CREATE POLICY system ON relink.exchange_receipts TO relink_worker USING (relink.is_system());
      CREATE POLICY giving ON relink.exchange_receipts FOR INSERT TO relink_exchange
        WITH CHECK (relink.is_system() AND direction = 'given' AND decision = 'received');
      CREATE POLICY given ON relink.exchange_receipts FOR SELECT TO relink_exchange
        USING (relink.is_system() AND direction = 'given' AND decision = 'received');
      GRANT SELECT ON relink.exchange_receipts TO relink_api;
      GRANT SELECT, INSERT ON relink.exchange_receipts TO relink_worker;
      GRANT INSERT ON relink.exchange_receipts TO relink_exchange;
      GRANT SELECT (partner_id, message_id, direction, decision, jws) ON relink.exchange_receipts TO relink_exchange;

      ALTER TABLE relink.exchange_inbox
        ADD COLUMN name text NOT NULL,
        ADD COLUMN purpose text NOT NULL,
        ADD COLUMN handle text NOT NULL,
        ADD COLUMN seq integer NOT NULL,
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        -- after a failure, or when a day's measure is full; at once where there is none
        ADD COLUMN due_at timestamptz,
        ADD COLUMN outcome text CHECK (outcome IN ('acted-upon', 'recalled', 'broken', 'refused')),
        ADD CHECK ((taken_at IS NULL) = (outcome IS NULL));
      CREATE INDEX ON relink.exchange_inbox (partner_id, handle, seq) WHERE taken_at IS NULL;
      CREATE POLICY keepers ON relink.exchange_inbox FOR SELECT TO relink_api
        USING (relink.setting('role') IN ('liaison', 'steward', 'administrator'));
      GRANT SELECT (partner_id, message_id, digest, received_at, name, purpose, handle, seq, attempts, due_at, taken_at, outcome)
        ON relink.exchange_inbox TO relink_api;
      REVOKE INSERT ON relink.exchange_inbox FROM relink_exchange;
      GRANT INSERT (partner_id, message_id, digest, received_at, sealed, name, purpose, handle, seq)
        ON relink.exchange_inbox TO relink_exchange;

      -- What was recalled before it came is not acted upon when it comes.
      CREATE TABLE relink.exchange_recalled (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        message_id uuid NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (partner_id, message_id)
      );

      CREATE TABLE relink.exchange_quotas (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        purpose text NOT NULL,
        day date NOT NULL,
        taken integer NOT NULL,
        PRIMARY KEY (partner_id, purpose, day)
      );

      -- How enquiries of a partner look to whoever watches for enumeration: what was found, and keyed marks of whom it asked for.
      CREATE TABLE relink.exchange_enquiry_marks (
        partner_id uuid NOT NULL REFERENCES relink.partners,
        message_id uuid NOT NULL,
        at timestamptz NOT NULL,
        found boolean NOT NULL,
        marks bigint[] NOT NULL,
        PRIMARY KEY (partner_id, message_id)
      );
      CREATE INDEX ON relink.exchange_enquiry_marks (partner_id, at);

      CREATE TABLE relink.exchange_refusals (
        id uuid PRIMARY KEY,
        -- only where the signature was the partner's
        partner_id uuid REFERENCES relink.partners,
        reason text NOT NULL,
        count integer NOT NULL CHECK (count > 0),
        at timestamptz NOT NULL
      );
      CREATE INDEX ON relink.exchange_refusals (at);

      -- The public halves of our own keys, for people who compare fingerprints. The private ones are in no database.
      CREATE TABLE relink.exchange_own_keys (
        id uuid PRIMARY KEY,
        kid text NOT NULL UNIQUE,
        use text NOT NULL CHECK (use IN ('sign', 'seal')),
        crv text NOT NULL,
        x text NOT NULL,
        valid_from bigint NOT NULL,
        valid_until bigint NOT NULL,
        revoked_at timestamptz
      );
    `);
    for (const table of [
      'exchange_recalled',
      'exchange_quotas',
      'exchange_enquiry_marks',
      'exchange_refusals',
      'exchange_own_keys',
    ])
      await runner.query(`
        ALTER TABLE relink.${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE relink.${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY system ON relink.${table} TO relink_worker USING (relink.is_system());
        GRANT SELECT, INSERT, UPDATE, DELETE ON relink.${table} TO relink_worker;
      `);
    await runner.query(`
      CREATE POLICY keepers ON relink.exchange_refusals FOR SELECT TO relink_api
        USING (relink.setting('role') IN ('liaison', 'steward', 'administrator'));
      GRANT SELECT ON relink.exchange_refusals TO relink_api;
      CREATE POLICY noting ON relink.exchange_refusals FOR INSERT TO relink_exchange WITH CHECK (relink.is_system());
      GRANT INSERT ON relink.exchange_refusals TO relink_exchange;
      CREATE POLICY staff ON relink.exchange_own_keys FOR SELECT TO relink_api USING (relink.is_staff());
      GRANT SELECT ON relink.exchange_own_keys TO relink_api;

      -- The gateway has a chain of its own, 64, and sees no other: its receipts say where in it each act stands.
      GRANT USAGE ON SCHEMA audit TO relink_exchange;
      ALTER TABLE audit.entries ENABLE ROW LEVEL SECURITY;
      CREATE POLICY records ON audit.entries TO relink_api, relink_worker USING (true);
      CREATE POLICY gateway ON audit.entries TO relink_exchange USING (chain = 64 AND relink.is_system());
      GRANT INSERT ON audit.entries TO relink_exchange;
      GRANT SELECT (chain, seq, hash) ON audit.entries TO relink_exchange;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE ALL ON audit.entries FROM relink_exchange;
      REVOKE USAGE ON SCHEMA audit FROM relink_exchange;
      DROP POLICY gateway ON audit.entries;
      DROP POLICY records ON audit.entries;
      ALTER TABLE audit.entries DISABLE ROW LEVEL SECURITY;
      DROP TABLE relink.exchange_own_keys, relink.exchange_refusals, relink.exchange_enquiry_marks, relink.exchange_quotas,
        relink.exchange_recalled, relink.exchange_receipts, relink.exchange_outbox, relink.exchange_cases;
      DROP POLICY keepers ON relink.exchange_inbox;
      ALTER TABLE relink.exchange_inbox DROP COLUMN name, DROP COLUMN purpose, DROP COLUMN handle, DROP COLUMN seq,
        DROP COLUMN attempts, DROP COLUMN due_at, DROP COLUMN outcome;
      REVOKE ALL ON relink.exchange_inbox FROM relink_api, relink_exchange;
      GRANT INSERT ON relink.exchange_inbox TO relink_exchange;
      GRANT SELECT (partner_id, message_id, digest, received_at) ON relink.exchange_inbox TO relink_exchange;
      ALTER TABLE relink.partners DROP COLUMN messages_at, DROP COLUMN capability_due_at, DROP COLUMN enquiries_stopped_at,
        DROP COLUMN enquiries_stopped_because;
    `);
  }
}
