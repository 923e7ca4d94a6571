import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a row is seen is asked of its dossier in the policy itself. A function that asks a table cannot be planned together
 * with the statement: it was called, and its query begun and ended, for every single row.
 */
export class SeenWithoutACall1763700022200 implements MigrationInterface {
  name = 'SeenWithoutACall1763700022200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(policies(asked) + workItemsByMatch());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(policies((dossier) => `relink.sees(${dossier})`) + workItems(BY_DOSSIER));
  }
}

/** OFFSET 0 keeps the planner from reading all dossiers at once, where it expects many rows: lists end after a page. */
function asked(dossier: string): string {
  return `EXISTS (SELECT 1 FROM relink.dossiers seen WHERE seen.id = ${dossier} OFFSET 0)`;
}

/** The tables whose rows are seen by those who see the dossier, and nothing else. */
const OF_A_DOSSIER = [
  'bases',
  'best_interests_decisions',
  'care_arrangements',
  'contact_attempts',
  'corrections',
  'disclosures',
  'exchange_cases',
  'export_persons',
  'failing_contacts',
  'family_cards',
  'family_invitations',
  'family_messages',
  'family_recalls',
  'field_results',
  'files',
  'follow_ups',
  'household_members',
  'list_pieces',
  'lists',
  'mailbox_messages',
  'notifications',
  'permits',
  'persons',
  'protection_releases',
  'recalls',
  'red_cross_messages',
  'referrals',
  'registration_changes',
  'registration_notes',
  'registration_transfers',
  'registrations',
  'relations',
  'results',
  'retention_clocks',
  'reunification_follow_ups',
  'reunification_members',
  'reunification_statements',
  'reunifications',
  'rights_requests',
  'search_actions',
  'sought_persons',
  'tracing_requests',
  'transfers',
  'wishes',
];

/** @param seen what says that a dossier of this id is seen */
function policies(seen: (dossier: string) => string): string {
  const rules = new Map(OF_A_DOSSIER.map((table) => [table, seen(`${table}.dossier_id`)]));
  rules.set('duplicates', `${seen('dossier_id')} AND ${seen('duplicate_id')}`);
  rules.set('list_findings', `${seen('list_findings.dossier_id')} AND ${seen('request_id')}`);
  rules.set(
    'potential_matches',
    `CASE WHEN needs_both THEN ${seen('request_id')} AND ${seen('registration_id')}
          ELSE ${seen('request_id')} OR ${seen('registration_id')} END`,
  );
  rules.set(
    'tasks',
    `CASE WHEN dossier_id IS NOT NULL THEN ${seen('dossier_id')}
          ELSE relink.is_staff() AND (for_role = relink.setting('role') OR owner_id = relink.setting('account')::uuid) END`,
  );
  return [...rules].map(([table, rule]) => `ALTER POLICY staff ON relink.${table} USING (${rule});`).join('\n');
}

/** The two dossiers of each match, and not the other way round: few matches wait, and there are many dossiers. */
const BY_MATCH = `CROSS JOIN LATERAL (
      SELECT assigned FROM relink.dossiers WHERE id IN (m.request_id, m.registration_id) OFFSET 0
    ) d`;
export const workItemsByMatch = () => workItems(BY_MATCH);
const BY_DOSSIER = 'JOIN relink.dossiers d ON d.id IN (m.request_id, m.registration_id)';

/**
 * Everything that waits for somebody, one row for each thing and each person or role it waits for. Whose eyes it is seen
 * with are the reader's own (security_invoker). A later migration that brings new work replaces the view with one more
 * arm: the columns stay. `why` is a code; `not_for` is the one whose step it must not be, such as the interviewer.
 */
function workItems(whoseMatches: string): string {
  return `
  CREATE OR REPLACE VIEW relink.work_items (kind, dossier_id, about_id, reference, why, due, owner_id, for_roles, branch_id, not_for)
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
    ${whoseMatches}
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
    WHERE m.state = 'probable';;`;
}
