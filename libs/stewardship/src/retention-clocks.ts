import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { keepUntil, TracingRequest } from '#libs/cases';
import type { DomainEvent, Transaction } from '#libs/database';
import { dayOf, daysAfter, type DossierId } from '#libs/kernel';
import { HandlesEvents, RunsOn, type EventHandler, type Scheduled } from '#libs/queues';
import { Registration } from '#libs/registrations';
import { Tasks } from '#libs/tasks';
import { next } from '#libs/workflow';
import { holdPlace, RetentionClock } from './retention-clock.entity.js';
import { RetentionRule, retentionTimes } from './retention-rules.js';
import { retentionWorkflow, type RetentionAction } from './retention.workflow.js';

const PAGE = 200;
/** A steward has so many days from the moment a record is due. */
const DECISION_DAYS = 30;

/** Starts the clock when a record ends, and stops it when the record is opened again. */
@Injectable()
@HandlesEvents({
  name: 'stewardship.retention-clocks',
  topics: [
    'cases.request-closed',
    'cases.request-refused',
    'cases.request-withdrawn',
    'cases.request-reopened',
    'registrations.registered',
    'registrations.batch-registered',
  ],
})
export class RetentionClocks implements EventHandler {
  async handle(tx: Transaction, event: DomainEvent): Promise<void> {
    await this.handleTogether(tx, [event]);
  }

  async handleTogether(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
    const isRegistered = ({ topic }: DomainEvent) => topic.startsWith('registrations.');
    await this.ofRegistrations(
      tx,
      events.filter(isRegistered).flatMap(({ payload }) => idsIn(payload)),
    );
    for (const event of events) if (!isRegistered(event)) await this.ofRequest(tx, event);
  }

  private async ofRequest(tx: Transaction, { payload }: DomainEvent): Promise<void> {
    const id = payload.requestId as DossierId;
    const request = await tx.of(TracingRequest).find({ id });
    if (!request) return;
    if (request.state !== 'closed' && request.state !== 'refused') return stop(tx, id);
    const { keepCategory, keepUntil: until, closedAt, legalHold } = request;
    if (!keepCategory || !until || !closedAt) return;
    // The Society's own time counts, save where whoever closed the record gave a day of its own.
    const usual = until === keepUntil(keepCategory, closedAt);
    const set = usual ? await tx.of(RetentionRule).find({ category: keepCategory }) : null;
    const dueOn = set ? daysAfter(closedAt, set.days) : until;
    const clock = await start(tx, id, { category: keepCategory, startedOn: dayOf(closedAt), dueOn });
    if (clock && legalHold) await holdFor(tx, clock, legalHold);
  }

  /** A notice that somebody is safe and well ages from the day it was given; nobody closes it. */
  private async ofRegistrations(tx: Transaction, ids: readonly DossierId[]): Promise<void> {
    if (ids.length === 0) return;
    const notices = await tx.of(Registration).all({ id: In([...ids]), kind: 'safe-and-well' });
    if (notices.length === 0) return;
    const { category, days } = (await retentionTimes(tx)).find((time) => time.category === 'safe-and-well')!;
    for (const { id, registeredOn } of notices)
      await start(tx, id, { category, startedOn: registeredOn, dueOn: daysAfter(new Date(registeredOn), days) });
  }
}

/** Every day: which records have been kept long enough. Each becomes a task of the steward. */
@Injectable()
@RunsOn({ name: 'retention-review', every: 'day', at: '01:10' })
export class RetentionReview implements Scheduled {
  constructor(private readonly tasks: Tasks) {}

  async run(tx: Transaction, after?: string): Promise<string | undefined> {
    const today = dayOf(tx.now);
    const rows = await tx.sql<{ id: DossierId }>(
      `SELECT id FROM retention_clocks WHERE state IN ('running', 'archived') AND due_on <= $1 AND ($2::uuid IS NULL OR id > $2)
       ORDER BY id LIMIT ${PAGE}`,
      [today, after ?? null],
    );
    for (const { id } of rows) {
      const clock = await tx.of(RetentionClock).lockOrFail({ id });
      if (!['running', 'archived'].includes(clock.state) || clock.dueOn > today) continue;
      bySystem(tx, clock, 'fall-due');
      await tx.of(RetentionClock).save(clock);
      await this.tasks.open(tx, {
        kind: 'review-retention',
        dossierId: id,
        role: 'steward',
        due: daysAfter(tx.now, DECISION_DAYS),
      });
    }
    return rows.length === PAGE ? rows.at(-1)!.id : undefined;
  }
}

type Times = Pick<RetentionClock, 'category' | 'startedOn' | 'dueOn'>;

/** Answers the clock, unless one was running already. */
async function start(tx: Transaction, id: DossierId, times: Times): Promise<RetentionClock | undefined> {
  const known = await tx.of(RetentionClock).find({ id });
  if (!known) {
    const { to, transition } = next(retentionWorkflow, 'none', 'start', 'system', {});
    const clock = tx.of(RetentionClock).create({ id, dossierId: id, state: to, holdReason: null, ...times });
    await tx.of(RetentionClock).insert(clock);
    tx.audit.record(transition.emits, { type: 'dossier', id }, { category: times.category });
    return clock;
  }
  if (known.state !== 'stopped') return undefined;
  bySystem(tx, Object.assign(known, times), 'start-again');
  return tx.of(RetentionClock).save(known);
}

/** @param reason a code */
async function holdFor(tx: Transaction, clock: RetentionClock, reason: string): Promise<void> {
  clock.holdReason = await tx.vault.seal(clock.id, holdPlace(clock.id), reason);
  bySystem(tx, clock, 'hold');
  await tx.of(RetentionClock).save(clock);
}

async function stop(tx: Transaction, id: DossierId): Promise<void> {
  const clock = await tx.of(RetentionClock).find({ id });
  if (!clock || clock.state === 'stopped') return;
  bySystem(tx, clock, 'stop');
  await tx.of(RetentionClock).save(clock);
}

function bySystem(tx: Transaction, clock: RetentionClock, action: RetentionAction): void {
  const { to, transition } = next(retentionWorkflow, clock.state, action, 'system', {
    'time-is-over': true,
    'hold-reason-given': true,
  });
  clock.state = to;
  tx.audit.record(transition.emits, { type: 'dossier', id: clock.id }, { state: to });
  tx.outbox.emit(transition.emits, { dossierId: clock.id });
}

/** One registration, or the many of an import. */
function idsIn(payload: Readonly<Record<string, string>>): DossierId[] {
  return (payload.registrationIds ?? payload.registrationId ?? '').split(',').filter(Boolean) as DossierId[];
}
