import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Dossier } from '#libs/access';
import { Interviews, SoughtPerson, TracingRequest, type TracingRequestState } from '#libs/cases';
import { stillThere, type Transaction } from '#libs/database';
import type { DossierId, PersonId } from '#libs/kernel';
import type { PersonProfile, PlaceMention } from '#libs/linkage';
import { displayName, mayBeChild, People, type KnownPerson, type RelationKind } from '#libs/people';
import {
  HouseholdMember,
  isAboutChild,
  Registration,
  RegistrationReader,
  type RegistrationKind,
} from '#libs/registrations';
import { profileOf } from './profile-of.js';
import type { MatchSide } from './search-keys.js';

/** One person as matching sees them. */
export interface Side {
  personId: PersonId;
  dossier: Dossier;
  reference: string;
  name: string;
  profile: PersonProfile;
  mayBeChild: boolean;
  /** Of a sought person: what they are to the enquirer. */
  relation?: RelationKind;
  /** Of a registered person. */
  kind?: RegistrationKind;
  place?: string;
}

/** While a request is in one of these states, its sought persons are looked for. */
const SEARCHED: ReadonlySet<TracingRequestState> = new Set(['open', 'on-hold', 'enquirer-unreachable', 'located']);
/** A child is looked for until the request is closed: until the relation is verified, a match may still be wrong. */
const SEARCHED_AS_CHILD: ReadonlySet<TracingRequestState> = new Set([
  ...SEARCHED,
  'result-ready',
  'result-approved',
  'result-delivered',
]);

/**
 * Opens the sides of comparisons in full; only for the worker. A batch opens hundreds at once, so the number of queries
 * does not grow with the number of persons.
 */
@Injectable()
export class Sides {
  constructor(
    private readonly people: People,
    private readonly interviews: Interviews,
    private readonly registrations: RegistrationReader,
  ) {}

  /** Those of the persons who stand on this side and may be looked for now; others are left out. */
  of(tx: Transaction, side: MatchSide, ids: readonly PersonId[]): Promise<Side[]> {
    if (ids.length === 0) return Promise.resolve([]);
    switch (side) {
      case 'registered':
        return this.registered(tx, ids);
      case 'sought':
        return this.sought(tx, ids);
      case 'enquirer':
        return this.enquirers(tx, ids);
    }
  }

  /** Everybody who may be looked for in these dossiers, by side: everything of a dossier travels together. */
  async inDossiers(tx: Transaction, dossierIds: readonly DossierId[]): Promise<Record<MatchSide, Side[]>> {
    const among = In([...dossierIds]);
    const [requests, sought, registrations, members, dossiers, people] = await tx.together(
      tx.of(TracingRequest).all({ id: among }),
      tx.of(SoughtPerson).all({ dossierId: among }),
      tx.of(Registration).all({ id: among, state: 'active' }),
      tx.of(HouseholdMember).all({ dossierId: among }),
      tx.of(Dossier).all({ id: among }),
      this.people.ofDossiers(tx, ...dossierIds),
    );
    const known = { people, dossiers: byId(dossiers) };
    const persons = [
      ...registrations.map((registration) => ({ personId: registration.personId, registration })),
      ...membersOf(registrations, members),
    ];
    return {
      registered: await this.sidesOfRegistered(tx, persons, known),
      sought: await this.sidesOfSought(tx, sought, byId(requests), known),
      enquirer: sidesOfEnquirers(tx, requests, known),
    };
  }

  private async sought(tx: Transaction, ids: readonly PersonId[]): Promise<Side[]> {
    // What the one needs of the database the other does not, so they travel together.
    const [people, { rows, requests, dossiers }] = await tx.together(
      this.people.open(tx, ids),
      this.requestsOf(tx, ids),
    );
    return this.sidesOfSought(tx, rows, requests, { people, dossiers });
  }

  private async sidesOfSought(
    tx: Transaction,
    rows: readonly SoughtPerson[],
    requests: ReadonlyMap<DossierId, TracingRequest>,
    { people, dossiers }: Known,
  ): Promise<Side[]> {
    const searched = rows.filter(({ dossierId }) => SEARCHED_AS_CHILD.has(requests.get(dossierId)?.state ?? 'closed'));
    const sides = await Promise.all(
      searched.map(async (row): Promise<Side[]> => {
        const [known, request] = [people.get(row.id), requests.get(row.dossierId)!];
        if (!known) return [];
        const child = mayBeChild(known.details, tx.now);
        if (!child && !SEARCHED.has(request.state)) return [];
        const { place, lostContactDate: on } = await this.interviews.readCircumstances(tx, row);
        return [
          {
            personId: row.id,
            dossier: stillThere(dossiers.get(row.dossierId)),
            reference: request.reference,
            name: displayName(known.details),
            profile: profileOf(known, place ? [{ kind: 'last-seen', text: place, ...(on && { on }) }] : []),
            mayBeChild: child,
            relation: row.relation,
          },
        ];
      }),
    );
    return sides.flat();
  }

  /** Where persons are sought, with the keys of those requests. */
  private async requestsOf(tx: Transaction, ids: readonly PersonId[]) {
    const rows = await tx.of(SoughtPerson).all({ id: In([...ids]) });
    const dossierIds = [...new Set(rows.map(({ dossierId }) => dossierId))];
    const [requests, dossiers] = await tx.together(
      tx.of(TracingRequest).all({ id: In(dossierIds) }),
      tx.of(Dossier).all({ id: In(dossierIds) }),
      tx.vault.unlock(dossierIds),
    );
    return { rows, requests: byId(requests), dossiers: byId(dossiers) };
  }

  /** An enquirer may be somebody whom others seek. */
  private async enquirers(tx: Transaction, ids: readonly PersonId[]): Promise<Side[]> {
    const [requests, people] = await tx.together(
      tx.of(TracingRequest).all({ enquirerId: In([...ids]) }),
      this.people.open(tx, ids),
    );
    const dossiers = await tx.of(Dossier).all({ id: In(requests.map(({ id }) => id)) });
    return sidesOfEnquirers(tx, requests, { people, dossiers: byId(dossiers) });
  }

  private async registered(tx: Transaction, ids: readonly PersonId[]): Promise<Side[]> {
    const [own, members, people] = await tx.together(
      tx.of(Registration).all({ personId: In([...ids]), state: 'active' }),
      tx.of(HouseholdMember).all({ personId: In([...ids]) }),
      this.people.open(tx, ids),
    );
    const households = In([...new Set(members.map(({ dossierId }) => dossierId))]);
    const theirs = members.length > 0 ? await tx.of(Registration).all({ id: households, state: 'active' }) : [];
    const dossierIds = [...new Set([...own, ...theirs].map(({ id }) => id))];
    const [dossiers] = await tx.together(tx.of(Dossier).all({ id: In(dossierIds) }), tx.vault.unlock(dossierIds));
    const persons = [
      ...own.map((registration) => ({ personId: registration.personId, registration })),
      ...membersOf(theirs, members),
    ];
    return this.sidesOfRegistered(tx, persons, { people, dossiers: byId(dossiers) });
  }

  private async sidesOfRegistered(
    tx: Transaction,
    persons: readonly Registered[],
    { people, dossiers }: Known,
  ): Promise<Side[]> {
    const sides = await Promise.all(
      persons.map(async ({ personId, registration }): Promise<Side[]> => {
        const { id, kind, reference, registeredOn } = registration;
        const known = people.get(personId);
        if (!known) return [];
        const { place } = await this.registrations.readDetails(tx, registration);
        return [
          {
            personId,
            dossier: stillThere(dossiers.get(id)),
            reference,
            name: displayName(known.details),
            profile: profileOf(known, place ? [placeOn(place, registeredOn)] : []),
            mayBeChild: isAboutChild(kind, known.details, tx.now),
            kind,
            ...(place && { place: place.text }),
          },
        ];
      }),
    );
    return sides.flat();
  }
}

/** What sides are made with, opened and unlocked before. */
interface Known {
  people: ReadonlyMap<PersonId, KnownPerson>;
  dossiers: ReadonlyMap<DossierId, Dossier>;
}

/** Somebody of a registration: the person it is about, or one of their household. */
interface Registered {
  personId: PersonId;
  registration: Registration;
}

function membersOf(registrations: readonly Registration[], members: readonly HouseholdMember[]): Registered[] {
  const byDossier = byId(registrations);
  return members.flatMap(({ personId, dossierId }) => {
    const registration = byDossier.get(dossierId);
    return registration ? [{ personId, registration }] : [];
  });
}

function sidesOfEnquirers(
  { now }: Transaction,
  requests: readonly TracingRequest[],
  { people, dossiers }: Known,
): Side[] {
  return requests.flatMap(({ id, reference, enquirerId, state }): Side[] => {
    const known = people.get(enquirerId);
    if (!known || !SEARCHED.has(state)) return [];
    return [
      {
        personId: enquirerId,
        dossier: stillThere(dossiers.get(id)),
        reference,
        name: displayName(known.details),
        profile: profileOf(known),
        mayBeChild: mayBeChild(known.details, now),
      },
    ];
  });
}

/** Where somebody was registered they were on that day; where else they were, nobody said when. */
function placeOn(place: PlaceMention, day: string): PlaceMention {
  if (place.kind !== 'registered') return place;
  return { ...place, on: { calendar: 'gregorian', earliest: day, latest: day, precision: 'day' } };
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<Row['id'], Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
