import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** A potential match from its proposal to people's decision. Nothing here is ever confirmed by the system. */
export const potentialMatchWorkflow = defineWorkflow({
  name: 'potential-match',
  title: 'Potential match',
  about: [
    'The evidence that was asked for arrives with `resume-review`; without it a match that needs information could only be rejected.',
    'A second reviewer who disagrees rejects the match: a second opinion that can only say yes is none.',
    'Two different people judge and confirm every match. Conditions that concern children or the dead are met where the match concerns neither.',
  ],
  states: ['proposed', 'in-review', 'needs-information', 'probable', 'confirmed', 'rejected', 'superseded'],
  initial: 'proposed',
  terminal: ['confirmed', 'rejected', 'superseded'],
  guards: {
    'permit-for-matching-on-both-sides':
      'Matching is not permitted for one of the two persons. Check the legal basis of both.',
    'not-suppressed': 'This pair was rejected on the same evidence. Add new evidence first.',
    'assigned-to-either-side': 'Ask to be assigned to the tracing request or the registration.',
    'reviewer-of-this-match': 'This step is for the caseworkers who review this match. Ask one of them.',
    'evidence-question-asked': 'Write down what evidence is needed, and from whom.',
    'evidence-arrived': 'Record the evidence that came in, or that none will come.',
    'reason-given': 'Write down the reason.',
    'not-the-first-reviewer': 'Ask a second reviewer: whoever judged the match probable cannot confirm it.',
    'child-confirmed-by-specialist': 'The match concerns a child. Ask a child protection specialist to confirm it.',
    'death-from-documented-source': 'The match concerns someone who died. Record the document it rests on.',
  },
  transitions: [
    {
      action: 'propose',
      from: 'none',
      to: 'proposed',
      by: ['system', 'caseworker'],
      guards: ['permit-for-matching-on-both-sides', 'not-suppressed'],
      emits: 'matching.match-proposed',
    },
    {
      action: 'take',
      from: ['proposed'],
      to: 'in-review',
      by: ['caseworker'],
      guards: ['assigned-to-either-side'],
      emits: 'matching.match-taken',
    },
    {
      action: 'ask-for-evidence',
      from: ['in-review'],
      to: 'needs-information',
      by: ['caseworker'],
      guards: ['reviewer-of-this-match', 'evidence-question-asked'],
      emits: 'matching.evidence-asked',
    },
    {
      action: 'resume-review',
      from: ['needs-information'],
      to: 'in-review',
      by: ['caseworker'],
      guards: ['reviewer-of-this-match', 'evidence-arrived'],
      emits: 'matching.review-resumed',
    },
    {
      action: 'reject',
      from: ['in-review', 'needs-information'],
      to: 'rejected',
      by: ['caseworker'],
      guards: ['reviewer-of-this-match', 'reason-given'],
      emits: 'matching.match-rejected',
    },
    {
      action: 'reject',
      from: ['probable'],
      to: 'rejected',
      by: ['caseworker', 'supervisor', 'child-protection-specialist'],
      guards: ['not-the-first-reviewer', 'reason-given'],
      emits: 'matching.match-rejected',
    },
    {
      action: 'judge-probable',
      from: ['in-review'],
      to: 'probable',
      by: ['caseworker'],
      guards: ['reviewer-of-this-match', 'reason-given'],
      emits: 'matching.match-judged-probable',
    },
    {
      action: 'confirm',
      from: ['probable'],
      to: 'confirmed',
      by: ['caseworker', 'supervisor', 'child-protection-specialist'],
      guards: [
        'not-the-first-reviewer',
        'reason-given',
        'child-confirmed-by-specialist',
        'death-from-documented-source',
      ],
      emits: 'matching.match-confirmed',
    },
    {
      action: 'reopen',
      from: ['rejected', 'confirmed'],
      to: 'in-review',
      by: ['supervisor'],
      guards: ['reason-given'],
      emits: 'matching.match-reopened',
    },
    {
      action: 'supersede',
      from: ['rejected', 'confirmed'],
      to: 'superseded',
      by: ['supervisor'],
      guards: ['reason-given'],
      emits: 'matching.match-superseded',
    },
  ],
});

export type PotentialMatchState = StateOf<typeof potentialMatchWorkflow>;
export type PotentialMatchAction = ActionOf<typeof potentialMatchWorkflow>;
export type PotentialMatchGuard = GuardOf<typeof potentialMatchWorkflow>;
