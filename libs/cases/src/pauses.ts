import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt } from '#libs/database';
import type { DossierId, StaffActor } from '#libs/kernel';
import { plannedDay } from './days.js';
import { Interviews } from './interviews.js';
import { receiptOf } from './receipt.js';
import { takeStep, type Following } from './take-step.js';
import { TracingRequest } from './tracing-request.entity.js';

/** A request may rest for a reason and until a day, never just so. */
@Injectable()
export class Pauses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly interviews: Interviews,
  ) {}

  /** @throws GuardNotMet, InvalidInput where the day is over or too far away, StaleVersion */
  putOnHold(
    id: DossierId,
    { reason, until }: { reason: string; until: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      const facts = { 'hold-reason-given': reason.trim().length > 0, 'hold-end-set': true };
      await takeStep(tx, request, 'put-on-hold', facts, { until: plannedDay(until, tx.now, 'until') });
      await this.interviews.amendStory(tx, request, { hold: { reason } });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }

  resume(id: DossierId, following: Following, version: number, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      const request = await tx.of(TracingRequest).lockOrFail({ id }, version);
      await takeStep(tx, request, 'resume', {}, following);
      await this.interviews.amendStory(tx, request, { hold: undefined });
      return receiptOf(await tx.of(TracingRequest).save(request));
    });
  }
}
