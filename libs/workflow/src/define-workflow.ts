import type { AnyWorkflow, WorkflowTable } from './table.js';

/** The table has mistakes; all of them are listed. Thrown while the program loads, so it never reaches a user. */
export class WorkflowTableWrong extends Error {
  constructor(
    name: string,
    readonly mistakes: readonly string[],
  ) {
    super(`The workflow table "${name}" is wrong:\n${mistakes.map((mistake) => `- ${mistake}`).join('\n')}`);
    this.name = 'WorkflowTableWrong';
  }
}

/** Checks a table once, when its file is loaded. @throws WorkflowTableWrong */
export function defineWorkflow<const State extends string, const Action extends string, const Guard extends string>(
  table: WorkflowTable<State, Action, Guard>,
): WorkflowTable<State, Action, Guard> {
  const mistakes = [...wrongNames(table), ...wrongSteps(table), ...wrongPaths(table)];
  if (mistakes.length > 0) throw new WorkflowTableWrong(table.name, mistakes);
  return table;
}

function wrongNames({ states, initial, terminal, guards, transitions }: AnyWorkflow): string[] {
  const used = new Set(transitions.flatMap((transition) => transition.guards));
  return [
    ...repeated(states).map((state) => `state "${state}" stands there twice`),
    ...[initial, ...terminal].filter((state) => !states.includes(state)).map((state) => `unknown state "${state}"`),
    ...(states.includes('none') ? ['"none" is no state: it is where a record is not there yet'] : []),
    ...(terminal.length === 0 ? ['no terminal state'] : []),
    ...Object.keys(guards)
      .filter((guard) => !used.has(guard))
      .map((guard) => `guard "${guard}" is never asked`),
  ];
}

function wrongSteps({ states, initial, guards, transitions }: AnyWorkflow): string[] {
  const pairs = transitions.flatMap(({ action, from }) => origins(from).map((state) => `"${action}" from "${state}"`));
  return [
    ...repeated(pairs).map((pair) => `${pair} stands there twice`),
    ...(transitions.some(({ from }) => from === 'none') ? [] : ['no step creates the record']),
    ...transitions.flatMap(({ action, from, to, by, guards: asked, deadline, emits }) => {
      const unknown = [...origins(from), to].filter((state) => state !== 'none' && !states.includes(state));
      const time = deadline && ('days' in deadline ? deadline.days : 'hours' in deadline ? deadline.hours : 1);
      return [
        ...unknown.map((state) => `"${action}": unknown state "${state}"`),
        ...asked
          .filter((guard) => !Object.hasOwn(guards, guard))
          .map((guard) => `"${action}": unknown guard "${guard}"`),
        ...repeated(asked).map((guard) => `"${action}": guard "${guard}" stands there twice`),
        ...(from.length === 0 ? [`"${action}" starts nowhere`] : []),
        ...(from === 'none' && to !== initial
          ? [`"${action}" creates the record in "${to}", not in "${initial}"`]
          : []),
        ...(by.length === 0 ? [`"${action}" is for nobody`] : []),
        ...(time !== undefined && !(time > 0) ? [`"${action}": the deadline is not in the future`] : []),
        ...(/^[a-z-]+\.[a-z-]+$/.test(emits) ? [] : [`"${action}": "${emits}" is no topic`]),
      ];
    }),
  ];
}

function wrongPaths({ states, initial, terminal, transitions }: AnyWorkflow): string[] {
  const edges = transitions.flatMap(({ from, to }) => origins(from).map((state) => [state, to] as const));
  const reached = closure([initial], edges);
  const finishing = closure(
    terminal,
    edges.map(([from, to]) => [to, from] as const),
  );
  return [
    ...states.filter((state) => !reached.has(state)).map((state) => `state "${state}" is never reached`),
    ...states.filter((state) => !finishing.has(state)).map((state) => `from "${state}" there is no way to an end`),
  ];
}

function closure(start: readonly string[], edges: readonly (readonly [string, string])[]): Set<string> {
  const found = new Set(start);
  // A set hands out what is added to it while it is being walked.
  for (const state of found) for (const [from, to] of edges) if (from === state) found.add(to);
  return found;
}

function origins(from: readonly string[] | 'none'): readonly string[] {
  return from === 'none' ? ['none'] : from;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
