import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { Interviews, SoughtPerson, TracingRequest } from '#libs/cases';
import type { Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import type { PersonProfile } from '#libs/linkage';
import { displayName, mayBeChild, People, type RelationKind } from '#libs/people';
import { Registration, RegistrationReader, type RegistrationKind } from '#libs/registrations';
import { profileOf } from './profile-of.js';

/** One person as matching sees them. */
export interface Side {
  personId: PersonId;
  dossier: Dossier;
  reference: string;
  name: string;
  profile: PersonProfile;
  mayBeChild: boolean;
}

export interface SoughtSide extends Side {
  relation: RelationKind;
}

export interface RegisteredSide extends Side {
  kind: RegistrationKind;
  place?: string;
}

/** Opens the two sides of a comparison; only for the worker. */
@Injectable()
export class Sides {
  constructor(
    private readonly people: People,
    private readonly interviews: Interviews,
    private readonly registrations: RegistrationReader,
  ) {}

  /** Sought persons of requests that are being worked on; others are left out. */
  async sought(tx: Transaction, ids: readonly PersonId[]): Promise<SoughtSide[]> {
    const people = await this.people.open(tx, ids);
    const sides: SoughtSide[] = [];
    for (const id of ids) {
      const row = await tx.of(SoughtPerson).find({ id });
      const request = row && (await tx.of(TracingRequest).find({ id: row.dossierId }));
      const known = people.get(id);
      if (!row || !known || !request || !SEARCHED.has(request.state)) continue;
      const { place } = await this.interviews.readCircumstances(tx, row);
      sides.push({
        personId: id,
        dossier: await tx.of(Dossier).findOrFail({ id: row.dossierId }),
        reference: request.reference,
        name: displayName(known.details),
        profile: profileOf(known, place ? [{ kind: 'last-seen', text: place }] : []),
        mayBeChild: mayBeChild(known.details, tx.now),
        relation: row.relation,
      });
    }
    return sides;
  }

  async registered(tx: Transaction, ids: readonly PersonId[]): Promise<RegisteredSide[]> {
    const people = await this.people.open(tx, ids);
    const sides: RegisteredSide[] = [];
    for (const personId of ids) {
      const registration = await tx.of(Registration).find({ personId });
      const known = people.get(personId);
      if (!registration || !known) continue;
      const { place } = await this.registrations.readDetails(tx, registration);
      const { kind, reference, id } = registration;
      sides.push({
        personId,
        dossier: await tx.of(Dossier).findOrFail({ id }),
        reference,
        name: displayName(known.details),
        profile: profileOf(known, place ? [place] : []),
        mayBeChild: kind === 'unaccompanied-child' || kind === 'separated-child' || mayBeChild(known.details, tx.now),
        kind,
        ...(place && { place: place.text }),
      });
    }
    return sides;
  }

  async soughtOf(tx: Transaction, requestId: DossierId): Promise<PersonId[]> {
    return (await tx.of(SoughtPerson).all({ dossierId: requestId })).map(({ id }) => id);
  }

  async registeredOf(tx: Transaction, registrationId: DossierId): Promise<PersonId[]> {
    const registration = await tx.of(Registration).find({ id: registrationId });
    return registration ? [registration.personId] : [];
  }
}

/** While a request is in one of these states, its sought persons are looked for. */
const SEARCHED: ReadonlySet<string> = new Set(['open', 'on-hold', 'enquirer-unreachable', 'located']);
