import { Injectable } from '@nestjs/common';
import { Column, Entity, IsNull, PrimaryColumn } from 'typeorm';
import { Dossier } from '#libs/access';
import { stillThere, UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type AccountId, type DossierId, type Id, type PersonId, type StaffActor } from '#libs/kernel';
import { mayBeChild, People, Person, type ProtectionFlag } from '#libs/people';
import { refusal } from './bases.js';
import { lockBases } from './basis-versions.js';
import { NothingToRelease } from './consent.errors.js';
import type { Releasable, Release } from './protection.js';

export type ReleaseId = Id<'protection-release'>;

/** After this the specialist looks again. */
const LONGEST_DAYS = 90;
const SPECIALISTS = ['child-protection-specialist'] as const;

/** A specialist's decision that one use of the data of a person at risk is safe for a while. */
@Entity('protection_releases')
export class ProtectionRelease {
  @PrimaryColumn('uuid')
  id!: ReleaseId;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: DossierId;

  @Column('uuid', { name: 'person_id' })
  personId!: PersonId;

  @Column('text')
  purpose!: Releasable;

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: AccountId;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;

  @Column('timestamptz', { name: 'valid_until' })
  validUntil!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** `ReleaseDetails`, sealed under the person's key: flags say something of a person. */
  @Column('bytea')
  details!: Buffer;
}

export interface ReleaseDetails {
  flags: ProtectionFlag[];
  reason: string;
}

export function releasePlace(id: ReleaseId) {
  return { table: 'protection_releases', column: 'details', row: id };
}

/** The releases of a person that were not ended; whether they are still valid is for the decision to say. */
export async function releasesOf(tx: Transaction, personId: PersonId): Promise<(Release & { id: ReleaseId })[]> {
  const rows = await tx.of(ProtectionRelease).all({ personId, endedAt: IsNull() });
  return Promise.all(
    rows.map(async ({ id, purpose, validUntil, details }) => {
      const { flags } = await tx.vault.open<ReleaseDetails>(personId, releasePlace(id), details);
      return { id, purpose, validUntil, flags };
    }),
  );
}

export interface NewRelease {
  purpose: Releasable;
  /** `YYYY-MM-DD`, at most 90 days ahead. */
  validUntil: string;
  reason: string;
}

/** Decisions of the child protection specialist on people at risk. */
@Injectable()
export class Releases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
  ) {}

  /**
   * Holds for the flags the person has now: one that is set later closes the use again.
   * @throws InvalidInput, NothingToRelease, Forbidden, NotFound
   */
  release(personId: PersonId, { purpose, validUntil, reason }: NewRelease, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { dossierId } = await this.authorized(tx, personId);
      await lockBases(tx, personId, 'to-change');
      const until = new Date(`${validUntil}T23:59:59Z`);
      if (
        Number.isNaN(until.getTime()) ||
        until <= tx.now ||
        until.getTime() > tx.now.getTime() + LONGEST_DAYS * 86_400_000
      )
        throw refusal(
          'validUntil',
          'release.too-long',
          `Choose a day within the next ${LONGEST_DAYS} days; then look again.`,
        );
      const details = stillThere((await this.people.details(tx, [personId])).get(personId));
      const flags = new Set(details.protection ?? []);
      if (mayBeChild(details, tx.now)) flags.add('child');
      if (flags.size === 0) throw new NothingToRelease();
      const id = newId<'protection-release'>();
      const sealed = await tx.vault.seal(personId, releasePlace(id), { flags: [...flags], reason });
      await tx.of(ProtectionRelease).insert(
        tx.of(ProtectionRelease).create({
          id,
          dossierId,
          personId,
          purpose,
          decidedBy: by.accountId,
          decidedAt: tx.now,
          validUntil: until,
          endedAt: null,
          details: sealed,
        }),
      );
      tx.audit.record(
        'protection.released',
        { type: 'dossier', id: dossierId },
        { person: personId, release: id, purpose },
      );
      return { id, version: 1, state: 'released' };
    });
  }

  /** From now on the flags hold the use back again. @throws Forbidden, NotFound */
  end(id: ReleaseId, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const release = await tx.of(ProtectionRelease).findOrFail({ id });
      const { dossierId } = await this.authorized(tx, release.personId);
      await lockBases(tx, release.personId, 'to-change');
      release.endedAt ??= tx.now;
      await tx.of(ProtectionRelease).save(release);
      tx.audit.record(
        'protection.release-ended',
        { type: 'dossier', id: dossierId },
        { person: release.personId, release: id },
      );
      return { id, version: 2, state: 'ended' };
    });
  }

  private async authorized(tx: Transaction, personId: PersonId): Promise<{ dossierId: DossierId }> {
    const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
    const { facts } = await tx.of(Dossier).findOrFail({ id: dossierId });
    tx.authorize('see', facts);
    tx.authorize('work', facts, { by: SPECIALISTS });
    return { dossierId };
  }
}
