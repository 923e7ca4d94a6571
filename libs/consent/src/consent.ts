import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Transaction } from '#libs/database';
import { newId, type DossierId, type Id, type PersonId } from '#libs/kernel';
import { checkBasis, type BasisInput, type Purpose } from './bases.js';
import { Basis, type BasisDetails, type BasisId } from './basis.entity.js';
import { PermitRefused, type PermitRefusal } from './consent.errors.js';

/** The answer "yes" to one concrete use, with the evidence it rests on. */
export interface Permit {
  id: Id<'permit'>;
  basisId: BasisId;
  basisVersion: number;
}

/** The first basis of a person who is being added. */
export interface FirstBasis {
  id: PersonId;
  dossierId: DossierId;
  basis: BasisInput;
  /** Where the basis stands in the input, for the violations. */
  path: string;
}

function placeOf(id: BasisId, version: number) {
  return { table: 'bases', column: 'details', row: `${id}:${version}` };
}

/** The newest versions of a person's bases, at a moment: does one of them cover this purpose? Pure. */
export function coverage(bases: readonly Basis[], purpose: Purpose, at: Date): Basis | PermitRefusal {
  if (bases.length === 0) return 'no-basis';
  const covering = bases.filter(({ purposes }) => purposes.includes(purpose));
  if (covering.length === 0) return 'purpose-not-covered';
  const standing = covering.filter(({ withdrawnAt }) => !withdrawnAt || withdrawnAt > at);
  if (standing.length === 0) return 'withdrawn';
  return standing.find(({ validFrom, validUntil }) => validFrom <= at && (!validUntil || validUntil > at)) ?? 'expired';
}

/** Bases and permits. The question is always asked in the transaction that acts on the answer. */
@Injectable()
export class Consent {
  /**
   * Records on what a person's data is used: a first basis, or a new version of the one they have. The same again
   * changes nothing.
   * @throws InvalidInput
   */
  async record(
    tx: Transaction,
    person: { id: PersonId; dossierId: DossierId },
    input: BasisInput,
    path: string,
  ): Promise<void> {
    checkBasis(input, path);
    const [current] = await this.newest(tx, [person.id]);
    if (current && (await this.same(tx, current, input))) return;
    const [id, version] = [current?.id ?? newId<'basis'>(), (current?.basisVersion ?? 0) + 1];
    await this.keep(tx, [await this.sealedVersion(tx, { ...person, basis: input }, id, version)]);
  }

  /**
   * Records the first bases of persons whom this very transaction adds: one statement for all of them, and nothing to
   * look up.
   * @throws InvalidInput
   */
  async recordFirst(tx: Transaction, persons: readonly FirstBasis[]): Promise<void> {
    for (const { basis, path } of persons) checkBasis(basis, path);
    await this.keep(
      tx,
      await Promise.all(persons.map((person) => this.sealedVersion(tx, person, newId<'basis'>(), 1))),
    );
  }

  private async sealedVersion(
    tx: Transaction,
    { id: personId, dossierId, basis }: Omit<FirstBasis, 'path'>,
    id: BasisId,
    basisVersion: number,
  ): Promise<Basis> {
    const details: BasisDetails = { rationale: basis.rationale, restrictions: basis.restrictions };
    return tx.of(Basis).create({
      id,
      basisVersion,
      dossierId,
      personId,
      legalBasis: basis.legalBasis,
      purposes: [...new Set(basis.purposes)],
      givenBy: basis.givenBy,
      how: basis.how,
      noticeVersion: basis.noticeVersion ?? null,
      noticeLanguage: basis.noticeLanguage ?? null,
      validFrom: tx.now,
      validUntil: basis.validUntil ? new Date(basis.validUntil) : null,
      withdrawnAt: null,
      details: await tx.vault.seal(personId, placeOf(id, basisVersion), details),
      recordedAt: tx.now,
    });
  }

  private async keep(tx: Transaction, bases: readonly Basis[]): Promise<void> {
    await tx.of(Basis).insert(...bases);
    for (const { id, basisVersion, dossierId, personId, purposes } of bases)
      tx.audit.record(
        'basis.recorded',
        { type: 'dossier', id: dossierId },
        { person: personId, basis: id, version: basisVersion, purposes },
      );
  }

  /** What each person's data is used on now; persons without a basis are left out. */
  async of(tx: Transaction, personIds: readonly PersonId[]): Promise<Map<PersonId, BasisInput>> {
    const bases = await this.newest(tx, personIds);
    const inputs = await Promise.all(
      bases.map(async (basis) => [basis.personId, await this.inputOf(tx, basis)] as const),
    );
    return new Map(inputs);
  }

  /** May this person's data be used for this now? Without leaving a permit: for questions, not for acts. */
  async covers(tx: Transaction, personId: PersonId, purpose: Purpose): Promise<boolean> {
    return typeof coverage(await this.newest(tx, [personId]), purpose, tx.now) !== 'string';
  }

  /** The permit for one concrete use, kept as evidence. @throws PermitRefused */
  async permit(tx: Transaction, person: { id: PersonId; dossierId: DossierId }, purpose: Purpose): Promise<Permit> {
    const basis = coverage(await this.newest(tx, [person.id]), purpose, tx.now);
    if (typeof basis === 'string') throw new PermitRefused(basis);
    const permit: Permit = { id: newId(), basisId: basis.id, basisVersion: basis.basisVersion };
    await tx.sql(
      'INSERT INTO permits (id, dossier_id, person_id, purpose, basis_id, basis_version, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [permit.id, person.dossierId, person.id, purpose, permit.basisId, permit.basisVersion, tx.now],
    );
    return permit;
  }

  private async newest(tx: Transaction, personIds: readonly PersonId[]): Promise<Basis[]> {
    if (personIds.length === 0) return [];
    const versions = await tx.of(Basis).all({ personId: In([...personIds]) });
    const newest = new Map<BasisId, Basis>();
    for (const basis of versions) {
      const other = newest.get(basis.id);
      if (!other || other.basisVersion < basis.basisVersion) newest.set(basis.id, basis);
    }
    return [...newest.values()];
  }

  private async same(tx: Transaction, current: Basis, input: BasisInput): Promise<boolean> {
    const known = await this.inputOf(tx, current);
    return JSON.stringify(canonical(known)) === JSON.stringify(canonical(input));
  }

  private async inputOf(tx: Transaction, basis: Basis): Promise<BasisInput> {
    const details = await tx.vault.open<BasisDetails>(
      basis.personId,
      placeOf(basis.id, basis.basisVersion),
      basis.details,
    );
    const { legalBasis, purposes, givenBy, how, noticeVersion, noticeLanguage, validUntil } = basis;
    return {
      legalBasis,
      purposes,
      givenBy,
      how,
      ...(noticeVersion && { noticeVersion }),
      ...(noticeLanguage && { noticeLanguage }),
      ...(validUntil && { validUntil: validUntil.toISOString() }),
      ...details,
    };
  }
}

/** Equal bases give equal values here, whatever the order they were written in. */
function canonical(basis: BasisInput): unknown[] {
  return [
    basis.legalBasis,
    [...new Set(basis.purposes)].sort(),
    basis.givenBy,
    basis.how,
    basis.noticeVersion ?? '',
    basis.noticeLanguage ?? '',
    basis.rationale ?? '',
    basis.restrictions ?? [],
    basis.validUntil ? new Date(basis.validUntil).toISOString() : '',
  ];
}
