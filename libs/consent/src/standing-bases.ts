import { In } from 'typeorm';
import type { Transaction } from '#libs/database';
import { dayOf, type PersonId } from '#libs/kernel';
import { Basis, type BasisId } from './basis.entity.js';
import { OWN_NO, type OwnNo } from './decide.js';
import { TELLING_PURPOSES, type LegalBasis, type Purpose } from './purposes.js';

export type BasisState = 'standing' | 'not-yet' | 'expired' | 'withdrawn';

/** One basis of a person as it is now. It holds no words, so nothing has to be opened for it. */
export interface StandingBasis {
  id: BasisId;
  version: number;
  legalBasis: LegalBasis;
  purposes: Purpose[];
  state: BasisState;
  /** What a no of the person is on this ground; it ends it, where it is any. */
  ownNo: OwnNo;
  /** ISO 8601 day it was withdrawn, has expired or will, or begins; left out where it stands without an end. */
  on?: string;
}

/**
 * The bases of these persons as they are now, the oldest first.
 * @param mayKnowAll whether the reader may know what a located person lets be told
 */
export async function standingBases(
  tx: Transaction,
  personIds: readonly PersonId[],
  mayKnowAll: boolean,
): Promise<Map<PersonId, StandingBasis[]>> {
  const of = new Map<PersonId, StandingBasis[]>();
  if (personIds.length === 0) return of;
  const versions = await tx.of(Basis).all({ personId: In([...personIds]) });
  for (const own of byBasis(versions)) {
    if (!mayKnowAll && isOfTelling(own)) continue;
    const newest = own.at(-1)!;
    of.set(newest.personId, [...(of.get(newest.personId) ?? []), shown(newest, tx.now)]);
  }
  return of;
}

/** What a located person lets be told is for those on the case and the steward alone; so is that they said anything. */
export function isOfTelling(versions: readonly Basis[]): boolean {
  return versions.every(({ purposes }) => purposes.every((one) => TELLING_PURPOSES.includes(one)));
}

export function stateOf({ withdrawnAt, validFrom, validUntil }: Basis, now: Date): BasisState {
  if (withdrawnAt) return 'withdrawn';
  if (validFrom > now) return 'not-yet';
  return validUntil && validUntil <= now ? 'expired' : 'standing';
}

function shown(basis: Basis, now: Date): StandingBasis {
  const { id, basisVersion: version, legalBasis, purposes, withdrawnAt, validFrom, validUntil } = basis;
  const state = stateOf(basis, now);
  const on = withdrawnAt ?? (state === 'not-yet' ? validFrom : validUntil);
  return { id, version, legalBasis, purposes, state, ownNo: OWN_NO[legalBasis], ...(on && { on: dayOf(on) }) };
}

/** The versions of each basis, the oldest first. */
function byBasis(versions: readonly Basis[]): Basis[][] {
  const of = new Map<BasisId, Basis[]>();
  for (const one of [...versions].sort((a, b) =>
    a.id === b.id ? a.basisVersion - b.basisVersion : a.id < b.id ? -1 : 1,
  ))
    of.set(one.id, [...(of.get(one.id) ?? []), one]);
  return [...of.values()];
}
