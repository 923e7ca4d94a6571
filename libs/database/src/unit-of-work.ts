import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Optional } from '@nestjs/common';
import { escapeLiteral, type ClientBase } from 'pg';
import { DataSource, OptimisticLockVersionMismatchError } from 'typeorm';
import { DataKeyDestroyed, KeyProvider, SubjectVault } from '#libs/crypto';
import { Clock, Forbidden, NotFound, StaleVersion, type Actor, type SystemActor } from '#libs/kernel';
import { AuditTrail } from './audit-trail.js';
import { Authorizer } from './authorizer.js';
import { PgDataKeyStore } from './data-keys.js';
import { answerOf, claim, type Receipt } from './idempotency.js';
import { Outbox } from './outbox.js';
import { QuickQuestions } from './quick-questions.js';
import { sqlOn } from './sql.js';
import { GoneMeanwhile } from './still-there.js';
import { Transaction } from './transaction.js';
import { Admission, Busy } from './turns.js';

/**
 * One piece of work, one database transaction, one actor. Row-level security, policies, permits, changes, audit rows
 * and outbox rows all land together or not at all.
 */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: KeyProvider,
    private readonly trail: AuditTrail,
    private readonly authorizer: Authorizer,
    private readonly clock: Clock,
    private readonly turns: Admission = Admission.unlimited(),
    @Optional() private readonly quick?: QuickQuestions,
  ) {}

  /** Refuses whoever comes to write, before anything is done for them, where they would be refused after a wait. @throws Busy */
  refuseWhereCrowded(): void {
    if (this.turns.writing.crowded) throw new Busy();
  }

  /**
   * Who asks for a person takes a turn, so that nobody waits for a connection without end. Where two units of work wait for
   * each other, PostgreSQL ends one of them: that one begins again, as if it came later. So does one that met a record just
   * before it was erased or hidden: beginning again, it finds what is left. @throws Busy
   */
  run<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (actor.kind !== 'staff') return this.undisturbed(actor, work);
    return this.turns.any.take(() => this.undisturbed(actor, work));
  }

  /**
   * Work that is done again where a power cut undid it, because the event that asks for it is then still there: its commit does
   * not wait for the disk. What somebody was told, or what had an effect outside the database, is none of it.
   */
  runRepeatable<T>(actor: SystemActor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.undisturbed(actor, (tx) => {
      tx.meanwhile(tx.sql(COMMIT_SOON));
      return work(tx);
    });
  }

  private async undisturbed<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(actor, work);
      } catch (error) {
        if (attempt === ATTEMPTS || !cameBetween(error)) throw error;
        // The other one is to have the rows first. PostgreSQL gives them to whoever comes while it is still waking up.
        await pause(LET_PASS_MS * attempt);
      }
    }
  }

  private async attempt<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.inTransaction(actor, work);
    } catch (error) {
      if (error instanceof OptimisticLockVersionMismatchError) throw new StaleVersion();
      if (error instanceof NotFound || error instanceof Forbidden) await this.noteDenial(actor, error);
      throw error;
    }
  }

  /**
   * Like `run`, but a request that carries the key of an earlier one gets that one's receipt and does nothing.
   * A receipt holds no personal data, so it can be kept in plain. Writing leaves some turns to those who only read.
   * @throws KeyReused where the key came with another request before; Busy
   */
  once(actor: Actor, work: (tx: Transaction) => Promise<Receipt>): Promise<Receipt> {
    if (actor.kind !== 'staff') return this.run(actor, work);
    const { requestKey: request } = actor;
    if (!request) return this.turns.writing.take(() => this.run(actor, work));
    const claimed = async (tx: Transaction) => {
      const earlier = await claim(tx.sql, actor.accountId, request);
      if (earlier) return earlier;
      const receipt = await work(tx);
      tx.meanwhile(answerOf(tx.sql, actor.accountId, request, receipt));
      return receipt;
    };
    return this.turns.writing.take(() => this.run(actor, claimed));
  }

  /** A single statement that sets its own context, such as a function of the database; it is a transaction by itself. */
  async statement<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.quick ? this.quick.ask(text, parameters) : this.dataSource.query<Row[]>(text, [...parameters]);
  }

  /**
   * The transaction is opened together with its first statement and committed together with its last: who acts, the outbox, the
   * audit rows and the commit need no answer that another one waits for.
   */
  private async inTransaction<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      // TypeORM is not to begin one of its own.
      Object.assign(runner, { isTransactionActive: true });
      let ended = false;
      const sql = sqlOn(client, () => ended);
      const outbox = new Outbox();
      const vault = new SubjectVault(this.keys, new PgDataKeyStore(sql), (statement) => tx.meanwhile(statement));
      const now = this.clock.now();
      const tx = new Transaction(actor, now, sql, vault, outbox, runner.manager, this.authorizer);
      try {
        tx.meanwhile(sql(opening(actor)));
        const result = await work(tx);
        tx.meanwhile(outbox.flush(sql));
        // Last of all, because an audit chain is locked from here to the commit.
        if (tx.audit.records.length > 0) tx.meanwhile(this.trail.append(sql, actor, tx.audit.records, now));
        const committed = client.query('COMMIT');
        committed.catch(() => undefined);
        await tx.settle();
        const { command } = await committed;
        if (command !== 'COMMIT') throw new Error('The transaction could not be committed.');
        return result;
      } catch (thrown) {
        const error = await tx.causeOf(thrown);
        ended = true;
        // Where the connection is gone, so is the transaction.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        ended = true;
        vault.forget();
      }
    } finally {
      await runner.release();
    }
  }

  /** A denial is written down outside the transaction that it rolled back. */
  private async noteDenial(actor: Actor, { about, code }: NotFound | Forbidden): Promise<void> {
    if (!about) return;
    await this.inTransaction(actor, (tx) => {
      tx.audit.record('access.denied', about, { code });
      return Promise.resolve();
    });
  }
}

const ATTEMPTS = 3;
const LET_PASS_MS = 50;
const DEADLOCK = '40P01';
const COMMIT_SOON = 'SET LOCAL synchronous_commit = off';

/** Somebody else's work came between, and without it this one may well be done. */
function cameBetween(error: unknown): boolean {
  if (error instanceof GoneMeanwhile || error instanceof DataKeyDestroyed) return true;
  return (error as { code?: unknown } | undefined)?.code === DEADLOCK;
}

/** Begins, and tells PostgreSQL who acts, for this transaction only: row-level security reads it. */
function opening(actor: Actor): string {
  const staff = actor.kind === 'staff' ? actor : undefined;
  const context = { kind: actor.kind, account: staff?.accountId, role: staff?.role, branch: staff?.branchId };
  const settings = Object.entries(context).map(
    ([name, value]) => `set_config('relink.${name}', ${escapeLiteral(value ?? '')}, true)`,
  );
  return `START TRANSACTION; SELECT ${settings.join(', ')}`;
}
