import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { newId, type DossierId, type Id, type PersonId } from '#libs/kernel';
import { mayBeChild, People, type AddedPerson } from '#libs/people';
import { checkBasis, checkGiver, type BasisInput } from './bases.js';
import { Basis, type BasisId } from './basis.entity.js';
import { canonical, columnsOf, inputOf, lockBases, newestBases, sealed } from './basis-versions.js';
import type { DataCategory } from './categories.js';
import { PermitRefused, type PermitRefusal } from './consent.errors.js';
import { decide, receiverOf, type PersonFacts, type Use } from './decide.js';
import { InformationNotices } from './notices.js';
import { isGuarded } from './protection.js';
import type { Purpose } from './purposes.js';
import { recipientCode, type Recipient } from './recipients.js';
import { releasesOf } from './releases.js';

/** A permit that nothing was done with by then is asked for again. */
const PERMIT_HOURS = 24;
const NOT_AT_RISK: PersonFacts = { flags: [], origins: [], releases: [] };

/** The answer "yes" to one concrete use, with the evidence it rests on. */
export interface Permit {
  id: Id<'permit'>;
  basisId: BasisId;
  basisVersion: number;
  expiresAt: Date;
}

/** What is to be done with a person's data, beside the purpose. */
export interface UseOptions {
  /** The purpose's own receiver where it is left out; purposes that name their receiver need it. */
  recipient?: Recipient;
  /** The portions of what is known that are used; a sensitive one is covered only where the basis names it. */
  categories?: readonly DataCategory[];
  /** Whoever sends has read the restrictions in the person's own words and found that none stands against this. */
  restrictionsRead?: boolean;
}

/** The first basis of a person who is being added. */
export interface FirstBasis extends AddedPerson {
  basis: BasisInput;
  /** Where the basis stands in the input, for the violations. */
  path: string;
}

export interface DataSubject {
  id: PersonId;
  dossierId: DossierId;
}

/** Bases and permits. The question is always asked in the transaction that acts on the answer. */
@Injectable()
export class Consent {
  constructor(
    private readonly people: People,
    private readonly notices: InformationNotices,
  ) {}

  /**
   * Records on what a person's data is used, as an interview or a form tells it: a first basis, or a new version of the
   * one the person has. The same again changes nothing, and what was withdrawn does not come back by saving an old form.
   * Further bases are recorded by `PersonBases`.
   * @throws InvalidInput
   */
  async record(tx: Transaction, person: DataSubject, input: BasisInput, path: string): Promise<void> {
    this.check(input, path);
    if (input.legalBasis === 'consent' && input.givenBy === 'self')
      checkGiver(input, await this.mayBeChild(tx, person.id), path);
    let bases = await newestBases(tx, [person.id]);
    if (bases.length > 0) {
      await lockBases(tx, person.id, 'to-change');
      bases = await newestBases(tx, [person.id]);
    }
    const current = bases.find(({ withdrawnAt }) => !withdrawnAt);
    const told = current ? lift(await inputOf(tx, current), current, input) : input;
    const known = await Promise.all(bases.map(async (basis) => canonical(await inputOf(tx, basis))));
    if (told.purposes.length > 0 && !known.includes(canonical(told))) await this.write(tx, person, told, current);
  }

  /**
   * Records the first bases of persons whom this very transaction adds: one statement for all of them, and nothing to
   * look up.
   * @throws InvalidInput
   */
  async recordFirst(tx: Transaction, persons: readonly FirstBasis[]): Promise<void> {
    for (const { basis, path } of persons) this.check(basis, path);
    for (const { details, basis, path } of persons) checkGiver(basis, mayBeChild(details, tx.now), path);
    const told = persons.filter(({ basis }) => basis.purposes.length > 0);
    await this.keep(tx, await Promise.all(told.map((person) => this.version(tx, person, person.basis))));
  }

  /**
   * What a person said when they were asked about just this: a basis of its own, beside what was recorded before.
   * @throws InvalidInput
   */
  async recordBeside(tx: Transaction, person: DataSubject, input: BasisInput, path: string): Promise<void> {
    this.check(input, path);
    await lockBases(tx, person.id, 'to-change');
    await this.write(tx, person, input);
  }

  private check(input: BasisInput, path: string): void {
    checkBasis(input, path);
    this.notices.checkVersion(input, path);
  }

  /** A new version of a basis, or a new basis beside the others. The caller holds the lock on the person's bases. */
  async write(tx: Transaction, person: DataSubject, input: BasisInput, current?: Basis): Promise<Basis> {
    const basis = await this.version(tx, person, input, current);
    await this.keep(tx, [basis]);
    return basis;
  }

  private version(tx: Transaction, person: DataSubject, input: BasisInput, current?: Basis): Promise<Basis> {
    const { columns, details } = columnsOf(input, tx.now);
    const ids = {
      id: current?.id ?? newId<'basis'>(),
      basisVersion: (current?.basisVersion ?? 0) + 1,
      change: current ? 'revised' : 'recorded',
      dossierId: person.dossierId,
      personId: person.id,
    } as const;
    // What the person took back stays taken back until it is given again.
    return sealed(tx, { ...columns, ...ids, narrowed: without(current?.narrowed ?? {}, columns.purposes) }, details);
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

  /** What each person's data is used on now, by their oldest basis; those without a standing one are left out. */
  async of(tx: Transaction, personIds: readonly PersonId[]): Promise<Map<PersonId, BasisInput>> {
    const inputs = new Map<PersonId, BasisInput>();
    const [bases] = await Promise.all([newestBases(tx, personIds), tx.vault.unlock(personIds)]);
    for (const basis of bases)
      if (!basis.withdrawnAt && !inputs.has(basis.personId)) inputs.set(basis.personId, await inputOf(tx, basis));
    return inputs;
  }

  /** May this person's data be used for this now? Without leaving a permit: for questions, not for acts. */
  async covers(tx: Transaction, personId: PersonId, purpose: Purpose, options: UseOptions = {}): Promise<boolean> {
    return (await this.refusal(tx, personId, purpose, options)) === undefined;
  }

  /** Of many persons, those whose data may be used for this now: one query for all, and one more for each who is at risk. */
  async covering(
    tx: Transaction,
    personIds: readonly PersonId[],
    purpose: Purpose,
    options: UseOptions = {},
  ): Promise<Set<PersonId>> {
    const of = new Map<PersonId, Basis[]>();
    if (personIds.length > 0)
      for (const basis of await newestBases(tx, personIds))
        of.set(basis.personId, [...(of.get(basis.personId) ?? []), basis]);
    const covered = new Set<PersonId>();
    for (const [id, bases] of of)
      if (typeof (await this.answer(tx, id, bases, { ...options, purpose, at: tx.now })) !== 'string') covered.add(id);
    return covered;
  }

  /** Why this use would be refused now; `undefined` where it would not. For questions, not for acts. */
  async refusal(
    tx: Transaction,
    personId: PersonId,
    purpose: Purpose,
    options: UseOptions = {},
  ): Promise<PermitRefusal | undefined> {
    const answer = await this.ask(tx, personId, { ...options, purpose, at: tx.now });
    return typeof answer === 'string' ? answer : undefined;
  }

  /**
   * The permit for one concrete use, kept as evidence. Until the transaction ends nobody can withdraw, restrict or set a
   * protection flag: either the use comes first, or the no does and the permit is refused.
   * @throws PermitRefused
   */
  async permit(tx: Transaction, person: DataSubject, purpose: Purpose, options: UseOptions = {}): Promise<Permit> {
    await lockBases(tx, person.id, 'to-use');
    const use: Use = { ...options, purpose, at: tx.now };
    const basis = await this.ask(tx, person.id, use);
    if (typeof basis === 'string') throw new PermitRefused(basis);
    const expiresAt = new Date(
      Math.min(tx.now.getTime() + PERMIT_HOURS * 3_600_000, basis.validUntil?.getTime() ?? Infinity),
    );
    const permit: Permit = { id: newId(), basisId: basis.id, basisVersion: basis.basisVersion, expiresAt };
    await tx.sql(
      `INSERT INTO permits (id, dossier_id, person_id, purpose, recipient, categories, basis_id, basis_version, granted_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        permit.id,
        person.dossierId,
        person.id,
        purpose,
        recipientCode(receiverOf(use)),
        options.categories ?? null,
        permit.basisId,
        permit.basisVersion,
        tx.now,
        expiresAt,
      ],
    );
    return permit;
  }

  /**
   * Is what was permitted and prepared still covered, now that it goes out? Until the transaction ends nobody can take it
   * back; the permit it rests on was kept when it was prepared.
   */
  async stillCovers(tx: Transaction, personId: PersonId, purpose: Purpose, options: UseOptions = {}): Promise<boolean> {
    await lockBases(tx, personId, 'to-use');
    return this.covers(tx, personId, purpose, options);
  }

  /** Younger than 18 for all we know, or said to be. */
  async mayBeChild(tx: Transaction, personId: PersonId): Promise<boolean> {
    const details = (await this.people.details(tx, [personId])).get(personId);
    return details !== undefined && mayBeChild(details, tx.now);
  }

  private async ask(tx: Transaction, personId: PersonId, use: Use): Promise<Basis | PermitRefusal> {
    return this.answer(tx, personId, await newestBases(tx, [personId]), use);
  }

  private async answer(
    tx: Transaction,
    personId: PersonId,
    bases: readonly Basis[],
    use: Use,
  ): Promise<Basis | PermitRefusal> {
    const wanted =
      isGuarded(use.purpose) ||
      bases.some(({ restrictions }) => restrictions.some((one) => one === 'not-to-country-of-origin'));
    return decide(bases, use, wanted ? await this.factsOf(tx, personId) : NOT_AT_RISK);
  }

  private async factsOf(tx: Transaction, personId: PersonId): Promise<PersonFacts> {
    const details = (await this.people.details(tx, [personId])).get(personId);
    if (!details) return NOT_AT_RISK;
    const flags = new Set(details.protection ?? []);
    if (mayBeChild(details, tx.now)) flags.add('child');
    const origins = (details.places ?? []).flatMap(({ kind, country }) =>
      country && (kind === 'birth' || kind === 'origin') ? [country] : [],
    );
    return { flags: [...flags], origins, releases: await releasesOf(tx, personId) };
  }
}

/**
 * What a form tells of a basis that is there already. A form may know fewer fields than the basis, and may have been opened
 * before the person said no: it neither clears what it does not show nor lifts what was taken back or limited since.
 */
function lift(known: BasisInput, { change, narrowed }: Basis, told: BasisInput): BasisInput {
  const { noticeChannel, noticeOn, categories, recipients, guardianId, ownView, ownViewWords } = known;
  const kept = { noticeChannel, noticeOn, categories, recipients, guardianId, ownView, ownViewWords };
  const limited = change === 'narrowed' || change === 'restricted';
  const restrictions = [...(limited ? (known.restrictions ?? []) : []), ...(told.restrictions ?? [])];
  const all = { ...kept, ...told, purposes: told.purposes.filter((purpose) => !narrowed[purpose]), restrictions };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as BasisInput;
}

function without(narrowed: Basis['narrowed'], purposes: readonly Purpose[]): Basis['narrowed'] {
  return Object.fromEntries(Object.entries(narrowed).filter(([purpose]) => !purposes.includes(purpose as Purpose)));
}
