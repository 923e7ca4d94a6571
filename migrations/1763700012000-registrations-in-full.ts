import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Registrations to the end of their table: state and outcome, who is in charge, members of a household, care, best-interests
 * decisions by two people, follow-ups, what was changed and why, transfers between branches.
 */
export class RegistrationsInFull1763700012000 implements MigrationInterface {
  name = 'RegistrationsInFull1763700012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.registrations
        ADD COLUMN state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed', 'withdrawn')),
        ADD COLUMN outcome text,
        ADD COLUMN owner_id uuid REFERENCES relink.accounts,
        ADD COLUMN review_on date NOT NULL DEFAULT (current_date + 180),
        -- when a notice stops to hold by itself
        ADD COLUMN holds_until date,
        ADD COLUMN closed_at timestamptz;
      UPDATE relink.registrations SET owner_id = registered_by;
      ALTER TABLE relink.registrations ALTER COLUMN owner_id SET NOT NULL;
      CREATE INDEX ON relink.registrations (holds_until) WHERE state = 'active' AND holds_until IS NOT NULL;
      CREATE INDEX ON relink.registrations (state, id);

      CREATE TABLE relink.household_members (
        person_id uuid PRIMARY KEY REFERENCES relink.persons,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        position smallint NOT NULL,
        relation text NOT NULL
      );
      CREATE INDEX ON relink.household_members (dossier_id);

      CREATE TABLE relink.care_arrangements (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        kind text NOT NULL,
        since date NOT NULL,
        recorded_by uuid NOT NULL REFERENCES relink.accounts,
        recorded_at timestamptz NOT NULL,
        -- who cares, where, and how it is known
        details bytea NOT NULL
      );
      CREATE INDEX ON relink.care_arrangements (dossier_id, since);

      CREATE TABLE relink.best_interests_decisions (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        about text NOT NULL,
        state text NOT NULL CHECK (state IN ('proposed', 'agreed', 'disagreed')),
        proposed_by uuid NOT NULL REFERENCES relink.accounts,
        proposed_at timestamptz NOT NULL,
        -- the proposal, its reasons, the child's view
        proposal bytea NOT NULL,
        decided_by uuid REFERENCES relink.accounts,
        decided_at timestamptz,
        decision bytea,
        version integer NOT NULL DEFAULT 1,
        CHECK (decided_by IS DISTINCT FROM proposed_by),
        CHECK ((state = 'proposed') = (decided_by IS NULL))
      );
      CREATE INDEX ON relink.best_interests_decisions (dossier_id, proposed_at);
      CREATE UNIQUE INDEX ON relink.best_interests_decisions (dossier_id) WHERE state = 'proposed';

      CREATE TABLE relink.follow_ups (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        kind text NOT NULL,
        due date NOT NULL,
        planned_by uuid NOT NULL REFERENCES relink.accounts,
        planned_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('planned', 'done', 'not-needed')),
        done_on date,
        done_by uuid REFERENCES relink.accounts,
        details bytea NOT NULL,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX ON relink.follow_ups (dossier_id, due);

      -- Corrections, wishes, ends and new beginnings: who wrote what down, and on what ground. Appended only.
      CREATE TABLE relink.registration_changes (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        what text NOT NULL,
        changed_by uuid REFERENCES relink.accounts,
        changed_at timestamptz NOT NULL,
        details bytea NOT NULL
      );
      CREATE INDEX ON relink.registration_changes (dossier_id, changed_at);

      CREATE TABLE relink.registration_transfers (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.registrations (id),
        from_branch uuid NOT NULL REFERENCES relink.branches,
        to_branch uuid NOT NULL REFERENCES relink.branches,
        state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined')),
        -- the branch saw the registration before it was offered, so a refusal does not end that
        was_shared boolean NOT NULL,
        offered_by uuid NOT NULL REFERENCES relink.accounts,
        offered_at timestamptz NOT NULL,
        decided_by uuid REFERENCES relink.accounts,
        decided_at timestamptz,
        details bytea NOT NULL,
        CHECK (from_branch <> to_branch)
      );
      CREATE UNIQUE INDEX ON relink.registration_transfers (dossier_id) WHERE state = 'offered';

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['household_members', 'care_arrangements', 'best_interests_decisions', 'follow_ups', 'registration_changes',
                                 'registration_transfers'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
        END LOOP;
      END $$;
      GRANT SELECT, INSERT ON relink.household_members, relink.care_arrangements, relink.registration_changes TO relink_api, relink_worker;
      GRANT SELECT, INSERT, UPDATE ON relink.best_interests_decisions, relink.follow_ups, relink.registration_transfers
        TO relink_api, relink_worker;

      -- A dossier changes its branch in one way only: a supervisor of the other branch takes over what was offered.
      CREATE OR REPLACE FUNCTION relink.branch_changes_by_transfer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.branch_id IS NOT DISTINCT FROM OLD.branch_id OR NOT relink.is_staff() THEN RETURN NEW; END IF;
        IF relink.setting('role') = 'supervisor' AND NEW.branch_id = relink.setting('branch')::uuid THEN
          IF NEW.kind = 'registration' THEN
            IF EXISTS (SELECT 1 FROM relink.registration_transfers t
                       WHERE t.dossier_id = NEW.id AND t.to_branch = NEW.branch_id AND t.state = 'offered') THEN RETURN NEW; END IF;
          ELSIF EXISTS (SELECT 1 FROM relink.transfers t
                        WHERE t.dossier_id = NEW.id AND t.to_branch = NEW.branch_id AND t.state = 'offered') THEN RETURN NEW;
          END IF;
        END IF;
        RAISE EXCEPTION 'a dossier changes its branch by a transfer only' USING ERRCODE = '42501';
      END $$;
      CREATE OR REPLACE TRIGGER branch_changes_by_transfer BEFORE UPDATE OF branch_id ON relink.dossiers
        FOR EACH ROW EXECUTE FUNCTION relink.branch_changes_by_transfer();
      GRANT UPDATE (branch_id) ON relink.dossiers TO relink_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE relink.registration_transfers, relink.registration_changes, relink.follow_ups, relink.best_interests_decisions,
        relink.care_arrangements, relink.household_members;
      ALTER TABLE relink.registrations DROP COLUMN state, DROP COLUMN outcome, DROP COLUMN owner_id, DROP COLUMN review_on,
        DROP COLUMN holds_until, DROP COLUMN closed_at;
    `);
  }
}
