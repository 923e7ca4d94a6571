import { ROLES, type Role } from '#libs/kernel';

/**
 * Who can take a step: a role of staff, the enquirer (with a member of staff writing it down), the family portal on
 * the enquirer's behalf, or Relink itself.
 */
export const DOERS = [...ROLES, 'system', 'portal', 'enquirer'] as const;
export type Doer = Role | 'system' | 'portal' | 'enquirer';

const NAMES: Readonly<Record<Doer, string>> = {
  'intake-volunteer': 'an intake volunteer',
  caseworker: 'a caseworker',
  supervisor: 'a supervisor',
  'child-protection-specialist': 'a child protection specialist',
  liaison: 'a liaison officer',
  steward: 'the data steward',
  administrator: 'an administrator',
  analyst: 'an analyst',
  system: 'Relink itself',
  portal: 'the family portal',
  enquirer: 'the enquirer',
};

/** "a caseworker, a supervisor or the enquirer" */
export function nameDoers(doers: readonly Doer[]): string {
  const names = doers.map((doer) => NAMES[doer]);
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${last}` : last;
}
