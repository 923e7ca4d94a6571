import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The family portal: cards and what is written to and fro, for staff; and a schema of its own that holds all the portal can
 * reach. A row there opens to the one secret it belongs to (a code, the token of a session), never to a search.
 */
export class FamilyAccess1763700016000 implements MigrationInterface {
  name = 'FamilyAccess1763700016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relink.family_cards (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        language text NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'cancelled')),
        issued_by uuid NOT NULL REFERENCES relink.accounts,
        issued_at timestamptz NOT NULL,
        expires_on date NOT NULL,
        ended_at timestamptz,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.family_cards (dossier_id);

      CREATE TABLE relink.family_messages (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        kind text NOT NULL,
        -- under the key of the case
        content bytea NOT NULL,
        -- NULL: the family wrote it
        written_by uuid REFERENCES relink.accounts,
        written_at timestamptz NOT NULL
      );
      CREATE INDEX ON relink.family_messages (dossier_id, written_at);

      CREATE TABLE relink.family_invitations (
        dossier_id uuid PRIMARY KEY REFERENCES relink.tracing_requests (id),
        state text NOT NULL CHECK (state IN ('open', 'ended')),
        asked_by uuid NOT NULL REFERENCES relink.accounts,
        asked_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1
      );

      CREATE TABLE relink.family_recalls (
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        -- class, or class and code, as permits say it
        recipient text NOT NULL,
        confirmed_at timestamptz NOT NULL,
        PRIMARY KEY (dossier_id, recipient)
      );

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['family_cards', 'family_messages', 'family_invitations', 'family_recalls'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      GRANT SELECT, INSERT, UPDATE ON relink.family_cards, relink.family_invitations TO relink_api;
      GRANT SELECT, INSERT ON relink.family_messages TO relink_api, relink_worker;
      GRANT SELECT ON relink.family_cards, relink.family_invitations TO relink_worker;
      GRANT SELECT, INSERT ON relink.family_recalls TO relink_worker;
      GRANT DELETE ON relink.family_cards, relink.family_messages, relink.family_invitations, relink.family_recalls TO relink_worker;
      GRANT SELECT ON relink.family_recalls TO relink_api;

      CREATE SCHEMA portal;
      GRANT USAGE ON SCHEMA portal TO relink_portal, relink_api, relink_worker;
      CREATE FUNCTION portal.setting(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('portal.' || name, true), '') $$;

      CREATE TABLE portal.cards (
        id uuid PRIMARY KEY REFERENCES relink.family_cards ON DELETE CASCADE,
        lookup text NOT NULL UNIQUE,
        word_hash text NOT NULL,
        -- answers are sealed to it; the private half opens with the code and the word
        public_key bytea NOT NULL,
        sealed_key bytea NOT NULL,
        usable_until timestamptz NOT NULL,
        cancelled boolean NOT NULL DEFAULT false
      );

      CREATE TABLE portal.sessions (
        token_hash text PRIMARY KEY,
        card_id uuid NOT NULL REFERENCES portal.cards ON DELETE CASCADE,
        -- the card's private half, under the token
        sealed_key bytea NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(),
        opened_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ON portal.sessions (card_id);
      CREATE INDEX ON portal.sessions (seen_at);

      CREATE TABLE portal.pages (
        card_id uuid PRIMARY KEY REFERENCES portal.cards ON DELETE CASCADE,
        -- codes, days and counts
        page jsonb NOT NULL
      );

      CREATE TABLE portal.answers (
        id uuid PRIMARY KEY,
        card_id uuid NOT NULL REFERENCES portal.cards ON DELETE CASCADE,
        sealed bytea NOT NULL,
        written_on date NOT NULL
      );
      CREATE INDEX ON portal.answers (card_id);

      CREATE TABLE portal.letters (
        id uuid PRIMARY KEY,
        -- NULL: from somebody without a card
        card_id uuid REFERENCES portal.cards ON DELETE CASCADE,
        sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 64 AND 16384),
        written_at timestamptz NOT NULL DEFAULT now(),
        carried boolean NOT NULL DEFAULT false
      );
      CREATE INDEX ON portal.letters (written_at) WHERE NOT carried;

      -- Allowances that fill up again with time: of a card, of everybody together.
      CREATE TABLE portal.buckets (
        key text PRIMARY KEY,
        level double precision NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX ON portal.buckets (at);

      -- When the worker last looked at all there is: of the deployment, not of any case.
      CREATE TABLE portal.rounds (single boolean PRIMARY KEY CHECK (single), last_round date NOT NULL);
      INSERT INTO portal.rounds VALUES (true, current_date);

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['rounds', 'cards', 'sessions', 'pages', 'answers', 'letters', 'buckets'] LOOP
          EXECUTE format('ALTER TABLE portal.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE portal.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY system ON portal.%I TO relink_worker USING (relink.is_system())', t);
          EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON portal.%I TO relink_worker', t);
        END LOOP;
        -- Staff reach the cards of the cases they see.
        FOREACH t IN ARRAY ARRAY['sessions', 'answers'] LOOP
          EXECUTE format('CREATE POLICY staff ON portal.%I TO relink_api USING (EXISTS (SELECT 1 FROM relink.family_cards c WHERE c.id = card_id))', t);
        END LOOP;
      END $$;
      CREATE POLICY staff ON portal.cards TO relink_api USING (EXISTS (SELECT 1 FROM relink.family_cards c WHERE c.id = cards.id));
      GRANT SELECT (id, public_key, cancelled), INSERT, UPDATE (cancelled) ON portal.cards TO relink_api;
      GRANT SELECT (card_id), DELETE ON portal.sessions TO relink_api;
      GRANT INSERT ON portal.answers TO relink_api;

      CREATE POLICY own_session ON portal.sessions TO relink_portal USING (token_hash = portal.setting('session'))
        WITH CHECK (token_hash = portal.setting('session'));
      CREATE POLICY by_code ON portal.cards FOR SELECT TO relink_portal USING (lookup = portal.setting('lookup')
        OR id IN (SELECT card_id FROM portal.sessions WHERE token_hash = portal.setting('session')));
      CREATE POLICY own_page ON portal.pages FOR SELECT TO relink_portal
        USING (card_id IN (SELECT card_id FROM portal.sessions WHERE token_hash = portal.setting('session')));
      CREATE POLICY own_answers ON portal.answers FOR SELECT TO relink_portal
        USING (card_id IN (SELECT card_id FROM portal.sessions WHERE token_hash = portal.setting('session')));
      CREATE POLICY write ON portal.letters FOR INSERT TO relink_portal WITH CHECK (NOT carried AND (card_id IS NULL
        OR card_id IN (SELECT card_id FROM portal.sessions WHERE token_hash = portal.setting('session'))));
      CREATE POLICY own_bucket ON portal.buckets TO relink_portal USING (key = portal.setting('bucket'));
      CREATE POLICY last_round ON portal.rounds FOR SELECT TO relink_portal USING (true);
      GRANT SELECT ON portal.rounds, portal.cards, portal.pages, portal.answers TO relink_portal;
      GRANT SELECT, INSERT, DELETE, UPDATE (seen_at) ON portal.sessions TO relink_portal;
      GRANT INSERT ON portal.letters TO relink_portal;
      GRANT SELECT, INSERT, UPDATE ON portal.buckets TO relink_portal;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP SCHEMA portal CASCADE;
      DROP TABLE relink.family_recalls, relink.family_invitations, relink.family_messages, relink.family_cards;
    `);
  }
}
