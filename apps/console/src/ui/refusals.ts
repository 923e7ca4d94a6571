import { ApiProblem, type Violation } from '../api/problem.js';
import type { Say } from '../app/texts.js';

/** `interview.soughtPersons[0].person` and `soughtPersons.0.person` name the same field. */
export function plainPath(path: string): string {
  return path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/^\$?\.?/, '')
    .replace(/^interview\./, '');
}

export function violationsOf(error: unknown): Violation[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.violations.map((violation) => ({ ...violation, path: plainPath(violation.path) }));
}

/** The first thing said about a field, or about a part of it that has no field of its own; in the reader's language where there are words for it. */
export function refusedBy(violations: readonly Violation[], say: Say): (path: string) => string | undefined {
  return (path) => {
    const refused = violations.find((violation) => violation.path === path);
    return refused && say.code('violation', refused.code, refused.message);
  };
}
