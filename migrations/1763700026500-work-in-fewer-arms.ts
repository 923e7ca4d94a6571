import type { MigrationInterface, QueryRunner } from 'typeorm';
import { workItemsByMatch } from './1763700022200-seen-without-a-call.js';

/**
 * What waits of one request, or of one match, is told by one arm of the view: each arm carries the policies of all its tables
 * with it, and to plan and begin them takes longer than to read the few rows they find.
 */
export class WorkInFewerArms1763700026500 implements MigrationInterface {
  name = 'WorkInFewerArms1763700026500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WORK_ITEMS_IN_FEWER_ARMS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(workItemsByMatch());
  }
}

/**
 * Everything that waits for somebody, one row for each thing and each person or role it waits for. Whose eyes it is seen
 * with are the reader's own (security_invoker). A later migration that brings new work replaces the view with one more
 * arm: the columns stay. `why` is a code; `not_for` is the one whose step it must not be, such as the interviewer. What is not here
 * are the proposals that nobody has taken yet: they wait for everybody their dossiers are assigned to, and whoever asks for their
 * own looks for themselves among those, which is a quarter of the work of writing down each of them first.
 */
export const WORK_ITEMS_IN_FEWER_ARMS = `
  CREATE OR REPLACE VIEW relink.work_items (kind, dossier_id, about_id, reference, why, due, owner_id, for_roles, branch_id, not_for)
    WITH (security_invoker = true) AS
  SELECT item.kind, r.id, r.id, r.reference, item.why, item.due, r.owner_id, NULL::text[], d.branch_id, NULL::uuid
    FROM relink.tracing_requests r JOIN relink.dossiers d ON d.id = r.id
    CROSS JOIN LATERAL (VALUES
      (CASE r.state WHEN 'pre-case' THEN 'interview' WHEN 'located' THEN 'wishes' WHEN 'result-approved' THEN 'result'
            WHEN 'result-delivered' THEN 'result' ELSE 'search' END,
       r.next_action, r.next_action_due,
       r.state IN ('pre-case', 'open', 'located', 'result-approved', 'result-delivered')
         OR (r.state = 'on-hold' AND r.next_action_due <= current_date)),
      ('review', 'review', r.review_on,
       r.state NOT IN ('pre-case', 'submitted') AND r.review_on <= current_date + 7),
      ('contact', 'confirm-enquirer-reachable', r.contact_fresh_until,
       r.state NOT IN ('pre-case', 'submitted', 'enquirer-unreachable') AND r.contact_fresh_until <= current_date + 7)
    ) AS item (kind, why, due, waits)
    WHERE r.state NOT IN ('refused', 'closed') AND item.waits
  UNION ALL
  SELECT CASE r.state WHEN 'result-ready' THEN 'result' ELSE 'decision' END,
         r.id, r.id, r.reference, r.next_action, r.next_action_due, NULL, ARRAY['supervisor'], d.branch_id,
         CASE r.state WHEN 'submitted' THEN r.interviewer_id END
    FROM relink.tracing_requests r JOIN relink.dossiers d ON d.id = r.id
    WHERE r.state IN ('submitted', 'result-ready') OR (r.state = 'enquirer-unreachable' AND r.next_action_due <= current_date)
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
    WHERE m.state = 'probable'`;
