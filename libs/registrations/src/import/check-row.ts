import { checkBasis, checkGiver } from '#libs/consent';
import { dayOf, InvalidInput, type Violation } from '#libs/kernel';
import { detailsOf, mayBeChild } from '#libs/people';
import type { RegistrationInput } from '../registration-details.js';
import { kindProblem } from '../kind-needs.js';
import { beyondLimits } from './limits.js';

/** The first reason why the domain would refuse this record, asked without a database. Pure. */
export function problemOf(input: RegistrationInput, now: Date): Violation | undefined {
  const [tooMuch] = beyondLimits(input);
  if (tooMuch) return tooMuch;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input.registeredOn) || input.registeredOn > dayOf(now))
    return {
      path: 'registeredOn',
      code: 'date.in-future',
      message: 'The day of registration cannot be in the future.',
    };
  const lacking = kindProblem(input);
  if (lacking) return lacking;
  try {
    const details = detailsOf(input.person, 'person');
    input.person.relatives?.forEach((relative, index) => detailsOf(relative, `person.relatives.${index}`));
    checkBasis(input.basis, 'basis');
    checkGiver(input.basis, mayBeChild(details, now), 'basis');
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.violations[0];
  }
}
