import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditSigner } from '#libs/crypto';
import { lockByName, type Sql, type UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';

/** How far each chain had come at a moment; signed, it is what a later look at the log is held against. */
export interface CheckpointStatement {
  number: number;
  /** ISO 8601, UTC. */
  at: string;
  heads: { chain: number; seq: number; hash: string }[];
}

export interface Checkpoint {
  /** The statement as JSON, to the letter. */
  statement: string;
  /** Ed25519, base64. */
  signature: string;
}

/**
 * Signs how far the log has come. The checkpoint is kept in the database and in a file outside it: who rewrites or cuts
 * the log would have to own the database, the file and the signing key.
 */
export async function makeCheckpoint(
  unitOfWork: UnitOfWork,
  signer: AuditSigner,
  file: string,
): Promise<CheckpointStatement> {
  return unitOfWork.run(systemActor('audit-checkpoint'), async (tx) => {
    await lockByName(tx.sql, 'audit-checkpoint');
    const heads = await readHeads(tx.sql);
    const [last] = await tx.sql<{ number: string }>('SELECT coalesce(max(number), 0) AS number FROM audit.checkpoints');
    const statement: CheckpointStatement = { number: Number(last?.number ?? 0) + 1, at: tx.now.toISOString(), heads };
    const text = JSON.stringify(statement);
    const signature = signer.sign(Buffer.from(text)).toString('base64');
    await tx.sql('INSERT INTO audit.checkpoints (number, at, statement, signature) VALUES ($1, $2, $3, $4)', [
      statement.number,
      statement.at,
      text,
      signature,
    ]);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await appendFile(file, `${JSON.stringify({ statement: text, signature })}\n`, { mode: 0o600 });
    return statement;
  });
}

async function readHeads(sql: Sql): Promise<CheckpointStatement['heads']> {
  const rows = await sql<{ chain: number; seq: string; hash: Buffer }>(
    'SELECT DISTINCT ON (chain) chain, seq, hash FROM audit.entries ORDER BY chain, seq DESC',
  );
  return rows.map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash: hash.toString('hex') }));
}
