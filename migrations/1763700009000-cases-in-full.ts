import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tracing requests to the end of their table: freshness of the enquirer's contacts, retention, search actions, field
 * results, corrections, duplicates that can be taken apart again, transfers between branches; and everybody's work.
 */
export class CasesInFull1763700009000 implements MigrationInterface {
  name = 'CasesInFull1763700009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE relink.tracing_requests
        ADD COLUMN contact_worked_at timestamptz,
        ADD COLUMN contact_fresh_until date NOT NULL DEFAULT (current_date + 180),
        ADD COLUMN result_since timestamptz,
        ADD COLUMN closed_at timestamptz,
        ADD COLUMN keep_category text,
        ADD COLUMN keep_until date,
        ADD COLUMN legal_hold text,
        ADD COLUMN merged_into uuid REFERENCES relink.tracing_requests,
        ADD CHECK (merged_into IS DISTINCT FROM id);
      CREATE INDEX ON relink.tracing_requests (merged_into) WHERE merged_into IS NOT NULL;
      CREATE INDEX ON relink.tracing_requests (next_action_due) WHERE state NOT IN ('refused', 'closed');

      ALTER TABLE relink.sought_persons
        ADD COLUMN located_at timestamptz,
        ADD COLUMN located_by text CHECK (located_by IN ('confirmed-match', 'field-result')),
        ADD COLUMN told_at timestamptz;

      CREATE TABLE relink.contact_attempts (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        tried_by uuid NOT NULL REFERENCES relink.accounts,
        tried_at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('reached', 'no-answer', 'not-in-service', 'wrong-person', 'message-left')),
        -- which contact, and what was noted; under the enquirer's own key
        details bytea NOT NULL
      );
      CREATE INDEX ON relink.contact_attempts (dossier_id, tried_at);

      CREATE TABLE relink.search_actions (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        sought_id uuid NOT NULL REFERENCES relink.sought_persons ON DELETE CASCADE,
        kind text NOT NULL,
        state text NOT NULL,
        purpose text NOT NULL,
        -- id or code of the authority or partner that is asked
        recipient text,
        recipient_country text,
        restrictions_read boolean NOT NULL DEFAULT false,
        -- the permit under which it was begun
        permit_id uuid REFERENCES relink.permits ON DELETE SET NULL,
        planned_by uuid NOT NULL REFERENCES relink.accounts,
        planned_at timestamptz NOT NULL,
        owner_id uuid NOT NULL REFERENCES relink.accounts,
        due date NOT NULL,
        first_approver_id uuid REFERENCES relink.accounts,
        second_approver_id uuid REFERENCES relink.accounts,
        outcome text,
        ended_at timestamptz,
        -- plan, do-no-harm check, outcome and source in words; under the key of the case
        details bytea NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CHECK (first_approver_id IS DISTINCT FROM second_approver_id OR first_approver_id IS NULL)
      );
      CREATE INDEX ON relink.search_actions (dossier_id);
      CREATE INDEX ON relink.search_actions (owner_id, due) WHERE state IN ('planned', 'under-way');

      CREATE TABLE relink.field_results (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        sought_id uuid NOT NULL REFERENCES relink.sought_persons ON DELETE CASCADE,
        recorded_by uuid NOT NULL REFERENCES relink.accounts,
        recorded_at timestamptz NOT NULL,
        certainty text NOT NULL,
        details bytea NOT NULL
      );
      CREATE INDEX ON relink.field_results (dossier_id);

      CREATE TABLE relink.corrections (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        corrected_by uuid NOT NULL REFERENCES relink.accounts,
        corrected_at timestamptz NOT NULL,
        details bytea NOT NULL
      );
      CREATE INDEX ON relink.corrections (dossier_id);

      CREATE TABLE relink.duplicates (
        id uuid PRIMARY KEY,
        -- the request that stays
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        -- the one that may be the same
        duplicate_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        state text NOT NULL CHECK (state IN ('marked', 'dismissed', 'merged', 'undone')),
        marked_by uuid NOT NULL REFERENCES relink.accounts,
        marked_at timestamptz NOT NULL,
        decided_by uuid REFERENCES relink.accounts,
        decided_at timestamptz,
        -- codes and days of the second request before the merge, to put it back as it was
        before jsonb,
        details bytea NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CHECK (dossier_id <> duplicate_id)
      );
      CREATE UNIQUE INDEX ON relink.duplicates (least(dossier_id, duplicate_id), greatest(dossier_id, duplicate_id)) WHERE state IN ('marked', 'merged');
      CREATE INDEX ON relink.duplicates (dossier_id);
      CREATE INDEX ON relink.duplicates (duplicate_id);

      CREATE TABLE relink.transfers (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES relink.tracing_requests (id),
        from_branch uuid NOT NULL REFERENCES relink.branches,
        to_branch uuid NOT NULL REFERENCES relink.branches,
        state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'taken-back')),
        -- supervisors of the other branch, assigned for the offer alone
        lent_to uuid[] NOT NULL,
        offered_by uuid NOT NULL REFERENCES relink.accounts,
        offered_at timestamptz NOT NULL,
        decided_by uuid REFERENCES relink.accounts,
        decided_at timestamptz,
        details bytea NOT NULL,
        CHECK (from_branch <> to_branch)
      );
      CREATE UNIQUE INDEX ON relink.transfers (dossier_id) WHERE state = 'offered';
      CREATE INDEX ON relink.transfers (dossier_id, offered_at);

      DO $$ DECLARE t text; BEGIN
        FOREACH t IN ARRAY ARRAY['contact_attempts', 'search_actions', 'field_results', 'corrections', 'duplicates', 'transfers'] LOOP
          EXECUTE format('ALTER TABLE relink.%I ENABLE ROW LEVEL SECURITY', t);
          EXECUTE format('ALTER TABLE relink.%I FORCE ROW LEVEL SECURITY', t);
          EXECUTE format('CREATE POLICY system ON relink.%I TO relink_worker USING (relink.is_system())', t);
          IF t <> 'duplicates' THEN
            EXECUTE format('CREATE POLICY staff ON relink.%I TO relink_api USING (relink.sees(dossier_id))', t);
          END IF;
        END LOOP;
      END $$;
      -- That two cases may be one is known to those who may see both.
      CREATE POLICY staff ON relink.duplicates TO relink_api USING (relink.sees(dossier_id) AND relink.sees(duplicate_id));
      GRANT SELECT, INSERT, UPDATE ON relink.search_actions, relink.duplicates, relink.transfers TO relink_api, relink_worker;
      -- What was tried, found and corrected are facts: appended, never changed.
      GRANT SELECT, INSERT ON relink.contact_attempts, relink.field_results, relink.corrections TO relink_api, relink_worker;

      -- A dossier changes its branch in one way only: a supervisor of the other branch takes over what was offered.
      CREATE FUNCTION relink.branch_changes_by_transfer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.branch_id IS DISTINCT FROM OLD.branch_id AND relink.is_staff() AND NOT (
          relink.setting('role') = 'supervisor' AND NEW.branch_id = relink.setting('branch')::uuid
          AND EXISTS (SELECT 1 FROM relink.transfers t WHERE t.dossier_id = NEW.id AND t.to_branch = NEW.branch_id AND t.state = 'offered')
        ) THEN
          RAISE EXCEPTION 'a dossier changes its branch by a transfer only' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER branch_changes_by_transfer BEFORE UPDATE OF branch_id ON relink.dossiers
        FOR EACH ROW EXECUTE FUNCTION relink.branch_changes_by_transfer();
      GRANT UPDATE (branch_id) ON relink.dossiers TO relink_api;
    `);
    await runner.query(WORK_ITEMS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW relink.work_items;
      REVOKE UPDATE (branch_id) ON relink.dossiers FROM relink_api;
      DROP TRIGGER branch_changes_by_transfer ON relink.dossiers;
      DROP FUNCTION relink.branch_changes_by_transfer();
      DROP TABLE relink.transfers, relink.duplicates, relink.corrections, relink.field_results, relink.search_actions, relink.contact_attempts;
      ALTER TABLE relink.sought_persons DROP COLUMN located_at, DROP COLUMN located_by, DROP COLUMN told_at;
      ALTER TABLE relink.tracing_requests DROP COLUMN contact_worked_at, DROP COLUMN contact_fresh_until, DROP COLUMN result_since,
        DROP COLUMN closed_at, DROP COLUMN keep_category, DROP COLUMN keep_until, DROP COLUMN legal_hold, DROP COLUMN merged_into;
    `);
  }
}

/**
 * Everything that waits for somebody, one row for each thing and each person or role it waits for. Whose eyes it is seen
 * with are the reader's own (security_invoker). A later migration that brings new work replaces the view with one more
 * arm: the columns stay. `why` is a code; `not_for` is the one whose step it must not be, such as the interviewer.
 */
const WORK_ITEMS = `
  CREATE VIEW relink.work_items (kind, dossier_id, about_id, reference, why, due, owner_id, for_roles, branch_id, not_for)
    WITH (security_invoker = true) AS
  SELECT CASE r.state WHEN 'pre-case' THEN 'interview' WHEN 'located' THEN 'wishes' WHEN 'result-approved' THEN 'result'
              WHEN 'result-delivered' THEN 'result' ELSE 'search' END,
         r.id, r.id, r.reference, r.next_action, r.next_action_due, r.owner_id, NULL::text[], d.branch_id, NULL::uuid
    FROM relink.tracing_requests r JOIN relink.dossiers d ON d.id = r.id
    WHERE r.state IN ('pre-case', 'open', 'located', 'result-approved', 'result-delivered')
       OR (r.state = 'on-hold' AND r.next_action_due <= current_date)
  UNION ALL
  SELECT CASE r.state WHEN 'result-ready' THEN 'result' ELSE 'decision' END,
         r.id, r.id, r.reference, r.next_action, r.next_action_due, NULL, ARRAY['supervisor'], d.branch_id,
         CASE r.state WHEN 'submitted' THEN r.interviewer_id END
    FROM relink.tracing_requests r JOIN relink.dossiers d ON d.id = r.id
    WHERE r.state IN ('submitted', 'result-ready') OR (r.state = 'enquirer-unreachable' AND r.next_action_due <= current_date)
  UNION ALL
  SELECT 'review', r.id, r.id, r.reference, 'review', r.review_on, r.owner_id, NULL, d.branch_id, NULL
    FROM relink.tracing_requests r JOIN relink.dossiers d ON d.id = r.id
    WHERE r.state NOT IN ('pre-case', 'submitted', 'refused', 'closed') AND r.review_on <= current_date + 7
  UNION ALL
  SELECT 'contact', r.id, r.id, r.reference, 'confirm-enquirer-reachable', r.contact_fresh_until, r.owner_id, NULL, d.branch_id, NULL
    FROM relink.tracing_requests r JOIN relink.dossiers d ON d.id = r.id
    WHERE r.state NOT IN ('pre-case', 'submitted', 'enquirer-unreachable', 'refused', 'closed') AND r.contact_fresh_until <= current_date + 7
  UNION ALL
  SELECT 'search-action', s.dossier_id, s.id, r.reference, s.kind, s.due, s.owner_id, NULL, d.branch_id, NULL
    FROM relink.search_actions s JOIN relink.tracing_requests r ON r.id = s.dossier_id JOIN relink.dossiers d ON d.id = s.dossier_id
    WHERE s.state IN ('planned', 'under-way') AND r.state NOT IN ('refused', 'closed')
  UNION ALL
  SELECT 'approval', s.dossier_id, s.id, r.reference, 'approve-authority-enquiry', s.due, NULL,
         ARRAY['supervisor', 'child-protection-specialist'], d.branch_id, approver
    FROM relink.search_actions s JOIN relink.tracing_requests r ON r.id = s.dossier_id JOIN relink.dossiers d ON d.id = s.dossier_id,
         LATERAL (SELECT coalesce(s.first_approver_id, s.planned_by) AS approver) a
    WHERE s.kind = 'authority-enquiry' AND s.state = 'planned' AND s.second_approver_id IS NULL AND r.state = 'open'
  UNION ALL
  SELECT 'task', t.dossier_id, t.about, r.reference, t.kind, t.due, t.owner_id,
         CASE WHEN t.owner_id IS NULL THEN ARRAY[t.for_role] END, coalesce(t.branch_id, d.branch_id), NULL
    FROM relink.tasks t LEFT JOIN relink.tracing_requests r ON r.id = t.dossier_id LEFT JOIN relink.dossiers d ON d.id = t.dossier_id
    WHERE t.state = 'open'
      -- What the arms above say of a request every day, its reminders need not say again.
      AND t.kind NOT IN ('overdue-request', 'hold-ended', 'review-request', 'decide-on-lost-enquirer', 'confirm-enquirer-reachable')
  UNION ALL
  SELECT 'match-review', m.request_id, m.id, r.reference, 'review-match', NULL, assigned.id, NULL, NULL, NULL
    FROM relink.potential_matches m
    JOIN relink.dossiers d ON d.id IN (m.request_id, m.registration_id)
    CROSS JOIN LATERAL unnest(d.assigned) AS assigned (id)
    JOIN relink.accounts a ON a.id = assigned.id AND a.role = 'caseworker'
    LEFT JOIN relink.tracing_requests r ON r.id = m.request_id
    WHERE m.state = 'proposed'
  UNION ALL
  SELECT 'match-review', m.request_id, m.id, r.reference, CASE m.state WHEN 'needs-information' THEN 'find-evidence' ELSE 'review-match' END,
         NULL, m.first_reviewer_id, NULL, NULL, NULL
    FROM relink.potential_matches m LEFT JOIN relink.tracing_requests r ON r.id = m.request_id
    WHERE m.state IN ('in-review', 'needs-information')
  UNION ALL
  SELECT 'match-confirmation', m.request_id, m.id, r.reference, 'confirm-match', NULL, NULL,
         CASE WHEN m.needs_child_specialist THEN ARRAY['child-protection-specialist']
              ELSE ARRAY['caseworker', 'supervisor', 'child-protection-specialist'] END,
         NULL, m.first_reviewer_id
    FROM relink.potential_matches m LEFT JOIN relink.tracing_requests r ON r.id = m.request_id
    WHERE m.state = 'probable';
  GRANT SELECT ON relink.work_items TO relink_api, relink_worker`;
