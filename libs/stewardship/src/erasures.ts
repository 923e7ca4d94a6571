import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { newId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { Person } from '#libs/people';
import { carries } from './erase-rows.js';
import { Erasure, type ErasureGround, type ErasureId } from './erasure.entity.js';
import { RetentionClock } from './retention-clock.entity.js';
import { AlreadyOrdered, OnLegalHold, PersonCarriesDossier } from './stewardship.errors.js';

/** The steward orders; the worker erases, within minutes. */
@Injectable()
export class Erasures {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws NotFound, Forbidden, OnLegalHold, AlreadyOrdered */
  ofDossier(dossierId: DossierId, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { facts } = await tx.of(Dossier).findOrFail({ id: dossierId });
      tx.authorize('govern', facts);
      return this.order(tx, { dossierId, ground: 'steward' }, by);
    });
  }

  /** One person out of a dossier that goes on. @throws NotFound, Forbidden, PersonCarriesDossier, OnLegalHold, AlreadyOrdered */
  ofPerson(personId: PersonId, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const { dossierId } = await tx.of(Person).findOrFail({ id: personId });
      tx.authorize('govern', (await tx.of(Dossier).findOrFail({ id: dossierId })).facts);
      if (await carries(tx, personId)) throw new PersonCarriesDossier();
      return this.order(tx, { dossierId, personId, ground: 'steward' }, by);
    });
  }

  /** How far an order is. @throws NotFound, Forbidden */
  read(id: ErasureId, by: StaffActor): Promise<Erasure> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      return tx.of(Erasure).findOrFail({ id });
    });
  }

  /** Within the steward's decision. @throws OnLegalHold, AlreadyOrdered */
  async order(
    tx: Transaction,
    { dossierId, personId, ground }: { dossierId: DossierId; personId?: PersonId; ground: ErasureGround },
    by: StaffActor,
  ): Promise<Receipt> {
    const clock = await tx.of(RetentionClock).find({ id: dossierId });
    if (clock?.state === 'on-hold') throw new OnLegalHold();
    const orders = await tx.of(Erasure).all({ dossierId, state: 'ordered' });
    if (orders.some((order) => order.personId === null || order.personId === personId)) throw new AlreadyOrdered();
    const id = newId<'erasure'>();
    const orderedBy = by.accountId;
    await tx.of(Erasure).insert(
      tx.of(Erasure).create({
        id,
        dossierId,
        personId: personId ?? null,
        ground,
        state: 'ordered',
        orderedBy,
        orderedAt: tx.now,
        doneAt: null,
      }),
    );
    tx.audit.record(
      'stewardship.erasure-ordered',
      { type: 'dossier', id: dossierId },
      { erasure: id, ground, ...(personId && { person: personId }) },
    );
    tx.outbox.emit('stewardship.erasure-ordered', { erasureId: id });
    return { id, version: 1, state: 'ordered' };
  }
}
