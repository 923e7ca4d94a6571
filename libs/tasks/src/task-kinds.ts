/** What a task asks for, as a code; the words stand in the catalogues of the console. A new kind is a line here. */
export const TASK_KINDS = [
  // cases
  'confirm-enquirer-reachable',
  'decide-on-lost-enquirer',
  'take-over-transfer',
  'look-at-duplicate',
  'overdue-request',
  'hold-ended',
  'review-request',
  'look-at-linked-requests',
  // cases and registrations
  'hand-over-case',
  // registrations
  'follow-up-registration',
  'decide-best-interests',
  'notice-expires',
  'list-expires',
  // wishes and results
  'ask-for-wishes-again',
  'tell-changed-wishes',
  'recall-what-was-told',
  // reunification
  'follow-up-reunification',
  // red cross messages
  'write-tracing-request-instead',
  'deliver-reply',
  // referrals
  'follow-up-referral',
  // what families do on the portal
  'call-back',
  'read-note-from-family',
  'contact-changed-by-family',
  'card-expires',
  'agreement-narrowed',
  'ask-to-look-again',
  'in-touch-now',
  'first-contact',
  // consent and stewardship
  'basis-expires',
  'review-retention',
  'answer-rights-request',
  'assess-breach',
  'look-at-reading-pace',
  'check-account',
  // lists of persons that leave Relink
  'approve-export',
  'review-export',
  'collect-export',
  // exchange
  'partner-silent',
  'partner-answer',
  'deletion-overdue',
  'message-undelivered',
  'message-unreadable',
  'message-missing',
  'message-out-of-turn',
  'partner-keys-changed',
  'partner-alarm',
  'own-keys-end',
  'enquiries-stopped',
  'approve-disclosure',
  'answer-partner',
  'decide-on-partner-record',
  'judge-recalled-record',
  'correct-disclosure',
  'partner-corrected',
  'partner-file-refused',
  'reunite-with-partner',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Tasks that end when the step is taken that they ask for, and not because somebody says so. */
export const ENDED_BY_THEIR_STEP: ReadonlySet<TaskKind> = new Set<TaskKind>([
  'take-over-transfer',
  'look-at-duplicate',
  'hand-over-case',
  'follow-up-registration',
  'decide-best-interests',
  'tell-changed-wishes',
  'follow-up-reunification',
  'write-tracing-request-instead',
  'deliver-reply',
  'follow-up-referral',
  'review-retention',
  'answer-rights-request',
  'assess-breach',
  'approve-export',
  'review-export',
  'collect-export',
  'approve-disclosure',
  'answer-partner',
  'decide-on-partner-record',
  'judge-recalled-record',
]);
