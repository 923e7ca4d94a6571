import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { SubjectVault } from '#libs/crypto';
import type { Actor, StaffActor } from '#libs/kernel';
import type { AuditObject, AuditRecord } from './audit-trail.js';
import type { AuthorizationContext, Authorizer, DeploymentFacts, DossierFacts } from './authorizer.js';
import type { Outbox } from './outbox.js';
import { Records } from './records.js';
import type { Sql } from './sql.js';

/** Collects what the unit of work will append to the audit trail before it commits. */
export class AuditNotes {
  readonly records: AuditRecord[] = [];

  record(action: string, object: AuditObject, details?: AuditRecord['details']): void {
    this.records.push({ action, object: { type: object.type, id: object.id }, ...(details && { details }) });
  }
}

type Asked<Answers extends unknown[]> = { [At in keyof Answers]: Promise<Answers[At]> };

const IN_FAILED_TRANSACTION = '25P02';

/** Everything one unit of work may use. It is gone when the work ends; nothing of it may be kept. */
export class Transaction {
  readonly audit = new AuditNotes();
  private underway: Promise<unknown>[] = [];

  constructor(
    readonly actor: Actor,
    readonly now: Date,
    readonly sql: Sql,
    readonly vault: SubjectVault,
    readonly outbox: Outbox,
    private readonly manager: EntityManager,
    private readonly authorizer: Authorizer,
  ) {}

  of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Records<Entity> {
    return new Records(this.manager, entity, this.sql, (statement) => this.meanwhile(statement));
  }

  /**
   * For a statement whose answer nobody needs: it is on its way, and the next one need not wait for it. The work ends only when
   * it is done, and fails where it fails.
   */
  meanwhile(statement: Promise<unknown>): void {
    statement.catch(() => undefined);
    this.underway.push(statement);
  }

  /**
   * Waits for what was asked in one moment because it does not need each other's answers. Where several fail, what went wrong is
   * what the first of them says: whether the actor may know of something at all is asked first.
   */
  async together<Answers extends unknown[]>(...asked: Asked<Answers>): Promise<Answers> {
    const all = asked as Promise<unknown>[];
    for (const one of all) one.catch(() => undefined);
    const answers: unknown[] = [];
    for (const one of all) answers.push(await one);
    return answers as Answers;
  }

  /** Waits for what is on its way; throws what the first of it that failed says. */
  async settle(): Promise<void> {
    const underway = this.underway;
    this.underway = [];
    await Promise.all(underway);
  }

  /**
   * Does a part of the work that may fail alone: where it throws, everything it did here is taken back, its notes and its
   * events too, and the rest of the unit of work goes on.
   */
  async attempt<T>(part: () => Promise<T>): Promise<T> {
    const [noted, emitted] = [this.audit.records.length, this.outbox.mark()];
    await this.settle();
    await this.sql('SAVEPOINT part');
    try {
      const result = await part();
      await this.settle();
      await this.sql('RELEASE SAVEPOINT part');
      return result;
    } catch (thrown) {
      const error = await this.causeOf(thrown);
      await this.sql('ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part');
      this.audit.records.length = noted;
      this.outbox.backTo(emitted);
      throw error;
    }
  }

  /** After a statement failed, all others of its transaction do: what went wrong is what the first one said. */
  async causeOf(thrown: unknown): Promise<unknown> {
    const first = await this.settle().then(
      () => undefined,
      (error: unknown) => error,
    );
    return first !== undefined && (thrown as { code?: unknown }).code === IN_FAILED_TRANSACTION ? first : thrown;
  }

  /** @throws Forbidden or NotFound, by whether the actor may know that the resource exists */
  authorize(action: string, resource: DossierFacts | DeploymentFacts, context?: AuthorizationContext): void {
    this.authorizer.authorize(this.actor, action, resource, context);
  }

  /** What the policies would answer somebody else, before work is left with them. */
  wouldAllow(someone: StaffActor, action: string, resource: DossierFacts, context?: AuthorizationContext): boolean {
    return this.authorizer.allows(someone, action, resource, context);
  }
}
