import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AuditSigner } from '#libs/crypto';
import type { Sql } from '#libs/database';
import type { Checkpoint, CheckpointStatement } from './checkpoints.js';
import { GENESIS, hashOf, type EntryFacts } from './entry.js';

export type Finding =
  | { kind: 'edited'; chain: number; seq: number }
  | { kind: 'missing'; chain: number; seq: number }
  | { kind: 'cut-off'; chain: number; seq: number; checkpoint: number }
  | { kind: 'rewritten'; chain: number; seq: number; checkpoint: number }
  | { kind: 'checkpoint-forged'; checkpoint: number }
  | { kind: 'checkpoint-missing'; checkpoint: number };

export interface Verification {
  entries: number;
  chains: number;
  checkpoints: number;
  findings: Finding[];
}

interface Row extends Omit<EntryFacts, 'seq'> {
  seq: string;
  previous: Buffer;
  hash: Buffer;
}

const PAGE = 5_000;

/**
 * Walks the whole log: every hash, every gap, every signed checkpoint (those in the database and those in the file).
 * Finds an edited, deleted, cut or wholly rewritten log; memory does not grow with its length.
 * @param progress called now and then with the number of entries seen
 */
export async function verifyAuditLog(
  sql: Sql,
  signer: AuditSigner,
  file: string,
  progress: (seen: number) => void = () => {},
): Promise<Verification> {
  const findings: Finding[] = [];
  const checkpoints = await readCheckpoints(sql, signer, file, findings);
  const expected = new Map<string, { hash: string; checkpoint: number }>();
  for (const { number, heads } of checkpoints)
    for (const head of heads) expected.set(`${head.chain}:${head.seq}`, { hash: head.hash, checkpoint: number });

  let entries = 0;
  const known = await sql<{ chain: number }>('SELECT DISTINCT chain FROM audit.entries ORDER BY chain');
  for (const { chain } of known) {
    let previous: Buffer = GENESIS;
    let seq = 0;
    for (;;) {
      const page = await sql<Row>(`${SELECT_ENTRIES} WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT ${PAGE}`, [
        chain,
        seq,
      ]);
      for (const row of page) {
        const at = Number(row.seq);
        for (let gap = seq + 1; gap < at && gap < seq + 100; gap++) findings.push({ kind: 'missing', chain, seq: gap });
        const intact =
          row.hash.equals(hashOf(row.previous, { ...row, seq: at })) &&
          (at !== seq + 1 || row.previous.equals(previous));
        if (!intact) findings.push({ kind: 'edited', chain, seq: at });
        const signed = expected.get(`${chain}:${at}`);
        if (signed && signed.hash !== row.hash.toString('hex'))
          findings.push({ kind: 'rewritten', chain, seq: at, checkpoint: signed.checkpoint });
        expected.delete(`${chain}:${at}`);
        previous = row.hash;
        seq = at;
      }
      entries += page.length;
      progress(entries);
      if (page.length < PAGE) break;
    }
  }
  // Signed heads that the walk never came past: the log ends before what was once witnessed.
  for (const [place, { checkpoint }] of expected) {
    const [chain, seq] = place.split(':').map(Number) as [number, number];
    if (!findings.some((finding) => finding.kind === 'missing' && finding.chain === chain && finding.seq === seq))
      findings.push({ kind: 'cut-off', chain, seq, checkpoint });
  }
  return { entries, chains: known.length, checkpoints: checkpoints.length, findings };
}

const SELECT_ENTRIES = `SELECT chain, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor_kind AS "actorKind", actor_id AS "actorId",
  actor_role AS "actorRole", actor_branch AS "actorBranch", action, object_type AS "objectType", object_id AS "objectId", details, previous, hash FROM audit.entries`;

/** Every genuine checkpoint from both places; forged ones and ones that vanished from one place are findings. */
async function readCheckpoints(
  sql: Sql,
  signer: AuditSigner,
  file: string,
  findings: Finding[],
): Promise<CheckpointStatement[]> {
  const inDatabase = await sql<Checkpoint>('SELECT statement, signature FROM audit.checkpoints ORDER BY number');
  const inFile = existsSync(file) ? (await readFile(file, 'utf8')).split('\n').filter(Boolean).map(parseLine) : [];
  const genuine = new Map<number, CheckpointStatement>();
  const seenIn = (list: (Checkpoint | undefined)[]) => {
    const numbers = new Set<number>();
    for (const [index, checkpoint] of list.entries()) {
      if (
        !checkpoint ||
        !signer.verify(Buffer.from(checkpoint.statement), Buffer.from(checkpoint.signature, 'base64'))
      ) {
        findings.push({ kind: 'checkpoint-forged', checkpoint: index + 1 });
        continue;
      }
      const statement = JSON.parse(checkpoint.statement) as CheckpointStatement;
      numbers.add(statement.number);
      genuine.set(statement.number, statement);
    }
    return numbers;
  };
  const [database, outside] = [seenIn(inDatabase), seenIn(inFile)];
  const last = Math.max(0, ...genuine.keys());
  for (let number = 1; number <= last; number++) {
    if (!database.has(number) || !outside.has(number))
      findings.push({ kind: 'checkpoint-missing', checkpoint: number });
  }
  return [...genuine.values()];
}

function parseLine(line: string): Checkpoint | undefined {
  try {
    return JSON.parse(line) as Checkpoint;
  } catch {
    return undefined;
  }
}
