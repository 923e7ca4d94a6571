import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** Trust in the exchange of another Society. */
export const partnerWorkflow = defineWorkflow({
  name: 'partner',
  title: 'Partner',
  about: [
    'A partner is trusted after two people of ours compared the fingerprints of its keys by voice with two people of theirs; what an address on the internet says is no proof.',
    'Keys are pinned. A new one is taken where a key that is pinned signed it, and both are valid for a while, so that nothing on its way is lost. A partner that is suspended or revoked is not listened to from the next message on.',
  ],
  states: ['proposed', 'paired', 'suspended', 'revoked'],
  initial: 'proposed',
  terminal: ['paired', 'revoked'],
  guards: {
    'keys-sound':
      'Ask the partner for its keys again: one to sign and one to seal, each valid for some time from now on.',
    'fingerprints-compared': 'Call the partner on a number you know, and compare the fingerprints letter by letter.',
    'second-approver': 'Ask somebody else to approve it: whoever proposed it cannot.',
    'signed-by-pinned-key': 'The new keys are not signed with a key that is pinned. Call the partner, and pair anew.',
    'reason-given': 'Say why.',
  },
  transitions: [
    {
      action: 'propose',
      from: 'none',
      to: 'proposed',
      by: ['liaison', 'administrator'],
      guards: ['keys-sound'],
      emits: 'partners.proposed',
    },
    {
      action: 'approve',
      from: ['proposed'],
      to: 'paired',
      by: ['steward', 'administrator'],
      guards: ['keys-sound', 'fingerprints-compared', 'second-approver'],
      emits: 'partners.paired',
    },
    {
      action: 'rotate-keys',
      from: ['paired'],
      to: 'paired',
      by: ['system'],
      guards: ['keys-sound', 'signed-by-pinned-key'],
      emits: 'partners.keys-rotated',
    },
    {
      action: 'suspend',
      from: ['paired'],
      to: 'suspended',
      by: ['liaison', 'steward', 'administrator', 'system'],
      guards: ['reason-given'],
      emits: 'partners.suspended',
    },
    {
      action: 'resume',
      from: ['suspended'],
      to: 'paired',
      by: ['steward', 'administrator'],
      guards: ['keys-sound', 'fingerprints-compared', 'second-approver'],
      emits: 'partners.resumed',
    },
    {
      action: 'revoke',
      from: ['proposed', 'paired', 'suspended'],
      to: 'revoked',
      by: ['steward', 'administrator'],
      guards: ['reason-given'],
      emits: 'partners.revoked',
    },
  ],
});

export type PartnerState = StateOf<typeof partnerWorkflow>;
export type PartnerAction = ActionOf<typeof partnerWorkflow>;
export type PartnerGuard = GuardOf<typeof partnerWorkflow>;
