import type { TestDatabase } from '#libs/testing';
import { PROPOSED } from './seeded-partners.js';
import type { RecordKind } from './who-may-what.js';

/** Keeps who owned and saw what, and lets a retention clock run for each request. */
export async function rememberAsSeeded(database: TestDatabase): Promise<void> {
  await database.sql(`CREATE TABLE public.as_seeded AS
    SELECT d.id, d.assigned, d.sensitivity, d.shared_with, d.version, r.owner_id, r.interviewer_id
    FROM relink.dossiers d LEFT JOIN relink.tracing_requests r ON r.id = d.id`);
  await database.sql(`INSERT INTO relink.retention_clocks (id, dossier_id, category, state, started_on, due_on)
    SELECT id, id, 'refused', 'due', current_date, current_date FROM relink.tracing_requests`);
  // A record of a partner that is deleted is empty.
  await database.sql('CREATE TABLE public.told_as_seeded AS SELECT id, details FROM relink.partner_records');
}

const DOSSIERS_AS_SEEDED = `UPDATE relink.dossiers d SET assigned = s.assigned, sensitivity = s.sensitivity,
  shared_with = s.shared_with, version = s.version FROM public.as_seeded s WHERE s.id = d.id`;
// What was taken back or narrowed stands again; the permits that rest on it point nowhere for a while.
const BASES_AS_SEEDED =
  'SET session_replication_role = replica; DELETE FROM relink.bases WHERE basis_version > 1; SET session_replication_role = DEFAULT';

const requestsIn = (state: string): readonly string[] => [
  `UPDATE relink.tracing_requests r SET state = ${state}, version = 1, keep_until = current_date + 100, owner_id = s.owner_id,
    interviewer_id = s.interviewer_id FROM public.as_seeded s WHERE s.id = r.id`,
  BASES_AS_SEEDED,
  'DELETE FROM relink.transfers',
  'UPDATE relink.sought_persons SET located = false, located_at = NULL, located_by = NULL, told_at = NULL',
  DOSSIERS_AS_SEEDED,
];

const recordsIn: readonly string[] = [
  `UPDATE relink.partner_records r SET state = $1, version = 1, decision = NULL, exception = NULL,
    frozen_at = CASE WHEN $1 = 'frozen' THEN now() END, details = CASE WHEN $1 <> 'deleted' THEN s.details END
    FROM public.told_as_seeded s WHERE s.id = r.id`,
];

/** What is done to the records of a kind so that they are in this state, `$1`, and in their first version. */
const PUT_BACK: Record<RecordKind, readonly string[]> = {
  request: requestsIn('$1'),
  search: [...requestsIn(`'open'`), 'UPDATE relink.search_actions SET state = $1, version = 1'],
  registration: ['DELETE FROM relink.follow_ups', 'UPDATE relink.registrations SET state = $1, version = 1'],
  match: [
    'UPDATE relink.potential_matches SET state = $1, version = 1, first_reviewer_id = $2, second_reviewer_id = NULL',
  ],
  person: ['DELETE FROM relink.erasures'],
  basis: ['DELETE FROM relink.bases WHERE basis_version > 1'],
  release: [],
  file: [
    `UPDATE relink.files SET state = $1, content_object = CASE WHEN $1 IN ('received', 'ready') THEN id END, version = 1
      WHERE kind = 'other'`,
  ],
  retention: [
    'DELETE FROM relink.erasures',
    'UPDATE relink.retention_clocks SET state = $1, version = 1',
    DOSSIERS_AS_SEEDED,
  ],
  rights: ['UPDATE relink.rights_requests SET state = $1, version = 1, extended = false'],
  export: [
    `UPDATE relink.exports SET state = $1, version = 1, first_approver_id = NULL, second_approver_id = NULL,
      expires_at = now() + interval '1 day'`,
  ],
  breach: ['UPDATE relink.breaches SET state = $1, version = 1'],
  reunification: ['UPDATE relink.reunifications SET state = $1, version = 1'],
  task: [`UPDATE relink.tasks SET state = $1, done_at = NULL, version = 1 WHERE kind = 'call-back'`],
  card: [
    'UPDATE relink.family_cards SET state = $1, ended_at = NULL, version = 1',
    'UPDATE portal.cards SET cancelled = false',
  ],
  // Whatever an earlier row agreed to is taken out again.
  referral: [
    'UPDATE relink.referrals SET state = $1, version = 1, permit_id = gen_random_uuid()',
    `DELETE FROM relink.bases WHERE purposes = '{refer}'`,
  ],
  list: [
    'UPDATE relink.lists SET state = $1, version = 1, ended_at = NULL, content = NULL',
    `UPDATE relink.list_findings SET state = 'proposed', version = 1`,
  ],
  finding: ['UPDATE relink.list_findings SET state = $1, version = 1'],
  // Of the two seeded only the one whose trust is asked about; the other stays trusted.
  partner: [
    `UPDATE relink.partners p SET state = $1, version = 1, reason = NULL, enquiries_stopped_at = now(), enquiries_stopped_because = 'finds-nothing',
      approved_by = (SELECT a.id FROM relink.accounts a WHERE a.id <> p.proposed_by ORDER BY a.id LIMIT 1) WHERE society = '${PROPOSED}'`,
    `UPDATE relink.partner_keys SET revoked_at = NULL
      WHERE partner_id = (SELECT id FROM relink.partners WHERE society = '${PROPOSED}')`,
  ],
  'dead-letter': [
    // What other rows queued was never sealed, and is left alone.
    `UPDATE relink.exchange_outbox SET state = $1, seq = 1, failure = 'no-answer', ended_at = now(), first_tried_at = now()
      WHERE digest IS NOT NULL`,
  ],
  enquiry: ['UPDATE relink.enquiries SET state = $1, version = 1'],
  disclosure: ['UPDATE relink.disclosures SET state = $1, version = 1'],
  recall: [
    `UPDATE relink.recalls SET state = $1, version = 1, excused_by = NULL, exceptions = '{printed}',
      certified_at = CASE WHEN $1 = 'certified' THEN now() END`,
  ],
  'partner-record': recordsIn,
  // A file is as its record is.
  'partner-file': recordsIn,
  'partner-enquiry': [
    `UPDATE relink.partner_enquiries SET state = $1, version = 1, to_judge = 0, found = 0, answer = NULL, answered_by = NULL`,
    DOSSIERS_AS_SEEDED,
  ],
  'enquiry-finding': [
    'UPDATE relink.enquiry_findings SET state = $1, version = 1, judged_by = $2, second_judged_by = NULL, reason = NULL',
    // Nobody judges whom a partner meant who called its question back.
    `UPDATE relink.partner_records SET state = 'received', frozen_at = NULL WHERE carrier = 'enquiry'`,
  ],
  message: ['UPDATE relink.red_cross_messages SET state = $1, version = 1, checked_by = NULL, delivered_on = NULL'],
};

/**
 * Puts every record of a kind into a state and its first version, as if nothing had been done since it was seeded.
 * @param firstReviewer whose the first review of a match is, or nobody's
 */
export async function putBack(
  database: TestDatabase,
  about: RecordKind,
  state: string,
  firstReviewer: string | null = null,
): Promise<void> {
  for (const text of PUT_BACK[about])
    await database.sql(text, text.includes('$2') ? [state, firstReviewer] : text.includes('$1') ? [state] : []);
}
