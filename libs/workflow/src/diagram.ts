import { nameDoers } from './doers.js';
import type { AnyWorkflow, Deadline } from './table.js';

/** The page `docs/domain.md`, whole, with its last newline. */
export function describeWorkflows(workflows: readonly AnyWorkflow[]): string {
  const head = `# The lives of records

Made from the workflow tables in the code: change the table, not this page. A step that stands in no table is refused,
whoever asks. A condition that is not known to be met is not met.`;
  return `${[head, ...workflows.map(describeWorkflow)].join('\n\n')}\n`;
}

/** A table as a section of Markdown: its text, a state diagram, its steps, and what each condition asks for. */
export function describeWorkflow(workflow: AnyWorkflow): string {
  const { title, about, transitions, guards } = workflow;
  const steps = transitions.map((step) => [
    words(step.action),
    `${step.from === 'none' ? '–' : step.from.map(words).join(', ')} → ${words(step.to)}`,
    nameDoers(step.by),
    step.guards.map((guard) => `\`${guard}\``).join(', ') || '–',
    step.deadline ? describeDeadline(step.deadline) : '–',
    `\`${step.emits}\``,
  ]);
  return [
    `## ${title}`,
    ...about,
    ['```mermaid', stateDiagram(workflow), '```'].join('\n'),
    markdownTable(['step', 'from → to', 'by', 'conditions', 'deadline', 'event'], steps),
    markdownTable(
      ['condition', 'where it is not met'],
      Object.entries(guards).map(([guard, text]) => [`\`${guard}\``, text]),
    ),
  ].join('\n\n');
}

/** Mermaid `stateDiagram-v2`; steps between the same two states share one arrow. */
export function stateDiagram({ states, terminal, transitions }: AnyWorkflow): string {
  const arrows = new Map<string, string[]>();
  for (const step of transitions) {
    for (const from of step.from === 'none' ? ['[*]'] : step.from.map(mermaidId)) {
      const arrow = `${from} --> ${mermaidId(step.to)}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), words(step.action)]);
    }
  }
  return [
    'stateDiagram-v2',
    ...states.map((state) => `  state "${words(state)}" as ${mermaidId(state)}`),
    ...[...arrows].map(([arrow, actions]) => `  ${arrow} : ${actions.join(', ')}`),
    ...terminal.map((state) => `  ${mermaidId(state)} --> [*]`),
  ].join('\n');
}

function describeDeadline(deadline: Deadline): string {
  const name = words(deadline.name);
  if ('given' in deadline) return `${name}: as given`;
  if ('hours' in deadline) return `${name}: ${deadline.hours} hours`;
  const urgent = deadline.urgent ? ` (${deadline.urgent.when}: ${deadline.urgent.hours} hours)` : '';
  return `${name}: ${deadline.days} days${urgent}`;
}

/** Columns are padded as Prettier pads them, so that the page it lands in stays formatted. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [first, ...rest] = all.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...rest].join('\n');
}

/** A hyphen would be read as part of an arrow. */
function mermaidId(state: string): string {
  return state.replaceAll('-', '_');
}

function words(name: string): string {
  return name.replaceAll('-', ' ');
}
