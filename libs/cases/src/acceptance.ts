import type { Cause, Circumstances } from './interview.js';

/**
 * What a Society takes on, as data. A request is accepted where each sought person was lost in one of these ways;
 * for anything else the supervisor refuses with a referral, or asks for more.
 */
const ACCEPTED_CAUSES: readonly Cause[] = [
  'armed-conflict',
  'other-violence',
  'disaster',
  'migration',
  'detention',
  'population-movement',
  'medical-evacuation',
  'trafficking',
  'abandonment',
  'death-of-caregiver',
];

export function acceptanceRulesMet(soughtPersons: readonly Circumstances[]): boolean {
  return (
    soughtPersons.length > 0 &&
    soughtPersons.every(({ cause }) => cause !== undefined && ACCEPTED_CAUSES.includes(cause))
  );
}
