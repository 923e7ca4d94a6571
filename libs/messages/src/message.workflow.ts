import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** A Red Cross Message: an open letter between family members, with family news only. */
export const messageWorkflow = defineWorkflow({
  name: 'red-cross-message',
  title: 'Red Cross Message',
  about: [
    'Who checks a message did not collect it. A message without an address goes nowhere: the writer is offered a tracing request instead.',
    'The text is erased thirty days after the delivery; that it was delivered is kept.',
    'A reply is a message of its own, collected from whom the first one was delivered to.',
  ],
  states: ['collected', 'checked', 'refused', 'forwarded', 'delivered', 'returned', 'closed'],
  initial: 'collected',
  terminal: ['refused', 'closed'],
  guards: {
    'fits-the-page': 'A message has about thirty lines. Shorten it together with the writer.',
    'not-the-collector': 'Ask a colleague who did not collect the message.',
    'address-known': 'Without an address a message cannot be delivered. Offer the writer a tracing request.',
    'family-news-only': 'Read the message, and state that it holds family news only.',
    readable: 'State that the message can be read by whoever receives it.',
    'reason-given': 'Choose the reason.',
    'tracing-request-opened': 'Open the tracing request first, and name it here.',
    'way-chosen': 'Write down which way the message goes.',
    'delivery-recorded': 'Record how, where and when the message was handed over or read aloud.',
    'reply-invited': 'Invite a reply, and record that you did.',
    'writer-told': 'Tell the writer what became of the message, and record that you did.',
  },
  transitions: [
    {
      action: 'collect',
      from: 'none',
      to: 'collected',
      by: ['intake-volunteer', 'caseworker'],
      guards: ['fits-the-page'],
      emits: 'messages.collected',
    },
    {
      action: 'check',
      from: ['collected'],
      to: 'checked',
      by: ['caseworker', 'supervisor'],
      guards: ['not-the-collector', 'address-known', 'family-news-only', 'readable'],
      emits: 'messages.checked',
    },
    {
      action: 'refuse',
      from: ['collected'],
      to: 'refused',
      by: ['caseworker', 'supervisor'],
      guards: ['not-the-collector', 'reason-given'],
      emits: 'messages.refused',
    },
    {
      action: 'become-tracing-request',
      from: ['collected'],
      to: 'closed',
      by: ['caseworker'],
      guards: ['tracing-request-opened'],
      emits: 'messages.became-tracing-request',
    },
    {
      action: 'forward',
      from: ['checked'],
      to: 'forwarded',
      by: ['caseworker'],
      guards: ['way-chosen'],
      emits: 'messages.forwarded',
    },
    {
      action: 'deliver',
      from: ['forwarded'],
      to: 'delivered',
      by: ['intake-volunteer', 'caseworker'],
      guards: ['delivery-recorded', 'reply-invited'],
      emits: 'messages.delivered',
    },
    {
      action: 'return',
      from: ['forwarded'],
      to: 'returned',
      by: ['intake-volunteer', 'caseworker'],
      guards: ['reason-given'],
      emits: 'messages.returned',
    },
    {
      action: 'close',
      from: ['delivered', 'returned'],
      to: 'closed',
      by: ['caseworker'],
      guards: ['writer-told'],
      emits: 'messages.closed',
    },
  ],
});

export type MessageState = StateOf<typeof messageWorkflow>;
export type MessageAction = ActionOf<typeof messageWorkflow>;
export type MessageGuard = GuardOf<typeof messageWorkflow>;
