import { Injectable } from '@nestjs/common';
import { Interviews, SoughtPerson, TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import type { PersonId } from '#libs/kernel';
import { People } from '#libs/people';
import { HouseholdMember, Registration, RegistrationReader } from '#libs/registrations';
import type { Disclosure } from './sharing.entities.js';
import { otherWay, type Tellable } from './tell-person.js';

/** Opens a person with all that could be told of them, for the message that is being written. Only for the worker. */
@Injectable()
export class ReadTellable {
  constructor(
    private readonly people: People,
    private readonly interviews: Interviews,
    private readonly registrations: RegistrationReader,
  ) {}

  /** @param persons everybody who is in it: the enquirer is named only where they are among them */
  async of(
    tx: Transaction,
    { dossierId, personId }: Disclosure,
    persons: readonly PersonId[],
  ): Promise<Tellable | undefined> {
    const known = personId ? (await this.people.open(tx, [personId])).get(personId) : undefined;
    if (!known) return undefined;
    const sought = await tx.of(SoughtPerson).find({ id: known.id, dossierId });
    if (sought) return { known, ...(await this.sought(tx, sought, persons)) };
    const registration = await tx.of(Registration).find({ id: dossierId });
    return registration ? { known, ...(await this.registered(tx, registration, known.id)) } : { known };
  }

  private async sought(
    tx: Transaction,
    sought: SoughtPerson,
    persons: readonly PersonId[],
  ): Promise<Omit<Tellable, 'known'>> {
    const { place, narrative } = await this.interviews.readCircumstances(tx, sought);
    const { enquirerId } = await tx.of(TracingRequest).findOrFail({ id: sought.dossierId });
    const details = persons.includes(enquirerId)
      ? (await this.people.details(tx, [enquirerId])).get(enquirerId)
      : undefined;
    return {
      relation: sought.relation,
      ...(place && { lastSeen: place }),
      ...(narrative && { circumstances: narrative }),
      ...(details && { enquirer: { details, kind: otherWay(sought.relation, details.sex) } }),
    };
  }

  private async registered(
    tx: Transaction,
    registration: Registration,
    personId: PersonId,
  ): Promise<Omit<Tellable, 'known'>> {
    const { place, circumstances } = await this.registrations.readDetails(tx, registration);
    // What the registration tells beside is about the one it is about, and not about all of a household.
    const member = await tx.of(HouseholdMember).find({ personId, dossierId: registration.id });
    return {
      ...(place && { registeredAt: { text: place.text, ...(place.country && { country: place.country }) } }),
      ...(place && { whereabouts: place.text }),
      ...(circumstances && !member && { circumstances }),
      dead: registration.kind === 'unidentified-deceased',
    };
  }
}
