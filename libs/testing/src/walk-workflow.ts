import {
  available,
  DOERS,
  GuardNotMet,
  next,
  NotYours,
  TransitionRefused,
  type Doer,
  type Facts,
  type WorkflowTable,
} from '#libs/workflow';

/** One step as its life tells it: from where to where, whose it is, and its conditions by name or by number. */
export interface Way<State extends string, Guard extends string> {
  from: readonly (State | 'none')[];
  to: State;
  by: readonly Doer[];
  guards: number | readonly Guard[];
}

/** A record's life written down a second time, from the domain's page, so that a slip in the table is noticed. */
export type Life<State extends string, Action extends string, Guard extends string> = Readonly<
  Record<Action, Way<State, Guard> | readonly Way<State, Guard>[]>
>;

export interface Walk {
  /** Every state, and none, with every action. */
  pairs: number;
  /** Those of them that lead on. */
  possible: number;
  /** What the table does otherwise than the life says; empty where they are one. */
  departures: string[];
}

/**
 * Walks every pair of state and action with everybody who may come: what is in the life leads on for whoever may take it,
 * and is refused to all others, and wherever a single condition is not met or not known; what is not in the life is
 * refused to everybody, whatever is true; and each state offers exactly the buttons of that state.
 */
export function walk<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  life: Life<NoInfer<State>, NoInfer<Action>, NoInfer<Guard>>,
): Walk {
  const actions = Object.keys(life) as Action[];
  const states: readonly (State | 'none')[] = ['none', ...table.states];
  const departures = table.transitions.filter(({ action }) => !actions.includes(action)).map(notInLife);
  let possible = 0;
  for (const state of states) {
    const open = actions.filter((action) => {
      const way = wayFrom(life[action], state);
      const found = way ? follow(table, state, action, way) : refusedToAll(table, state, action);
      departures.push(...found.map((what) => `${state}, ${action}: ${what}`));
      return way;
    });
    possible += open.length;
    const offered = available(table, state, 'supervisor', allMet(table)).map(({ action }) => action);
    if (offered.toSorted().join() !== open.toSorted().join()) departures.push(`${state} offers ${offered.join(', ')}`);
  }
  return { pairs: states.length * actions.length, possible, departures };
}

/** What goes otherwise where the step should lead on. */
function follow<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  state: State | 'none',
  action: Action,
  { to, by, guards }: Way<State, Guard>,
): string[] {
  const departures: string[] = [];
  for (const doer of DOERS) {
    const expected = by.includes(doer) ? to : NotYours.name;
    const got = outcome(table, state, action, doer);
    if (got !== expected) departures.push(`${doer} gets ${got}, not ${expected}`);
  }
  const asked = table.transitions.find((one) => one.action === action && startsIn(one.from, state))?.guards ?? [];
  const expected = typeof guards === 'number' ? guards : guards.toSorted().join(', ');
  const found = typeof guards === 'number' ? asked.length : asked.toSorted().join(', ');
  if (found !== expected) departures.push(`conditions are ${found}, not ${expected}`);
  for (const guard of asked)
    for (const unmet of [false, undefined]) {
      const got = outcome(table, state, action, by[0]!, { ...allMet(table), [guard]: unmet });
      if (got !== `${GuardNotMet.name} ${guard}`) departures.push(`with ${guard} ${unmet} it gives ${got}`);
    }
  return departures;
}

function refusedToAll<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  state: State | 'none',
  action: Action,
): string[] {
  return DOERS.map((doer) => [doer, outcome(table, state, action, doer)] as const)
    .filter(([, got]) => got !== TransitionRefused.name)
    .map(([doer, got]) => `${doer} gets ${got}, not ${TransitionRefused.name}`);
}

/** The state it leads to, or the error's name, with the conditions it misses. */
function outcome<State extends string, Action extends string, Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
  state: State | 'none',
  action: Action,
  doer: Doer,
  facts: Facts<Guard> = allMet(table),
): string {
  try {
    return next(table, state, action, doer, facts).to;
  } catch (error) {
    if (error instanceof GuardNotMet)
      return `${GuardNotMet.name} ${error.violations.map(({ code }) => code).join(', ')}`;
    return (error as Error).constructor.name;
  }
}

function allMet<Guard extends string>({ guards }: { guards: Readonly<Record<Guard, string>> }): Facts<Guard> {
  return Object.fromEntries(Object.keys(guards).map((guard) => [guard, true])) as Facts<Guard>;
}

function wayFrom<State extends string, Guard extends string>(
  ways: Way<State, Guard> | readonly Way<State, Guard>[],
  state: State | 'none',
): Way<State, Guard> | undefined {
  const all: readonly Way<State, Guard>[] = Array.isArray(ways) ? ways : [ways];
  return all.find(({ from }) => from.includes(state));
}

function startsIn(from: readonly string[] | 'none', state: string): boolean {
  return from === 'none' ? state === 'none' : from.includes(state);
}

function notInLife({ action }: { action: string }): string {
  return `${action}: not in the life`;
}
