import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, InvalidInput, newId, type DossierId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import {
  FollowUp,
  followUpPlace,
  type FollowUpDetails,
  type FollowUpId,
  type FollowUpKind,
} from './follow-up.entity.js';
import { stepOn } from './take-step.js';

export interface PlannedFollowUp {
  kind: FollowUpKind;
  /** `YYYY-MM-DD`. */
  due: string;
  purpose?: string;
}

export interface DoneFollowUp {
  followUpId: FollowUpId;
  /** `not-needed` says that it will not take place. */
  result: 'done' | 'not-needed';
  doneOn?: string;
  account?: string;
}

/** Visits and calls to registered people, each a task until it is done. */
@Injectable()
export class FollowUps {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
  ) {}

  /** @throws GuardNotMet, StaleVersion */
  plan(id: DossierId, { kind, due, purpose }: PlannedFollowUp, version: number, by: StaffActor): Promise<Receipt> {
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'plan-follow-up' },
      (tx) => ({ 'due-day-ahead': due >= dayOf(tx.now) }),
      async (tx, registration) => {
        const followUpId = newId<'follow-up'>();
        const details: FollowUpDetails = { ...(purpose && { purpose }) };
        await tx.of(FollowUp).insert(
          tx.of(FollowUp).create({
            id: followUpId,
            dossierId: id,
            kind,
            due,
            plannedBy: by.accountId,
            plannedAt: tx.now,
            state: 'planned',
            details: await tx.vault.seal(id, followUpPlace(followUpId), details),
          }),
        );
        // The reminder to plan one at all is answered with this.
        await this.tasks.close(tx, { kind: 'follow-up-registration', about: id });
        await this.tasks.open(tx, {
          kind: 'follow-up-registration',
          dossierId: id,
          about: followUpId,
          owner: registration.ownerId,
          due,
        });
      },
    );
  }

  /** @throws InvalidInput, GuardNotMet where it is not planned, StaleVersion */
  record(id: DossierId, done: DoneFollowUp, version: number, by: StaffActor): Promise<Receipt> {
    const { followUpId, result, doneOn, account } = done;
    return stepOn(
      this.unitOfWork,
      { id, version, by, action: 'record-follow-up' },
      async (tx) => ({
        'follow-up-planned': (await tx.of(FollowUp).find({ id: followUpId, dossierId: id, state: 'planned' })) !== null,
      }),
      async (tx) => {
        const followUp = await tx.of(FollowUp).lockOrFail({ id: followUpId });
        const day = doneOn ?? dayOf(tx.now);
        if (day > dayOf(tx.now)) throw new InvalidInput([DONE_LATER]);
        const place = followUpPlace(followUpId);
        const details = await tx.vault.open<FollowUpDetails>(id, place, followUp.details);
        followUp.state = result;
        followUp.doneOn = result === 'done' ? day : null;
        followUp.doneBy = by.accountId;
        followUp.details = await tx.vault.seal(id, place, { ...details, ...(account && { account }) });
        await tx.of(FollowUp).save(followUp);
        await this.tasks.close(tx, { kind: 'follow-up-registration', about: followUpId });
      },
    );
  }
}

const DONE_LATER = { path: 'doneOn', code: 'date.in-future', message: 'What is done cannot be in the future.' };

export interface KnownFollowUp extends FollowUpDetails {
  id: FollowUpId;
  kind: FollowUpKind;
  due: string;
  state: FollowUp['state'];
  doneOn?: string;
}

/** The next one first. */
export async function followUpsOf(tx: Transaction, dossierId: DossierId): Promise<KnownFollowUp[]> {
  const rows = await tx.of(FollowUp).all({ dossierId });
  rows.sort((one, other) => (`${one.due} ${one.id}` < `${other.due} ${other.id}` ? -1 : 1));
  return Promise.all(
    rows.map(async ({ id, kind, due, state, doneOn, details }) => ({
      id,
      kind,
      due,
      state,
      ...(doneOn && { doneOn }),
      ...(await tx.vault.open<FollowUpDetails>(dossierId, followUpPlace(id), details)),
    })),
  );
}
