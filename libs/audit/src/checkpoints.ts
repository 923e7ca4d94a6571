import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditSigner } from '#libs/crypto';
import { lockByName, type Sql, type UnitOfWork } from '#libs/database';
import { systemActor } from '#libs/kernel';

/** Name of the checkpoint file in the home folder: the copy outside the database. */
export const checkpointFile = 'audit-checkpoints.jsonl';

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

/** The entry that every checkpoint leaves in the log itself, so that one that vanished everywhere is missed. */
export const CHECKPOINT_SIGNED = 'audit.checkpoint-signed';

/**
 * Signs how far the log has come. The checkpoint is kept in the database and in a file outside it: who rewrites or cuts
 * the log would have to own the database, the file and the signing key. A process on another machine has a file of its
 * own; it takes in what others signed since its last line. A file that was lost or emptied is not filled again.
 */
export async function makeCheckpoint(
  unitOfWork: UnitOfWork,
  signer: AuditSigner,
  file: string,
): Promise<CheckpointStatement> {
  const before = await readCheckpointFile(file);
  const newest = Math.max(0, ...before.map((checkpoint) => numberOf(checkpoint)));
  const { statement, unwritten } = await unitOfWork.run(systemActor('audit-checkpoint'), async (tx) => {
    await lockByName(tx.sql, 'audit-checkpoint');
    const [last] = await tx.sql<{ number: string }>('SELECT coalesce(max(number), 0) AS number FROM audit.checkpoints');
    const number = Number(last?.number ?? 0) + 1;
    const statement: CheckpointStatement = { number, at: tx.now.toISOString(), heads: await readHeads(tx.sql) };
    const text = JSON.stringify(statement);
    const signature = signer.sign(Buffer.from(text)).toString('base64');
    await tx.sql('INSERT INTO audit.checkpoints (number, at, statement, signature) VALUES ($1, $2, $3, $4)', [
      number,
      statement.at,
      text,
      signature,
    ]);
    tx.audit.record(CHECKPOINT_SIGNED, { type: 'audit-checkpoint', id: String(number) });
    const unwritten = await tx.sql<Checkpoint>(
      'SELECT statement, signature FROM audit.checkpoints WHERE number > $1 ORDER BY number',
      [newest > 0 ? newest : number - 1],
    );
    return { statement, unwritten };
  });
  // After the commit: a line in the file without its row in the database would look like tampering.
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const lines = unwritten.map(({ statement, signature }) => `${JSON.stringify({ statement, signature })}\n`);
  await appendFile(file, lines.join(''), { mode: 0o600 });
  return statement;
}

/** The lines of the file, in order; `undefined` for one that is not a checkpoint. No file is an empty one. */
export async function readCheckpointFile(file: string): Promise<(Checkpoint | undefined)[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter(Boolean).map(parseLine);
}

function parseLine(line: string): Checkpoint | undefined {
  try {
    const { statement, signature } = JSON.parse(line) as Partial<Checkpoint>;
    return typeof statement === 'string' && typeof signature === 'string' ? { statement, signature } : undefined;
  } catch {
    return undefined;
  }
}

function numberOf(checkpoint: Checkpoint | undefined): number {
  try {
    return Number((JSON.parse(checkpoint?.statement ?? '') as CheckpointStatement).number) || 0;
  } catch {
    return 0;
  }
}

/** The newest entry of each chain, one look at the index per chain however long the log is. */
async function readHeads(sql: Sql): Promise<CheckpointStatement['heads']> {
  const rows = await sql<{ chain: number; seq: string; hash: Buffer }>(
    `SELECT head.chain, head.seq, head.hash
     FROM generate_series(0, (SELECT max(chain) FROM audit.entries)) AS known(chain)
     CROSS JOIN LATERAL (
       SELECT chain, seq, hash FROM audit.entries WHERE chain = known.chain ORDER BY seq DESC LIMIT 1
     ) AS head
     ORDER BY head.chain`,
  );
  return rows.map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash: hash.toString('hex') }));
}
