import type { AccountId, BranchId } from '#libs/kernel';
import { Staff } from '../../support/staff.js';
import type { Authenticators, Place } from './relink-process.js';

/** Somebody who has not signed in. Who they are is told by the service, not needed for that. */
export function somebody(place: Place, email: string): Staff {
  return new Staff(place.url, { id: '' as AccountId, email, role: 'caseworker', branchId: '' as BranchId });
}

/** Signs in over HTTP as a browser would. */
export async function signedIn(place: Place, email: string, password: string, code: string): Promise<Staff> {
  const staff = somebody(place, email);
  await staff.signIn(password, code);
  return staff;
}

export async function signedInWith(authenticators: Authenticators, place: Place, email: string, password: string) {
  return signedIn(place, email, password, await authenticators.code(email));
}
