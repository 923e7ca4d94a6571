import type { Doer } from './doers.js';
import type { Transition, WorkflowTable } from './table.js';
import { GuardNotMet, NotYours, TransitionRefused } from './workflow.errors.js';

/** What is known about the guards. `undefined` is not known, which never counts as met. */
export type Facts<Guard extends string> = { readonly [G in Guard]?: boolean | undefined };

/** Why a step is not open: a guard's name, or `workflow.not-yours`. */
export interface Reason {
  code: string;
  message: string;
}

export interface Step<Action extends string> {
  action: Action;
  allowed: boolean;
  /** Empty where it is allowed. */
  reasons: readonly Reason[];
}

/**
 * Where the action leads. Pure: nothing is changed here.
 * @param state `none` for the action that creates the record
 * @throws TransitionRefused where the table has no such step, NotYours where it is someone else's, GuardNotMet where
 * a guard is false or not known
 */
export function next<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  state: NoInfer<State> | 'none',
  action: NoInfer<Action>,
  by: Doer,
  facts: Facts<NoInfer<Guard>>,
): { to: State; transition: Transition<State, Action, Guard> } {
  const transition = stepsFrom(table, state).find((step) => step.action === action);
  if (!transition) throw new TransitionRefused(action, state);
  if (!transition.by.includes(by)) throw new NotYours(transition.by);
  const unmet = transition.guards.filter((guard) => facts[guard] !== true);
  if (unmet.length > 0) throw new GuardNotMet(reasons(table, unmet));
  return { to: transition.to, transition };
}

/**
 * The steps that leave this state, for buttons. A guard that is not known yet does not close a step: many, such as a
 * reason, are only given while taking it, and `next` asks again.
 */
export function available<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  state: NoInfer<State> | 'none',
  by: Doer,
  facts: Facts<NoInfer<Guard>>,
): Step<Action>[] {
  return stepsFrom(table, state).map((transition) => {
    const yours = transition.by.includes(by);
    const { code, message } = new NotYours(transition.by);
    const refused = transition.guards.filter((guard) => facts[guard] === false);
    const all = [...(yours ? [] : [{ code, message }]), ...reasons(table, refused)];
    return { action: transition.action, allowed: all.length === 0, reasons: all };
  });
}

/** The same without what Relink does by itself, which is no button for anybody. */
export function availableToPeople<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  state: NoInfer<State> | 'none',
  by: Doer,
  facts: Facts<NoInfer<Guard>>,
): Step<Action>[] {
  const forPeople = table.transitions.filter((transition) => transition.by.some((doer) => doer !== 'system'));
  return available({ ...table, transitions: forPeople }, state, by, facts);
}

function stepsFrom<State extends string, Action extends string, Guard extends string>(
  { transitions }: WorkflowTable<State, Action, Guard>,
  state: State | 'none',
): readonly Transition<State, Action, Guard>[] {
  return transitions.filter(({ from }) =>
    from === 'none' || state === 'none' ? from === state : from.includes(state),
  );
}

function reasons<Guard extends string>(
  { guards }: { guards: Readonly<Record<Guard, string>> },
  unmet: readonly Guard[],
): Reason[] {
  return unmet.map((guard) => ({ code: guard, message: guards[guard] }));
}
