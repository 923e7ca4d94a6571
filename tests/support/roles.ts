import { ROLES, type Role } from '#libs/kernel';

// The groups of roles that the tables of who may do what are made of.

export const EVERYBODY: readonly Role[] = ROLES;
/** Whoever judges matches and does the work of a case. */
export const REVIEWERS: readonly Role[] = ['caseworker', 'supervisor', 'child-protection-specialist'];
/** Whoever writes down what people tell. */
export const RECORDERS: readonly Role[] = ['intake-volunteer', ...REVIEWERS];
/** Whoever works on cases at all. */
export const CASEWORK: readonly Role[] = [...RECORDERS, 'liaison'];
export const READERS: readonly Role[] = [...CASEWORK, 'steward'];
/** Whoever may ask for lists of persons and agree to them. */
export const EXPORTERS: readonly Role[] = ['supervisor', 'steward'];
export const STEWARD: readonly Role[] = ['steward'];
/** A reason to give where one is asked for. */
export const reason = 'The evidence speaks for itself.';
