import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import type { ProtectionFlag } from '#libs/people';
import type { InterviewInput } from './interview.js';

/** A protection flag on anyone raises the sensitivity: a child's or a witness's case is not for the whole branch. */
export function leastSensitivity(flags: readonly ProtectionFlag[]): Sensitivity {
  return flags.length > 0 ? 'restricted' : 'open';
}

export function flagsIn({ enquirer, soughtPersons = [] }: InterviewInput): ProtectionFlag[] {
  return [enquirer, ...soughtPersons].flatMap(({ person }) => person.protection ?? []);
}

/** The higher of two. */
export function atLeast(one: Sensitivity, other: Sensitivity): Sensitivity {
  return SENSITIVITIES.indexOf(one) >= SENSITIVITIES.indexOf(other) ? one : other;
}
