import { defineWorkflow, type ActionOf, type GuardOf, type StateOf } from '#libs/workflow';

/** One result, from the day it is made to the day it is told. The conditions of its steps stand in the request's own table. */
export const resultWorkflow = defineWorkflow({
  name: 'result',
  title: 'Result',
  about: [
    'A result is made from the wishes by rule; nobody writes its words. Its steps are taken together with the steps of the tracing request, whose table holds the conditions.',
    'A result that was not delivered is void as soon as the located person changes their mind, and is made again.',
  ],
  states: ['prepared', 'approved', 'delivered', 'void'],
  initial: 'prepared',
  terminal: ['delivered', 'void'],
  guards: {
    'answer-of-everybody-located': 'Record what each located person wishes, or the fate with its documented source.',
  },
  transitions: [
    {
      action: 'prepare',
      from: 'none',
      to: 'prepared',
      by: ['caseworker'],
      guards: ['answer-of-everybody-located'],
      emits: 'results.prepared',
    },
    {
      action: 'approve',
      from: ['prepared'],
      to: 'approved',
      by: ['supervisor'],
      guards: [],
      emits: 'results.approved',
    },
    {
      action: 'deliver',
      from: ['approved'],
      to: 'delivered',
      by: ['caseworker'],
      guards: [],
      emits: 'results.delivered',
    },
    {
      action: 'make-void',
      from: ['prepared', 'approved'],
      to: 'void',
      by: ['caseworker', 'supervisor', 'child-protection-specialist', 'system'],
      guards: [],
      emits: 'results.voided',
    },
  ],
});

export type ResultState = StateOf<typeof resultWorkflow>;
export type ResultAction = ActionOf<typeof resultWorkflow>;
export type ResultGuard = GuardOf<typeof resultWorkflow>;
