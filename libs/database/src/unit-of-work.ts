import { Injectable } from '@nestjs/common';
import { DataSource, OptimisticLockVersionMismatchError, type EntityManager } from 'typeorm';
import { KeyProvider, SubjectVault } from '#libs/crypto';
import { Clock, Forbidden, NotFound, StaleVersion, type Actor } from '#libs/kernel';
import { AuditTrail } from './audit-trail.js';
import { Authorizer } from './authorizer.js';
import { PgDataKeyStore } from './data-keys.js';
import { answerOf, claim, type Receipt } from './idempotency.js';
import { Outbox } from './outbox.js';
import { sqlOf, type Sql } from './sql.js';
import { Transaction } from './transaction.js';

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
  ) {}

  /** Where two units of work wait for each other, PostgreSQL ends one of them: that one begins again, as if it came later. */
  async run<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(actor, work);
      } catch (error) {
        if (attempt === ATTEMPTS || !wasDeadlock(error)) throw error;
      }
    }
  }

  private async attempt<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const { tx, finish } = await this.begin(manager, actor);
        try {
          const result = await work(tx);
          await finish();
          return result;
        } finally {
          tx.vault.forget();
        }
      });
    } catch (error) {
      if (error instanceof OptimisticLockVersionMismatchError) throw new StaleVersion();
      if (error instanceof NotFound || error instanceof Forbidden) await this.noteDenial(actor, error);
      throw error;
    }
  }

  /**
   * Like `run`, but a request that carries the key of an earlier one gets that one's receipt and does nothing.
   * A receipt holds no personal data, so it can be kept in plain.
   * @throws KeyReused where the key came with another request before
   */
  once(actor: Actor, work: (tx: Transaction) => Promise<Receipt>): Promise<Receipt> {
    const request = actor.kind === 'staff' ? actor.requestKey : undefined;
    if (actor.kind !== 'staff' || !request) return this.run(actor, work);
    return this.run(actor, async (tx) => {
      const earlier = await claim(tx.sql, actor.accountId, request);
      if (earlier) return earlier;
      const receipt = await work(tx);
      await answerOf(tx.sql, actor.accountId, request, receipt);
      return receipt;
    });
  }

  /** A single statement that sets its own context, such as a function of the database; it is a transaction by itself. */
  async statement<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.dataSource.query<Row[]>(text, [...parameters]);
  }

  private async begin(manager: EntityManager, actor: Actor): Promise<{ tx: Transaction; finish: () => Promise<void> }> {
    const sql = sqlOf(manager);
    await enter(sql, actor);
    const outbox = new Outbox();
    const vault = new SubjectVault(this.keys, new PgDataKeyStore(sql));
    const now = this.clock.now();
    const tx = new Transaction(actor, now, sql, vault, outbox, manager, this.authorizer);
    const finish = async () => {
      await outbox.flush(sql);
      // Last of all, because an audit chain is locked from here to the commit.
      if (tx.audit.records.length > 0) await this.trail.append(sql, actor, tx.audit.records, now);
    };
    return { tx, finish };
  }

  /** A denial is written down outside the transaction that it rolled back. */
  private async noteDenial(actor: Actor, error: NotFound | Forbidden): Promise<void> {
    if (!error.about) return;
    const record = { action: 'access.denied', object: error.about, details: { code: error.code } };
    await this.dataSource.transaction(async (manager) => {
      const sql = sqlOf(manager);
      await enter(sql, actor);
      await this.trail.append(sql, actor, [record], this.clock.now());
    });
  }
}

const ATTEMPTS = 3;

function wasDeadlock(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === '40P01';
}

/** Tells PostgreSQL who acts, for this transaction only: row-level security reads it. */
async function enter(sql: Sql, actor: Actor): Promise<void> {
  const staff = actor.kind === 'staff' ? actor : undefined;
  await sql(
    `SELECT set_config('relink.kind', $1, true), set_config('relink.account', $2, true),
            set_config('relink.role', $3, true), set_config('relink.branch', $4, true)`,
    [actor.kind, staff?.accountId ?? '', staff?.role ?? '', staff?.branchId ?? ''],
  );
}
