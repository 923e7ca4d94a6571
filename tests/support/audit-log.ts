import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { makeCheckpoint, verifyAuditLog, type CheckpointStatement, type Finding, type Verification } from '#libs/audit';
import { AuditSigner } from '#libs/crypto';
import { newId, systemActor } from '#libs/kernel';
import { aKeyring, aUnitOfWork, createTestDatabase, type TestDatabase, type TestUnitOfWork } from '#libs/testing';

export const CHAINS = 3;
const WRITER = systemActor('test-writer');

/** An entry as whoever rewrites the log has it before them: time, actor, action, object and details. */
export interface Entry {
  chain: number;
  seq: number;
  columns: unknown[];
}

/** An audit log of a database of its own, with honest writers and someone who owns the database server. */
export class AuditLog {
  readonly file: string;

  private constructor(
    readonly database: TestDatabase,
    private readonly worker: TestUnitOfWork,
    private readonly signer: AuditSigner,
    private readonly intruder: Client,
    private readonly folder: string,
    private readonly forget: () => Promise<void>,
  ) {
    this.file = join(folder, 'checkpoints.jsonl');
  }

  static async open(): Promise<AuditLog> {
    const [database, keys] = [await createTestDatabase(), await aKeyring()];
    const options = { role: 'relink_worker', keyring: keys.keyring, auditChains: CHAINS, pool: 8 } as const;
    const worker = await aUnitOfWork(database, options);
    const intruder = new Client({ connectionString: database.superuserUrl });
    await intruder.connect();
    // No trigger stands in the way of someone who owns the server.
    await intruder.query('SET session_replication_role = replica');
    const folder = mkdtempSync(join(tmpdir(), 'relink-audit-'));
    return new AuditLog(database, worker, new AuditSigner(keys.keyring), intruder, folder, () => keys.remove());
  }

  async close(): Promise<void> {
    await this.intruder.end();
    await this.worker.close();
    await this.forget();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async empty(): Promise<void> {
    await this.tamper('TRUNCATE audit.entries, audit.checkpoints');
    rmSync(this.file, { force: true });
  }

  /** Writers in parallel; each transaction leaves one to three entries. */
  async write(transactions: number): Promise<void> {
    await Promise.all(
      Array.from({ length: transactions }, (_, index) =>
        this.worker.unitOfWork.run(WRITER, (tx) => {
          for (let entry = 0; entry <= index % 3; entry++)
            tx.audit.record('test.written', { type: 'test', id: newId() }, { index, entry });
          return Promise.resolve();
        }),
      ),
    );
  }

  checkpoint(): Promise<CheckpointStatement> {
    return makeCheckpoint(this.worker.unitOfWork, this.signer, this.file);
  }

  verify(): Promise<Verification> {
    return this.worker.unitOfWork.run(WRITER, (tx) => verifyAuditLog(tx.sql, this.signer, this.file));
  }

  async findings(): Promise<Finding[]> {
    return (await this.verify()).findings;
  }

  async kinds(): Promise<string[]> {
    return [...new Set((await this.findings()).map(({ kind }) => kind))].sort();
  }

  async tamper(text: string, parameters: unknown[] = []): Promise<void> {
    await this.intruder.query(text, parameters);
  }

  /** Writes a chain anew with correct hashes, as the source code shows how; what `change` leaves out is dropped. */
  async rewriteChain(chain: number, change: (entry: Entry) => Entry | undefined, upTo = 1_000_000): Promise<void> {
    const rows = await this.database.sql<Record<string, string>>(
      `SELECT chain, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor_kind, actor_id, actor_role,
              actor_branch, action, object_type, object_id, details FROM audit.entries WHERE chain = $1 AND seq <= $2 ORDER BY seq`,
      [chain, upTo],
    );
    await this.tamper('DELETE FROM audit.entries WHERE chain = $1 AND seq <= $2', [chain, upTo]);
    let previous: Buffer = Buffer.alloc(32);
    let seq = 0;
    for (const row of rows) {
      const { at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details } = row;
      const facts = [at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details];
      const entry = change({ chain, seq: seq + 1, columns: facts });
      if (!entry) continue;
      seq = entry.seq;
      const hash = createHash('sha256')
        .update(previous)
        .update(JSON.stringify([chain, seq, ...entry.columns]))
        .digest();
      await this.tamper(
        `INSERT INTO audit.entries (chain, seq, at, actor_kind, actor_id, actor_role, actor_branch, action, object_type, object_id, details, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [chain, seq, ...entry.columns, previous, hash],
      );
      previous = hash;
    }
  }
}
