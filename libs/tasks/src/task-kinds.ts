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
  // registrations
  'follow-up-registration',
  'decide-best-interests',
  'notice-expires',
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
  'agreement-narrowed',
  'ask-to-look-again',
  'in-touch-now',
  'first-contact',
  // consent and stewardship
  'basis-expires',
  'review-retention',
  'answer-rights-request',
  'assess-breach',
  // exchange
  'partner-silent',
  'partner-answer',
  'deletion-overdue',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
