import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

const CASEWORK = ['caseworker', 'supervisor', 'child-protection-specialist'] as const;
const ANSWERED = ['asked', 'more-wanted', 'talking', 'nothing'] as const;

/** Our question to one partner whether it knows somebody. */
export const enquiryWorkflow = defineWorkflow({
  name: 'enquiry',
  title: 'Enquiry at a partner',
  about: [
    'One partner, named, is asked about one sought person with the fewest fields that will do. What it carries of a person is a disclosure with its own approval, permit and recall.',
    'Only a person at the partner answers: nothing they can share, which covers that they do not know, do not want to or may not; more is needed, and which; or let us talk. There is no score, and no answer by a machine.',
  ],
  states: ['prepared', 'asked', 'more-wanted', 'talking', 'nothing', 'cancelled', 'ended'],
  initial: 'prepared',
  terminal: ['nothing', 'cancelled', 'ended'],
  guards: {
    'search-is-on': 'Nobody is looked for in this request now. Take it up again first.',
    'fields-named': 'Name what is to be sent, and only what the question needs.',
    'partner-paired': 'This partner is not paired now. Ask the liaison officer.',
    'within-the-agreement': 'This goes beyond what was agreed with the partner. Ask the liaison officer.',
    'permit-granted': 'The use is not covered, or not any more. Ask the person, and record the answer.',
    'from-the-partner-asked': 'This is no answer of the partner that was asked.',
  },
  transitions: [
    {
      action: 'prepare',
      from: 'none',
      to: 'prepared',
      by: CASEWORK,
      guards: ['search-is-on', 'fields-named', 'partner-paired', 'within-the-agreement', 'permit-granted'],
      emits: 'enquiries.prepared',
    },
    {
      action: 'send',
      from: ['prepared'],
      to: 'asked',
      by: ['system'],
      guards: ['permit-granted'],
      deadline: { name: 'answer', days: 30 },
      emits: 'enquiries.asked',
    },
    {
      action: 'note-nothing',
      from: ANSWERED,
      to: 'nothing',
      by: ['system'],
      guards: ['from-the-partner-asked'],
      emits: 'enquiries.answered',
    },
    {
      action: 'note-more-wanted',
      from: ANSWERED,
      to: 'more-wanted',
      by: ['system'],
      guards: ['from-the-partner-asked'],
      deadline: { name: 'more', days: 14 },
      emits: 'enquiries.answered',
    },
    {
      action: 'note-talking',
      from: ANSWERED,
      to: 'talking',
      by: ['system'],
      guards: ['from-the-partner-asked'],
      deadline: { name: 'talk', days: 7 },
      emits: 'enquiries.answered',
    },
    {
      action: 'add',
      from: ['more-wanted', 'talking', 'nothing'],
      to: 'prepared',
      by: CASEWORK,
      guards: ['search-is-on', 'fields-named', 'partner-paired', 'within-the-agreement', 'permit-granted'],
      emits: 'enquiries.prepared',
    },
    {
      action: 'cancel',
      from: ['prepared'],
      to: 'cancelled',
      by: [...CASEWORK, 'system'],
      guards: [],
      emits: 'enquiries.cancelled',
    },
    {
      action: 'end',
      from: ANSWERED,
      to: 'ended',
      by: [...CASEWORK, 'system'],
      guards: [],
      emits: 'enquiries.ended',
    },
  ],
});

export type EnquiryState = StateOf<typeof enquiryWorkflow>;
export type EnquiryAction = ActionOf<typeof enquiryWorkflow>;
export type EnquiryGuard = GuardOf<typeof enquiryWorkflow>;
