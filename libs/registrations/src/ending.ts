import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Refusals, type SaidNo } from '#libs/consent';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, daysAfter, type DossierId, type StaffActor } from '#libs/kernel';
import { People } from '#libs/people';
import { endHandOver, handOver, Tasks } from '#libs/tasks';
import { FollowUp } from './follow-up.entity.js';
import { HouseholdMember } from './household-member.entity.js';
import { keepChange } from './registration-change.entity.js';
import type { RegistrationKind, RegistrationOutcome } from './registration-details.js';
import { Registration } from './registration.entity.js';
import { concernsChild, said, saved, stepOn, takeStep } from './take-step.js';

export const REVIEW_DAYS = 180;
/** How long a safe-and-well notice holds (20-domain.md, retention). */
export const NOTICE_DAYS = 90;
/** Most notices that are closed in one transaction. */
const AT_ONCE = 100;

const TO_FAMILY: readonly RegistrationOutcome[] = ['in-contact-with-family', 'reunited'];
const OF_THE_DEAD: readonly RegistrationOutcome[] = ['identified', 'duplicate', 'other'];

/** Which outcomes a kind can have, where a person chooses. Pure. */
export function outcomeFits(kind: RegistrationKind, outcome: RegistrationOutcome): boolean {
  if (outcome === 'notice-ran-out') return false;
  return kind === 'unidentified-deceased' ? OF_THE_DEAD.includes(outcome) : outcome !== 'identified';
}

export interface Closing {
  outcome: RegistrationOutcome;
  reason: string;
  /** How it is known that the family is the family; needed for a child. */
  relationVerified?: string;
}

/** How a registration ends, and begins anew. */
@Injectable()
export class RegistrationEndings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: People,
    private readonly tasks: Tasks,
    private readonly refusals: Refusals,
  ) {}

  /** @throws GuardNotMet, StaleVersion */
  close(
    id: DossierId,
    { outcome, reason, relationVerified }: Closing,
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'close' },
      async (tx, registration) => ({
        'outcome-fits-kind': outcomeFits(registration.kind, outcome),
        'reason-given': said(reason),
        'follow-ups-settled': (await tx.of(FollowUp).find({ dossierId: id, state: 'planned' })) === null,
        'relation-verified':
          !TO_FAMILY.includes(outcome) ||
          said(relationVerified) ||
          !(await concernsChild(tx, this.people, registration)),
      }),
      async (tx, registration) => {
        await this.end(tx, registration, outcome);
        await keepChange(tx, id, 'closed', { reason, ...(relationVerified && { relationVerified }) });
      },
    );
  }

  /**
   * The person does not want to be registered any more: nothing is searched with it from now on, and what everybody in it
   * agreed to ends with it.
   * @throws StaleVersion
   */
  withdraw(id: DossierId, said: SaidNo, version: number, by: StaffActor): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'withdraw' },
      () => ({}),
      async (tx, registration) => {
        const members = await tx.of(HouseholdMember).all({ dossierId: id });
        for (const personId of [registration.personId, ...members.map((member) => member.personId)])
          await this.refusals.withdrawAll(tx, personId, said);
        await this.end(tx, registration, null);
        await keepChange(tx, id, 'withdrawn', { ...(said.reason && { reason: said.reason }) });
      },
    );
  }

  /** @throws GuardNotMet, StaleVersion */
  reopen(id: DossierId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'reopen' },
      () => ({ 'reason-given': said(reason) }),
      async (tx, registration, { branchId }) => {
        registration.outcome = null;
        registration.closedAt = null;
        registration.reviewOn = daysAfter(tx.now, REVIEW_DAYS);
        registration.holdsUntil = registration.kind === 'safe-and-well' ? daysAfter(tx.now, NOTICE_DAYS) : null;
        // Whoever was in charge may be gone by now.
        await handOver(tx, this.tasks, registration.ownerId, [{ id, branchId }]);
        await keepChange(tx, id, 'reopened', { reason });
      },
    );
  }

  /** Closes notices that have run out, some at a time. @returns how many */
  async runOut(tx: Transaction): Promise<number> {
    const over = await tx
      .of(Registration)
      .query('registration')
      .where({ state: 'active', holdsUntil: LessThan(dayOf(tx.now)) })
      .orderBy('registration.id')
      .limit(AT_ONCE)
      .setLock('for_no_key_update')
      .setOnLocked('skip_locked')
      .getMany();
    for (const registration of over) {
      await takeStep(tx, registration, 'run-out', { 'notice-has-run-out': true });
      await this.end(tx, registration, 'notice-ran-out');
      await saved(tx, registration);
    }
    return over.length;
  }

  private async end(tx: Transaction, registration: Registration, outcome: RegistrationOutcome | null): Promise<void> {
    registration.outcome = outcome;
    registration.closedAt = tx.now;
    endHandOver(tx, registration.id);
    await this.tasks.close(tx, { kind: 'follow-up-registration', about: registration.id });
    for (const { id } of await tx.of(FollowUp).all({ dossierId: registration.id, state: 'planned' }))
      await this.tasks.close(tx, { kind: 'follow-up-registration', about: id });
  }
}
