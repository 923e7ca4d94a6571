import type { Sensitivity } from '#libs/kernel';
import { detailsOf, mayBeChild } from '#libs/people';
import type { RegistrationInput, RegistrationKind } from './registration-details.js';

const GUARDED: readonly RegistrationKind[] = ['unaccompanied-child', 'separated-child', 'detained'];

/** Children, detainees and everyone with a protection flag are not for the whole branch. Pure. */
export function sensitivityOf({ sensitivity = 'open', kind, person }: RegistrationInput, now: Date): Sensitivity {
  if (sensitivity !== 'open') return sensitivity;
  const guarded = GUARDED.includes(kind) || (person.protection?.length ?? 0) > 0;
  return guarded || mayBeChild(detailsOf(person, 'person'), now) ? 'restricted' : 'open';
}
