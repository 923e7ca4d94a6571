import { Injectable } from '@nestjs/common';
import { Account } from '#libs/access';
import { takeStep, TracingRequest } from '#libs/cases';
import { Consent } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { pastDay, type AccountId, type DossierId, type Id, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import type { Delivery } from './answer.js';
import { anyDeath, Answers, contentOf, timingOfAll, type Answered } from './answers.js';
import { dossierOfTheirCase } from './on-the-case.js';
import { Result, resultPlace } from './result.entity.js';
import { DelivererUnsuitable, ResultOutdated } from './results.errors.js';
import { advance, holdsStill, receiptOf } from './results.js';
import { afterTelling } from './telling-day.js';
import { resultUnderWay } from './void-result.js';

/** A delivery, and who made it: the one who records it where nobody is named. */
export interface DeliveryInput extends Delivery {
  deliveredBy?: AccountId;
}

const DELIVERERS = ['caseworker', 'supervisor', 'child-protection-specialist'];

/** Records that the enquirer was told, in the transaction that asks for the permits once more. */
@Injectable()
export class DeliverResult {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly answers: Answers,
    private readonly consent: Consent,
    private readonly tasks: Tasks,
  ) {}

  /** @throws GuardNotMet, ResultOutdated, PermitRefused, DelivererUnsuitable, InvalidInput, NotFound, Forbidden, StaleVersion */
  deliver(id: DossierId, input: DeliveryInput, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await dossierOfTheirCase(tx, id);
      const { deliveredBy = by.accountId, ...delivery } = input;
      pastDay(delivery.on, tx.now, 'on');
      const result = await resultUnderWay(tx, request);
      const answered = await this.answers.toTell(tx, request);
      await takeStep(tx, request, 'deliver', {
        'delivery-recorded': result !== null && fits(delivery, answered),
        'trained-for-news-of-death': !anyDeath(answered) || (await this.mayBringNewsOfDeath(tx, delivery, deliveredBy)),
        'support-offered': delivery.supportOffered.trim().length > 0,
      });
      if (!holdsStill(await contentOf(tx, result!), answered)) throw new ResultOutdated();
      await this.requireDeliverer(tx, deliveredBy);
      const { code, due } = afterTelling(timingOfAll(answered), request, tx.now);
      Object.assign(request, { nextAction: code, nextActionDue: due });
      result!.permits = await this.permits(tx, request, answered);
      result!.deliveredBy = deliveredBy;
      result!.delivery = await tx.vault.seal(id, resultPlace(result!.id, 'delivery'), delivery);
      advance(tx, result!, 'deliver', by);
      await tx.of(Result).save(result!);
      await this.tasks.close(tx, { kind: 'tell-changed-wishes', about: id });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  /** Only in person, and only by somebody who learned how. */
  private async mayBringNewsOfDeath(tx: Transaction, { how }: Delivery, deliveredBy: AccountId): Promise<boolean> {
    const account = await tx.of(Account).find({ id: deliveredBy });
    return how === 'in-person' && account?.trainedForNewsOfDeath === true;
  }

  private async requireDeliverer(tx: Transaction, id: AccountId): Promise<void> {
    const account = await tx.of(Account).find({ id });
    if (account?.state !== 'active' || !DELIVERERS.includes(account.role)) throw new DelivererUnsuitable();
  }

  /** One permit for each thing that is told of each person. */
  private async permits(
    tx: Transaction,
    { id: dossierId }: TracingRequest,
    answered: readonly Answered[],
  ): Promise<Id<'permit'>[]> {
    const permits: Id<'permit'>[] = [];
    for (const { soughtId: id, answer, purposes } of answered) {
      if (answer?.kind === 'died') await this.rightToKnow(tx, id, dossierId);
      for (const purpose of purposes) permits.push((await this.consent.permit(tx, { id, dossierId }, purpose)).id);
    }
    return permits;
  }

  /**
   * The dead agree to nothing any more; their family has a right to know (Additional Protocol I of 1977, article 32).
   * Recorded only now: a basis for telling that nobody was asked for would announce the news.
   */
  private async rightToKnow(tx: Transaction, id: Answered['soughtId'], dossierId: DossierId): Promise<void> {
    const basis = { legalBasis: 'public-interest', givenBy: 'not-asked', how: 'none' } as const;
    await this.consent.recordBeside(tx, { id, dossierId }, { ...basis, purposes: ['tell-fate'] }, 'documentedFate');
  }
}

/** A result that tells nothing goes with the regular contact and in no other way; any other one is told on its own. */
function fits({ how, where }: Delivery, answered: readonly Answered[]): boolean {
  const silent = timingOfAll(answered) === 'with-regular-contact';
  return where.trim().length > 0 && (how === 'with-regular-contact') === silent;
}
