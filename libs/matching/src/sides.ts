import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
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

/** While a request is in one of these states, its sought persons are looked for. */
const SEARCHED: ReadonlySet<string> = new Set(['open', 'on-hold', 'enquirer-unreachable', 'located']);

/**
 * Opens the sides of comparisons; only for the worker. A search opens hundreds at once, so the number of queries does not
 * grow with the number of persons.
 */
@Injectable()
export class Sides {
  constructor(
    private readonly people: People,
    private readonly interviews: Interviews,
    private readonly registrations: RegistrationReader,
  ) {}

  /** Sought persons of requests that are being worked on; others are left out. */
  async sought(tx: Transaction, ids: readonly PersonId[]): Promise<SoughtSide[]> {
    if (ids.length === 0) return [];
    const rows = await tx.of(SoughtPerson).all({ id: In([...ids]) });
    const dossierIds = [...new Set(rows.map(({ dossierId }) => dossierId))];
    const requests = byId(await tx.of(TracingRequest).all({ id: In(dossierIds) }));
    const searched = rows.filter(({ dossierId }) => SEARCHED.has(requests.get(dossierId)?.state ?? ''));
    const dossiers = byId(await tx.of(Dossier).all({ id: In(dossierIds) }));
    const people = await this.people.open(
      tx,
      searched.map(({ id }) => id),
    );
    await tx.vault.unlock(dossierIds);
    return Promise.all(
      searched.map(async (row): Promise<SoughtSide> => {
        const [known, request] = [people.get(row.id)!, requests.get(row.dossierId)!];
        const { place } = await this.interviews.readCircumstances(tx, row);
        return {
          personId: row.id,
          dossier: dossiers.get(row.dossierId)!,
          reference: request.reference,
          name: displayName(known.details),
          profile: profileOf(known, place ? [{ kind: 'last-seen', text: place }] : []),
          mayBeChild: mayBeChild(known.details, tx.now),
          relation: row.relation,
        };
      }),
    );
  }

  async registered(tx: Transaction, ids: readonly PersonId[]): Promise<RegisteredSide[]> {
    if (ids.length === 0) return [];
    const registrations = await tx.of(Registration).all({ personId: In([...ids]) });
    const dossierIds = registrations.map(({ id }) => id);
    const dossiers = byId(await tx.of(Dossier).all({ id: In(dossierIds) }));
    const people = await this.people.open(
      tx,
      registrations.map(({ personId }) => personId),
    );
    await tx.vault.unlock(dossierIds);
    return Promise.all(
      registrations.map(async (registration): Promise<RegisteredSide> => {
        const { id, kind, reference, personId } = registration;
        const known = people.get(personId)!;
        const { place } = await this.registrations.readDetails(tx, registration);
        return {
          personId,
          dossier: dossiers.get(id)!,
          reference,
          name: displayName(known.details),
          profile: profileOf(known, place ? [place] : []),
          mayBeChild: kind === 'unaccompanied-child' || kind === 'separated-child' || mayBeChild(known.details, tx.now),
          kind,
          ...(place && { place: place.text }),
        };
      }),
    );
  }

  async soughtOf(tx: Transaction, requestId: DossierId): Promise<PersonId[]> {
    return (await tx.of(SoughtPerson).all({ dossierId: requestId })).map(({ id }) => id);
  }

  async registeredOf(tx: Transaction, registrationId: DossierId): Promise<PersonId[]> {
    const registration = await tx.of(Registration).find({ id: registrationId });
    return registration ? [registration.personId] : [];
  }
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<Row['id'], Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
