import { SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import { detailsOf, mayBeChild, type PersonInput } from '#libs/people';
import type { RegistrationInput, RegistrationKind } from './registration-details.js';

const GUARDED: readonly RegistrationKind[] = [
  'unaccompanied-child',
  'separated-child',
  'detained',
  'unidentified-deceased',
];

/** Children, detainees, the dead, whoever is ill and everyone with a protection flag are not for the whole branch. Pure. */
export function sensitivityOf(
  {
    sensitivity = 'open',
    kind,
    person,
    members = [],
  }: Pick<RegistrationInput, 'sensitivity' | 'kind' | 'person' | 'members'>,
  now: Date,
): Sensitivity {
  if (sensitivity !== 'open') return sensitivity;
  const persons = [person, ...members.map((member) => member.person)];
  return GUARDED.includes(kind) || persons.some((one) => isGuarded(one, now)) ? 'restricted' : 'open';
}

function isGuarded(person: PersonInput, now: Date): boolean {
  const { protection = [], health, detention, sensitiveMarks } = person;
  if (protection.length > 0 || health || detention || sensitiveMarks) return true;
  return mayBeChild(detailsOf(person, 'person'), now);
}

/** The stricter of two: what is learnt later never opens a record wider by itself. */
export function raised(now: Sensitivity, learnt: Sensitivity): Sensitivity {
  return SENSITIVITIES.indexOf(learnt) > SENSITIVITIES.indexOf(now) ? learnt : now;
}
