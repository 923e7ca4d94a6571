import { Injectable } from '@nestjs/common';
import { authorizedDossier, Dossier, isOnTheCase } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { NotFound, StaleVersion, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { Person } from '#libs/people';
import { checkBasis, checkBasisOfSought, checkGiver, checkGuardian, refusal, type BasisInput } from './bases.js';
import { Basis, type BasisChange, type BasisId, type SaidNo } from './basis.entity.js';
import { inputOf, lockBases, newestBases, openDetails } from './basis-versions.js';
import { Consent, type DataSubject } from './consent.js';
import { NothingAgreed, NothingToObjectTo } from './consent.errors.js';
import { OWN_NO } from './decide.js';
import { InformationNotices } from './notices.js';
import type { Purpose } from './purposes.js';
import { Refusals } from './refusals.js';
import { ProtectionRelease, type ReleaseId } from './releases.js';
import { isOfTelling, stateOf, type BasisState } from './standing-bases.js';

/** One version of a basis as its reader sees it. */
export interface BasisVersionView {
  version: number;
  change: BasisChange;
  recordedAt: Date;
  basis: BasisInput;
  said?: SaidNo;
}

export interface BasisView {
  id: BasisId;
  state: BasisState;
  /** Of the newest version. */
  version: number;
  basis: BasisInput;
  /** Purposes taken back one by one, and since when. */
  takenBack: { purpose: Purpose; at: Date }[];
  /** The newest first. */
  versions: BasisVersionView[];
}

export interface PersonBasesView {
  personId: PersonId;
  dossierId: DossierId;
  bases: BasisView[];
  releases: { id: ReleaseId; purpose: Purpose; validUntil: Date; ended: boolean }[];
}

/** The bases of one person of a dossier, for the people who work with them. */
@Injectable()
export class PersonBases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consent: Consent,
    private readonly refusals: Refusals,
    private readonly notices: InformationNotices,
  ) {}

  /**
   * Every basis with every version; what a located person lets be told, for those on the case and the steward alone. Reading is logged.
   * @throws NotFound
   */
  read(personId: PersonId, by: StaffActor): Promise<PersonBasesView> {
    return this.unitOfWork.run(by, async (tx) => {
      const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
      const dossier = await tx.of(Dossier).findOrFail({ id: dossierId });
      tx.authorize('see', dossier.facts);
      const mayKnowAll = by.role === 'steward' || isOnTheCase(by, dossier.facts);
      const versions = await tx.of(Basis).all({ personId });
      const bases: BasisView[] = [];
      for (const newest of await newestBases(tx, [personId])) {
        const own = versions.filter(({ id }) => id === newest.id);
        if (!mayKnowAll && isOfTelling(own)) continue;
        own.sort((a, b) => b.basisVersion - a.basisVersion);
        bases.push({
          id: newest.id,
          state: stateOf(newest, tx.now),
          version: newest.basisVersion,
          basis: await inputOf(tx, newest),
          takenBack: Object.entries(newest.narrowed).map(([purpose, at]) => ({
            purpose: purpose as Purpose,
            at: new Date(at),
          })),
          versions: await Promise.all(own.map((one) => showVersion(tx, one))),
        });
      }
      const releases = (await tx.of(ProtectionRelease).all({ personId })).map(
        ({ id, purpose, validUntil, endedAt }) => ({
          id,
          purpose,
          validUntil,
          ended: endedAt !== null,
        }),
      );
      tx.audit.record('bases.read', { type: 'dossier', id: dossierId }, { persons: [personId] });
      return { personId, dossierId, bases, releases };
    });
  }

  /** A further basis beside those the person has. @throws InvalidInput, NotFound, Forbidden */
  record(personId: PersonId, input: BasisInput, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const person = await this.forRecording(tx, personId);
      await this.check(tx, person, input);
      await lockBases(tx, personId, 'to-change');
      return receiptOf(await this.write(tx, person, input), tx.now);
    });
  }

  /** Given anew, with other words or another reach: a new version. @throws InvalidInput, BasisWithdrawn, StaleVersion */
  revise(id: BasisId, input: BasisInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.change(id, version, by, async (tx, basis) => {
      await this.check(tx, { id: basis.personId, dossierId: basis.dossierId }, input);
      this.refusals.refuseWithdrawn(basis);
      return this.write(tx, { id: basis.personId, dossierId: basis.dossierId }, input, basis);
    });
  }

  /** Takes single purposes back. @throws NothingAgreed, NothingToNarrow, BasisWithdrawn, StaleVersion */
  narrow(id: BasisId, purposes: readonly Purpose[], said: SaidNo, version: number, by: StaffActor): Promise<Receipt> {
    return this.change(id, version, by, (tx, basis) => {
      if (OWN_NO[basis.legalBasis] !== 'take-back') throw new NothingAgreed();
      return this.refusals.narrow(tx, basis, purposes, said);
    });
  }

  /** Takes everything back. @throws NothingAgreed, BasisWithdrawn, StaleVersion */
  withdraw(id: BasisId, said: SaidNo, version: number, by: StaffActor): Promise<Receipt> {
    return this.change(id, version, by, (tx, basis) => {
      if (OWN_NO[basis.legalBasis] !== 'take-back') throw new NothingAgreed();
      return this.refusals.withdraw(tx, basis, said);
    });
  }

  /**
   * Objects to what others hold to be right: it stops at once, as if it had been taken back.
   * @param purposes all of the basis, or those of it that must not go on
   * @throws NothingToObjectTo, NothingToNarrow, BasisWithdrawn, StaleVersion
   */
  object(id: BasisId, purposes: readonly Purpose[], said: SaidNo, version: number, by: StaffActor): Promise<Receipt> {
    return this.change(id, version, by, (tx, basis) => {
      if (OWN_NO[basis.legalBasis] !== 'object') throw new NothingToObjectTo();
      return basis.purposes.every((one) => purposes.includes(one))
        ? this.refusals.withdraw(tx, basis, said)
        : this.refusals.narrow(tx, basis, purposes, said);
    });
  }

  /** Adds limits, which hold for all bases of the person. @throws BasisWithdrawn, StaleVersion */
  restrict(
    id: BasisId,
    restrictions: readonly string[],
    said: SaidNo,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.change(id, version, by, (tx, basis) => this.refusals.restrict(tx, basis, restrictions, said));
  }

  /** Tells those who look for people: what nobody agreed to before may be possible now. */
  private async write(tx: Transaction, person: DataSubject, input: BasisInput, before?: Basis): Promise<Basis> {
    const { id, dossierId } = person;
    const basis = await this.consent.write(tx, person, input, before);
    tx.outbox.emit('consent.basis-recorded', { personId: id, dossierId, basisId: basis.id });
    return basis;
  }

  private change(
    id: BasisId,
    version: number,
    by: StaffActor,
    work: (tx: Transaction, basis: Basis) => Promise<Basis>,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const known = await tx.of(Basis).findOrFail({ id });
      await this.forRecording(tx, known.personId);
      await lockBases(tx, known.personId, 'to-change');
      const current = (await newestBases(tx, [known.personId])).find((basis) => basis.id === id);
      if (!current) throw new NotFound({ type: 'basis', id });
      if (current.basisVersion !== version) throw new StaleVersion();
      return receiptOf(await work(tx, current), tx.now);
    });
  }

  private async forRecording(tx: Transaction, personId: PersonId): Promise<{ id: PersonId; dossierId: DossierId }> {
    const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
    await authorizedDossier(tx, dossierId, 'record');
    return { id: personId, dossierId };
  }

  private async check(
    tx: Transaction,
    person: { id: PersonId; dossierId: DossierId },
    input: BasisInput,
  ): Promise<void> {
    const path = '';
    if (await this.notAskedYet(tx, person.id)) checkBasisOfSought(input, path);
    else checkBasis(input, path);
    this.notices.check(input, tx.now);
    const child = await this.consent.mayBeChild(tx, person.id);
    checkGiver(input, child, path);
    checkGuardian(input, child, path);
    if (!input.guardianId) return;
    const guardian = await tx.of(Person).find({ id: input.guardianId });
    if (guardian?.dossierId !== person.dossierId || guardian.id === person.id)
      throw refusal(
        'guardianId',
        'basis.guardian-unknown',
        'Choose the guardian among the people of this case, or add them there first.',
      );
  }

  /** A sought person whom nobody has met. Once located, they are asked and can agree. */
  private async notAskedYet(tx: Transaction, personId: PersonId): Promise<boolean> {
    const [sought] = await tx.sql<{ located: boolean }>('SELECT located FROM sought_persons WHERE id = $1', [personId]);
    return sought?.located === false;
  }
}

function receiptOf(basis: Basis, now: Date): Receipt {
  return { id: basis.id, version: basis.basisVersion, state: stateOf(basis, now) };
}

async function showVersion(tx: Transaction, basis: Basis): Promise<BasisVersionView> {
  const { said } = await openDetails(tx, basis);
  const { basisVersion: version, change, recordedAt } = basis;
  return { version, change, recordedAt, basis: await inputOf(tx, basis), ...(said && { said }) };
}
