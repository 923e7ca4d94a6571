/** The roles of a National Society's staff, as in the domain's list of roles. */
export const ROLES = [
  'intake-volunteer',
  'caseworker',
  'supervisor',
  'child-protection-specialist',
  'liaison',
  'steward',
  'administrator',
  'analyst',
] as const;
export type Role = (typeof ROLES)[number];

/** Open < restricted < protected; see the policies of the `access` lib for who sees what. */
export const SENSITIVITIES = ['open', 'restricted', 'protected'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];
