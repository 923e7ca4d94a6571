import type { Doer } from './doers.js';

/** The day or hour by which the next step is due. `given`: whoever takes the step says when. */
export type Deadline =
  | { name: string; days: number; urgent?: { when: string; hours: number } }
  | { name: string; hours: number }
  | { name: string; given: true };

/** One step: what it is called, between which states, who takes it, and what has to be true. */
export interface Transition<State extends string, Action extends string, Guard extends string> {
  action: Action;
  /** `none`: the step that creates the record. */
  from: readonly State[] | 'none';
  to: State;
  by: readonly Doer[];
  guards: readonly Guard[];
  deadline?: Deadline;
  /** Topic of the domain event that tells other libs. */
  emits: string;
}

/** A record's life as data; buttons, diagrams and refusals all follow from it. */
export interface WorkflowTable<State extends string, Action extends string, Guard extends string> {
  /** Kebab-case, for commands and links. */
  name: string;
  title: string;
  /** Paragraphs for the reader of the documentation: what the table cannot say by itself. */
  about: readonly string[];
  states: readonly State[];
  initial: NoInfer<State>;
  /** Where work may rest. A step may still lead out, such as reopening. */
  terminal: readonly NoInfer<State>[];
  /** Every condition, with what to do where it is not met. */
  guards: Readonly<Record<Guard, string>>;
  transitions: readonly Transition<NoInfer<State>, Action, NoInfer<Guard>>[];
}

/** Any table, for code that only reads it. */
export type AnyWorkflow = WorkflowTable<string, string, string>;

export type StateOf<Table> = Table extends WorkflowTable<infer State, string, string> ? State : never;
export type ActionOf<Table> = Table extends WorkflowTable<string, infer Action, string> ? Action : never;
export type GuardOf<Table> = Table extends WorkflowTable<string, string, infer Guard> ? Guard : never;
