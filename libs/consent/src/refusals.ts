import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import type { PersonId } from '#libs/kernel';
import { Basis, type BasisDetails, type SaidNo } from './basis.entity.js';
import { lockBases, newestBases, openDetails, sealed } from './basis-versions.js';
import { BasisWithdrawn, NothingToNarrow } from './consent.errors.js';
import { NOT_ASKED_FOR } from './decide.js';
import type { Purpose } from './purposes.js';
import { readRestrictions } from './restrictions.js';

/**
 * What happens when a person says no. It takes effect with the commit: whoever sends holds a lock on the person until what
 * they send is written, so a no either comes before, and nothing is sent, or after, and what was sent is recalled by those
 * who hear of it. Nothing that can be done without the agreement is taken from the person.
 *
 * The verbs on one basis count on the caller to hold the lock on the person's bases; those on a person take it.
 */
@Injectable()
export class Refusals {
  async withdraw(tx: Transaction, basis: Basis, said: SaidNo): Promise<Basis> {
    this.refuseWithdrawn(basis);
    const withdrawn = await next(tx, basis, { change: 'withdrawn', withdrawnAt: tx.now }, { said });
    note(tx, basis, 'consent.basis-withdrawn', basis.purposes);
    return withdrawn;
  }

  /** All that stands, such as when a whole request is withdrawn. What rests on the law or a vital interest stays. */
  async withdrawAll(tx: Transaction, personId: PersonId, said: SaidNo): Promise<void> {
    for (const basis of await askedFor(tx, personId)) await this.withdraw(tx, basis, said);
  }

  /** Single purposes, out of whichever basis they are in; a basis of which nothing is left is withdrawn. */
  async narrowAll(tx: Transaction, personId: PersonId, purposes: readonly Purpose[], said: SaidNo): Promise<void> {
    for (const basis of await askedFor(tx, personId)) {
      if (!basis.purposes.some((purpose) => purposes.includes(purpose))) continue;
      if (basis.purposes.every((purpose) => purposes.includes(purpose))) await this.withdraw(tx, basis, said);
      else await this.narrow(tx, basis, purposes, said);
    }
  }

  /** A limit holds for all bases of the person, whichever it is kept with. @throws BasisWithdrawn where none stands */
  async restrictPerson(
    tx: Transaction,
    personId: PersonId,
    restrictions: readonly string[],
    said: SaidNo,
  ): Promise<void> {
    await lockBases(tx, personId, 'to-change');
    const standing = (await newestBases(tx, [personId])).find(({ withdrawnAt }) => !withdrawnAt);
    if (!standing) throw new BasisWithdrawn();
    await this.restrict(tx, standing, restrictions, said);
  }

  async narrow(tx: Transaction, basis: Basis, purposes: readonly Purpose[], said: SaidNo): Promise<Basis> {
    this.refuseWithdrawn(basis);
    const taken = basis.purposes.filter((purpose) => purposes.includes(purpose));
    const left = basis.purposes.filter((purpose) => !purposes.includes(purpose));
    if (taken.length === 0 || left.length === 0) throw new NothingToNarrow();
    const since = Object.fromEntries(taken.map((purpose) => [purpose, tx.now.toISOString()]));
    const narrowed = { ...basis.narrowed, ...since };
    const narrower = await next(tx, basis, { change: 'narrowed', purposes: left, narrowed }, { said });
    note(tx, basis, 'consent.narrowed', taken);
    return narrower;
  }

  async restrict(tx: Transaction, basis: Basis, restrictions: readonly string[], said: SaidNo): Promise<Basis> {
    this.refuseWithdrawn(basis);
    const { codes, words } = readRestrictions(restrictions);
    const known = (await openDetails(tx, basis)).restrictions ?? [];
    const restricted = await next(
      tx,
      basis,
      {
        change: 'restricted',
        restrictions: [...new Set([...basis.restrictions, ...codes])],
        restrictedInWords: basis.restrictedInWords || words.length > 0,
      },
      { said, restrictions: [...new Set([...known, ...words])] },
    );
    note(tx, basis, 'consent.restricted', codes);
    return restricted;
  }

  /** @throws BasisWithdrawn */
  refuseWithdrawn({ withdrawnAt }: Basis): void {
    if (withdrawnAt) throw new BasisWithdrawn();
  }
}

/** The standing bases that a no of the person reaches, locked. */
async function askedFor(tx: Transaction, personId: PersonId): Promise<Basis[]> {
  await lockBases(tx, personId, 'to-change');
  return (await newestBases(tx, [personId])).filter(
    ({ withdrawnAt, legalBasis }) => !withdrawnAt && !NOT_ASKED_FOR.has(legalBasis),
  );
}

async function next(
  tx: Transaction,
  basis: Basis,
  changed: Partial<Basis>,
  words: Pick<BasisDetails, 'said' | 'restrictions'>,
): Promise<Basis> {
  const { said: _, ...kept } = await openDetails(tx, basis);
  const version = await sealed(
    tx,
    { ...basis, ...changed, basisVersion: basis.basisVersion + 1 },
    { ...kept, ...words },
  );
  await tx.of(Basis).insert(version);
  return version;
}

function note(
  tx: Transaction,
  { id, dossierId, personId, basisVersion }: Basis,
  topic: string,
  about: readonly string[],
) {
  tx.audit.record(
    topic,
    { type: 'dossier', id: dossierId },
    { person: personId, basis: id, version: basisVersion + 1, about },
  );
  tx.outbox.emit(topic, { personId, dossierId, basisId: id });
}
