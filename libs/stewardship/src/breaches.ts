import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Receipt, type Transaction } from '#libs/database';
import { dayOf, InvalidInput, newId, type DossierId, type PersonId, type StaffActor } from '#libs/kernel';
import { Tasks } from '#libs/tasks';
import { available, next, type Facts, type Step } from '#libs/workflow';
import { Breach, breachPlace, type BreachId, type BreachScope, type BreachWords } from './breach.entity.js';
import { breachWorkflow, type BreachAction, type BreachGuard } from './breach.workflow.js';

const NOTIFY_HOURS = 72;

export interface BreachView extends Omit<Breach, 'details'> {
  words: BreachWords;
  /** Nobody was informed in time. */
  late: boolean;
  actions: Step<BreachAction>[];
}

/** One record that the breach reached, and the people in it whose data was read or changed. */
export interface Affected {
  dossierId: DossierId;
  persons: PersonId[];
}

/** The register of breaches: who was affected, what was done, by when. */
@Injectable()
export class Breaches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: Tasks,
  ) {}

  /** @throws InvalidInput where it was discovered in time to come */
  open(input: { discoveredAt: Date; description: string }, by: StaffActor): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const { discoveredAt, description } = input;
      if (discoveredAt > tx.now)
        throw new InvalidInput([
          { path: 'discoveredAt', code: 'date.in-future', message: 'A breach cannot be discovered in time to come.' },
        ]);
      const { to, transition } = next(breachWorkflow, 'none', 'open', by.role, {});
      const id = newId<'breach'>();
      const notifyBy = new Date(discoveredAt.getTime() + NOTIFY_HOURS * 3_600_000);
      await tx.of(Breach).insert(
        tx.of(Breach).create({
          id,
          state: to,
          discoveredAt,
          notifyBy,
          notifiedAt: null,
          accounts: [],
          dossiers: [],
          beganAt: null,
          endedAt: null,
          openedBy: by.accountId,
          details: await seal(tx, id, { description }),
        }),
      );
      await this.tasks.open(tx, { kind: 'assess-breach', about: id, role: 'steward', due: dayOf(notifyBy) });
      tx.audit.record(transition.emits, { type: 'breach', id });
      tx.outbox.emit(transition.emits, { breachId: id });
      return { id, version: 1, state: to };
    });
  }

  /** The newest first. */
  list(by: StaffActor): Promise<BreachView[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const breaches = await tx.of(Breach).all();
      breaches.sort((a, b) => (a.id < b.id ? 1 : -1));
      return Promise.all(breaches.slice(0, 100).map((breach) => view(tx, breach, by)));
    });
  }

  /** @throws NotFound, Forbidden */
  read(id: BreachId, by: StaffActor): Promise<BreachView> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      return view(tx, await tx.of(Breach).findOrFail({ id }), by);
    });
  }

  assess(
    id: BreachId,
    { risk, ...scope }: BreachScope & { risk: string },
    version: number,
    by: StaffActor,
  ): Promise<Receipt> {
    const facts = { 'scope-set': isSet(scope), 'risk-described': said(risk) };
    return this.step(id, version, by, 'assess', facts, { risk }, (_, breach) => {
      Object.assign(breach, scope);
    });
  }

  /** @param informed the authority, and what it was told */
  notify(id: BreachId, informed: string, version: number, by: StaffActor): Promise<Receipt> {
    return this.step(
      id,
      version,
      by,
      'notify',
      { 'authority-informed': said(informed) },
      { informed },
      (tx, breach) => {
        breach.notifiedAt = tx.now;
      },
    );
  }

  judgeNotNotifiable(id: BreachId, reason: string, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'reason-given': said(reason) };
    return this.step(id, version, by, 'judge-not-notifiable', facts, { reason }, () => undefined);
  }

  close(id: BreachId, measures: string, version: number, by: StaffActor): Promise<Receipt> {
    const facts = { 'measures-described': said(measures) };
    return this.step(id, version, by, 'close', facts, { measures }, () => undefined);
  }

  /** Who is affected, from the audit log: every record that was touched within the scope. Empty before the assessment. */
  affected(id: BreachId, by: StaffActor): Promise<Affected[]> {
    return this.unitOfWork.run(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const breach = await tx.of(Breach).findOrFail({ id });
      tx.audit.record('breach.affected-listed', { type: 'breach', id });
      return isSet(breach) ? affectedBy(tx, breach) : [];
    });
  }

  private step(
    id: BreachId,
    version: number,
    by: StaffActor,
    action: BreachAction,
    facts: Facts<BreachGuard>,
    words: BreachWords,
    change: (tx: Transaction, breach: Breach) => void,
  ): Promise<Receipt> {
    return this.unitOfWork.once(by, async (tx) => {
      tx.authorize('govern', { type: 'deployment' });
      const breach = await tx.of(Breach).lockOrFail({ id }, version);
      const { to, transition } = next(breachWorkflow, breach.state, action, by.role, facts);
      breach.details = await seal(tx, id, { ...(await wordsOf(tx, breach)), ...words });
      change(tx, breach);
      breach.state = to;
      if (to === 'notified' || to === 'not-notifiable')
        await this.tasks.close(tx, { kind: 'assess-breach', about: id });
      tx.audit.record(transition.emits, { type: 'breach', id }, { state: to });
      tx.outbox.emit(transition.emits, { breachId: id });
      const { version: now } = await tx.of(Breach).save(breach);
      return { id, state: to, version: now };
    });
  }
}

/** Everything else than a refusal may have shown or changed something. */
async function affectedBy(tx: Transaction, { accounts, dossiers, beganAt, endedAt }: BreachScope): Promise<Affected[]> {
  const rows = await tx.sql<{ id: DossierId; details: string }>(
    `SELECT DISTINCT object_id AS id, details FROM audit.entries
     WHERE object_type = 'dossier' AND action <> 'access.denied'
       AND (cardinality($1::text[]) = 0 OR actor_id = ANY ($1)) AND (cardinality($2::text[]) = 0 OR object_id = ANY ($2))
       AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at <= $4) ORDER BY 1`,
    [accounts, dossiers, beganAt, endedAt],
  );
  const found = new Map<DossierId, Set<PersonId>>();
  for (const { id, details } of rows) {
    const { persons, person } = JSON.parse(details) as { persons?: PersonId[]; person?: PersonId };
    const known = found.get(id) ?? new Set<PersonId>();
    for (const one of [...(persons ?? []), ...(person ? [person] : [])]) known.add(one);
    found.set(id, known);
  }
  return [...found].map(([dossierId, persons]) => ({ dossierId, persons: [...persons].sort() }));
}

function isSet({ accounts, dossiers, beganAt, endedAt }: BreachScope): boolean {
  return accounts.length > 0 || dossiers.length > 0 || beganAt !== null || endedAt !== null;
}

function said(text: string): boolean {
  return text.trim().length > 0;
}

/** A breach has a data key of its own, as a record has. */
const keyOf = (id: BreachId) => id as string as DossierId;

function seal(tx: Transaction, id: BreachId, words: BreachWords): Promise<Buffer> {
  return tx.vault.seal(keyOf(id), breachPlace(id), words);
}

function wordsOf(tx: Transaction, { id, details }: Breach): Promise<BreachWords> {
  return tx.vault.open<BreachWords>(keyOf(id), breachPlace(id), details);
}

async function view(tx: Transaction, breach: Breach, by: StaffActor): Promise<BreachView> {
  const { details: _, ...rest } = breach;
  return {
    ...rest,
    words: await wordsOf(tx, breach),
    late: breach.state !== 'not-notifiable' && (breach.notifiedAt ?? tx.now) > breach.notifyBy,
    actions: available(breachWorkflow, breach.state, by.role, {}),
  };
}
