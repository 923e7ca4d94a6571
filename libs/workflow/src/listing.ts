import type { Doer } from './doers.js';
import type { AnyWorkflow, Deadline } from './table.js';

/** A table as plain JSON, for scripts. `from` is empty for the step that creates the record. */
export interface WorkflowListing {
  name: string;
  title: string;
  initial: string;
  terminal: readonly string[];
  states: readonly string[];
  guards: readonly { name: string; message: string }[];
  transitions: readonly {
    action: string;
    from: readonly string[];
    to: string;
    by: readonly Doer[];
    guards: readonly string[];
    deadline: Deadline | null;
    emits: string;
  }[];
}

export function listWorkflow({
  name,
  title,
  initial,
  terminal,
  states,
  guards,
  transitions,
}: AnyWorkflow): WorkflowListing {
  return {
    name,
    title,
    initial,
    terminal,
    states,
    guards: Object.entries(guards).map(([guard, message]) => ({ name: guard, message })),
    transitions: transitions.map(({ action, from, to, by, guards: asked, deadline, emits }) => ({
      action,
      from: from === 'none' ? [] : from,
      to,
      by,
      guards: asked,
      deadline: deadline ?? null,
      emits,
    })),
  };
}
