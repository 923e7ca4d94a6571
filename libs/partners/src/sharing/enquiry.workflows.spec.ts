import { walk, type Life } from '#libs/testing';
import type { Doer } from '#libs/workflow';
import {
  enquiryFindingWorkflow,
  type EnquiryFindingAction,
  type EnquiryFindingGuard,
  type EnquiryFindingState,
} from './enquiry-finding.workflow.js';
import { enquiryWorkflow, type EnquiryAction, type EnquiryGuard, type EnquiryState } from './enquiry.workflow.js';
import {
  partnerEnquiryWorkflow,
  type PartnerEnquiryAction,
  type PartnerEnquiryGuard,
  type PartnerEnquiryState,
} from './partner-enquiry.workflow.js';

const CASEWORK: readonly Doer[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
const ANSWERING: readonly Doer[] = ['liaison', 'supervisor', 'child-protection-specialist'];
const SYSTEM: readonly Doer[] = ['system'];
const ASKED = ['asked', 'more-wanted', 'talking', 'nothing'] as const;
const CARRIED = ['search-is-on', 'fields-named', 'partner-paired', 'within-the-agreement', 'permit-granted'] as const;
const ENVELOPE = ['within-its-envelope', 'not-expired'] as const;

const ENQUIRY: Life<EnquiryState, EnquiryAction, EnquiryGuard> = {
  prepare: { from: ['none'], to: 'prepared', by: CASEWORK, guards: CARRIED },
  send: { from: ['prepared'], to: 'asked', by: SYSTEM, guards: ['permit-granted'] },
  'note-nothing': { from: ASKED, to: 'nothing', by: SYSTEM, guards: ['from-the-partner-asked'] },
  'note-more-wanted': { from: ASKED, to: 'more-wanted', by: SYSTEM, guards: ['from-the-partner-asked'] },
  'note-talking': { from: ASKED, to: 'talking', by: SYSTEM, guards: ['from-the-partner-asked'] },
  add: { from: ['more-wanted', 'talking', 'nothing'], to: 'prepared', by: CASEWORK, guards: CARRIED },
  cancel: { from: ['prepared'], to: 'cancelled', by: [...CASEWORK, 'system'], guards: 0 },
  end: { from: ASKED, to: 'ended', by: [...CASEWORK, 'system'], guards: 0 },
};

const PARTNER_ENQUIRY: Life<PartnerEnquiryState, PartnerEnquiryAction, PartnerEnquiryGuard> = {
  receive: { from: ['none'], to: 'received', by: SYSTEM, guards: ENVELOPE },
  search: { from: ['received'], to: 'searching', by: SYSTEM, guards: ['not-expired'] },
  'receive-more': {
    from: ['searching', 'more-asked', 'talking', 'answered', 'ended'],
    to: 'received',
    by: SYSTEM,
    guards: ENVELOPE,
  },
  give: { from: ['searching'], to: 'searching', by: ['liaison', 'supervisor'], guards: ['colleague-fits'] },
  'answer-nothing': { from: ['searching', 'talking'], to: 'answered', by: ANSWERING, guards: ['all-judged'] },
  'ask-for-more': { from: ['searching'], to: 'more-asked', by: ANSWERING, guards: ['wanted-named'] },
  'offer-to-talk': {
    from: ['searching', 'more-asked', 'answered'],
    to: 'talking',
    by: ANSWERING,
    guards: ['all-judged', 'person-found', 'person-agreed'],
  },
  end: {
    from: ['received', 'searching', 'more-asked', 'talking', 'answered'],
    to: 'ended',
    by: ['liaison', 'supervisor', 'system'],
    guards: 0,
  },
};

const FINDING: Life<EnquiryFindingState, EnquiryFindingAction, EnquiryFindingGuard> = {
  propose: { from: ['none'], to: 'proposed', by: SYSTEM, guards: ['permit-for-matching'] },
  'judge-probable': { from: ['proposed'], to: 'probable', by: CASEWORK, guards: ['reason-given'] },
  confirm: {
    from: ['probable'],
    to: 'found',
    by: CASEWORK,
    guards: ['reason-given', 'second-judge', 'specialist-for-child'],
  },
  'rule-out': { from: ['proposed', 'probable'], to: 'ruled-out', by: CASEWORK, guards: ['reason-given'] },
  reopen: { from: ['found', 'ruled-out'], to: 'proposed', by: ['supervisor'], guards: ['reason-given'] },
};

describe('what is asked across the border', () => {
  it('is asked by us in seven states by eight actions: 64 pairs, 22 of them possible, each as its life says', () => {
    expect(walk(enquiryWorkflow, ENQUIRY)).toEqual({ pairs: 64, possible: 22, departures: [] });
  });

  it('is asked of us in six states by eight actions: 56 pairs, 19 of them possible, each as its life says', () => {
    expect(walk(partnerEnquiryWorkflow, PARTNER_ENQUIRY)).toEqual({ pairs: 56, possible: 19, departures: [] });
  });

  it('is judged in four states by five actions: 25 pairs, 7 of them possible, each as its life says', () => {
    expect(walk(enquiryFindingWorkflow, FINDING)).toEqual({ pairs: 25, possible: 7, departures: [] });
  });
});
