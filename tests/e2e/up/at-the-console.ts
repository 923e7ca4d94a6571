import type { AccountId, BranchId } from '#libs/kernel';
import { Staff } from '../../support/staff.js';
import type { Authenticators, Place } from './relink-process.js';

/** Signs in over HTTP as a browser would. */
export async function signedIn(place: Place, email: string, password: string, code: string): Promise<Staff> {
  // Who they are is told by the service, not needed to sign in.
  const staff = new Staff(place.url, { id: '' as AccountId, email, role: 'caseworker', branchId: '' as BranchId });
  await staff.signIn(password, code);
  return staff;
}

export async function signedInWith(authenticators: Authenticators, place: Place, email: string, password: string) {
  return signedIn(place, email, password, await authenticators.code(email));
}
