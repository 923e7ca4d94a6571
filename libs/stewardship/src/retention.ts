import { Injectable } from '@nestjs/common';
import { Dossier } from '#libs/access';
import { TracingRequest } from '#libs/cases';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, daysAfter, type DossierId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { available, next, type Facts, type Step } from '#libs/workflow';
import { Erasures } from './erasures.js';
import { holdPlace, RetentionClock } from './retention-clock.entity.js';
import {
  RetentionRule,
  retentionTimes,
  type Proposal,
  type RetentionCategory,
  type RetentionTime,
} from './retention-rules.js';
import {
  retentionWorkflow,
  type RetentionAction,
  type RetentionGuard,
  type RetentionState,
} from './retention.workflow.js';

export interface RetentionView {
  dossierId: DossierId;
  category: RetentionCategory;
  state: RetentionState;
  startedOn: string;
  dueOn: string;
  proposal: Proposal;
  holdReason?: string;
  actions: Step<RetentionAction>[];
  version: number;
}

const LONGEST_DAYS = 3_653;

/** What the steward decides about records whose time is over. */
@Injectable()
export class Retention {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly erasures: Erasures,
    private readonly tasks: Tasks,
  ) {}

  times(by: StaffActor): Promise<RetentionTime[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      return retentionTimes(tx);
    });
  }

  /** Holds for the clocks that start from now on; those that run keep the day that was told. */
  setTime({ category, days, proposal }: RetentionTime, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const known = await tx.of(RetentionRule).find({ category });
      const rule = tx.of(RetentionRule).create({ ...known, category, days, proposal });
      Object.assign(rule, { setBy: by.accountId, setAt: tx.now });
      const { version } = await tx.of(RetentionRule).save(rule);
      tx.audit.record('stewardship.retention-set', { type: 'retention-rule', id: category }, { days, proposal });
      return { id: category, version };
    });
  }

  /** Those whose time is over, the longest due first. */
  due(by: StaffActor): Promise<RetentionView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const clocks = await tx.of(RetentionClock).all({ state: 'due' });
      clocks.sort((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1));
      return Promise.all(clocks.slice(0, 100).map((clock) => this.view(tx, clock, by)));
    });
  }

  /** @throws NotFound, Forbidden */
  read(id: DossierId, by: StaffActor): Promise<RetentionView> {
    return this.unitOfWork.run(by, async (tx) => this.view(tx, await this.clockOf(tx, id), by));
  }

  /** The record has to be kept, whatever the clock says. */
  hold(id: DossierId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'hold', { 'hold-reason-given': reason.trim().length > 0 }, async (tx, clock) => {
      clock.holdReason = await tx.vault.seal(id, holdPlace(id), reason);
    });
  }

  /** The clock goes on from where it was; what is over falls due at the next review. */
  liftHold(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'lift-hold', {}, (_, clock) => {
      clock.holdReason = null;
    });
  }

  /** Kept until a later day, out of everyday sight. */
  archive(id: DossierId, until: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(
      id,
      version,
      by,
      'archive',
      {},
      async (tx, clock) => {
        clock.dueOn = until;
        const dossier = await tx.of(Dossier).lockOrFail({ id });
        Object.assign(dossier, { sensitivity: 'protected', assigned: [], sharedWith: [] });
        await tx.of(Dossier).save(dossier);
      },
      until,
    );
  }

  /** Leaves what says nothing of a person, and erases the rest. */
  anonymise(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'anonymise', {}, (tx) => this.orderErasure(tx, id, by));
  }

  erase(id: DossierId, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(id, version, by, 'erase', {}, (tx) => this.orderErasure(tx, id, by));
  }

  private async orderErasure(tx: Transaction, dossierId: DossierId, by: StaffActor): Promise<void> {
    await this.erasures.order(tx, { dossierId, ground: 'retention' }, by);
  }

  private step(
    id: DossierId,
    version: number,
    by: StaffActor,
    action: RetentionAction,
    facts: Facts<RetentionGuard>,
    change: (tx: Transaction, clock: RetentionClock) => Promise<void> | void,
    until?: string,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      await this.clockOf(tx, id);
      const clock = await tx.of(RetentionClock).lockOrFail({ id }, version);
      const later = until !== undefined && until > dayOf(tx.now) && until <= daysAfter(tx.now, LONGEST_DAYS);
      const { to, transition } = next(retentionWorkflow, clock.state, action, by.role, {
        ...facts,
        'new-day-set': later,
      });
      await change(tx, clock);
      clock.state = to;
      tx.audit.record(transition.emits, { type: 'dossier', id }, { state: to });
      tx.outbox.emit(transition.emits, { dossierId: id });
      await this.tasks.close(tx, { kind: 'review-retention', about: id });
      const { version: now } = await tx.of(RetentionClock).save(clock);
      return { id, state: to, version: now };
    });
  }

  /** The clock, for the steward alone. */
  private async clockOf(tx: Transaction, id: DossierId): Promise<RetentionClock> {
    tx.authorize('govern', (await tx.of(Dossier).findOrFail({ id })).facts);
    return tx.of(RetentionClock).findOrFail({ id });
  }

  private async view(tx: Transaction, clock: RetentionClock, by: StaffActor): Promise<RetentionView> {
    const { id, category, state, startedOn, dueOn, holdReason, version } = clock;
    const { proposal } = (await retentionTimes(tx)).find((time) => time.category === category)!;
    return {
      dossierId: id,
      category,
      state,
      startedOn,
      dueOn,
      proposal,
      ...(holdReason && { holdReason: await tx.vault.open<string>(id, holdPlace(id), holdReason) }),
      actions: available(retentionWorkflow, state, by.role, {}),
      version,
    };
  }
}

/** What is left of an anonymised case: nothing of a person. Written right before the rest is erased. */
export async function leaveAnonymousCase(tx: Transaction, id: DossierId): Promise<void> {
  const clock = await tx.of(RetentionClock).find({ id });
  if (clock?.state !== 'anonymised') return;
  const dossier = await tx.of(Dossier).findOrFail({ id });
  const request = await tx.of(TracingRequest).find({ id });
  await tx.sql(
    `INSERT INTO anonymous_cases (id, kind, branch_id, opened_year, closed_year, category) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [
      dossier.kind,
      dossier.branchId,
      request?.openedAt.getUTCFullYear() ?? Number(clock.startedOn.slice(0, 4)),
      Number(clock.startedOn.slice(0, 4)),
      clock.category,
    ],
  );
}
