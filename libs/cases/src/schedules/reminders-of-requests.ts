import { dayOf } from '#libs/kernel';
import type { Reminder } from '#libs/tasks';
import { CONTACT_FRESH_DAYS } from '../enquirer-contact.js';
import { tracingRequestWorkflow } from '../tracing-request.workflow.js';

/** How long the caseworker has to reach them then. */
const CONFIRM_DAYS = 14;

const ENDED = [...tracingRequestWorkflow.terminal];

/** What of the requests needs somebody on a day, as data: one schedule each. */
export const REQUEST_REMINDERS = {
  /** Every open case has a next action with a date; overdue ones rise to the supervisor. */
  overdue: (now: Date): Reminder => ({
    kind: 'overdue-request',
    query: `SELECT r.id, r.dossier_id, r.next_action_due AS due, NULL::uuid AS owner_id, 'supervisor' AS for_role, d.branch_id
      FROM tracing_requests r JOIN dossiers d ON d.id = r.dossier_id
      WHERE r.state <> ALL ($1) AND r.next_action_due < $2`,
    parameters: [ENDED, dayOf(now)],
    endsByItself: true,
  }),

  /** A request rests until a day, and no longer. */
  heldTooLong: (now: Date): Reminder => ({
    kind: 'hold-ended',
    query: `SELECT r.id, r.dossier_id, r.next_action_due AS due, r.owner_id, NULL AS for_role, NULL::uuid AS branch_id
      FROM tracing_requests r WHERE r.state = 'on-hold' AND r.next_action_due <= $1`,
    parameters: [dayOf(now)],
    endsByItself: true,
  }),

  reviewDue: (now: Date): Reminder => ({
    kind: 'review-request',
    query: `SELECT r.id, r.dossier_id, r.review_on AS due, r.owner_id, NULL AS for_role, NULL::uuid AS branch_id
      FROM tracing_requests r WHERE r.state <> ALL ($1) AND r.review_on <= $2`,
    parameters: [ENDED, dayOf(now)],
    endsByItself: true,
  }),

  /** The day of decision was set when the enquirer was lost. */
  enquirerLost: (now: Date): Reminder => ({
    kind: 'decide-on-lost-enquirer',
    query: `SELECT r.id, r.dossier_id, r.next_action_due AS due, NULL::uuid AS owner_id, 'supervisor' AS for_role, d.branch_id
      FROM tracing_requests r JOIN dossiers d ON d.id = r.dossier_id
      WHERE r.state = 'enquirer-unreachable' AND r.next_action_due <= $1`,
    parameters: [dayOf(now)],
  }),

  /** From the day the contact is no longer sure, or as long after somebody last ended such a task because the enquirer was reached. */
  contactStale: (now: Date): Reminder => ({
    kind: 'confirm-enquirer-reachable',
    query: `SELECT r.id, r.dossier_id, r.owner_id, NULL AS for_role, NULL::uuid AS branch_id,
        (c.fresh_until + ${CONFIRM_DAYS}) AS due
      FROM tracing_requests r
      CROSS JOIN LATERAL (SELECT greatest(r.contact_fresh_until,
          (SELECT max((t.done_at AT TIME ZONE 'UTC')::date) + ${CONTACT_FRESH_DAYS} FROM tasks t
           WHERE t.kind = 'confirm-enquirer-reachable' AND t.about = r.id)) AS fresh_until) c
      WHERE r.state <> ALL ($1) AND c.fresh_until <= $2`,
    parameters: [[...ENDED, 'enquirer-unreachable'], dayOf(now)],
  }),
} as const;
