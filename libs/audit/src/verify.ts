import type { AuditSigner } from '#libs/crypto';
import type { Sql } from '#libs/database';
import { CHECKPOINT_SIGNED, readCheckpointFile, type Checkpoint, type CheckpointStatement } from './checkpoints.js';
import { GENESIS, hashOf, type EntryFacts } from './entry.js';

export type Finding =
  | { kind: 'edited'; chain: number; seq: number }
  | { kind: 'missing'; chain: number; seq: number }
  | { kind: 'cut-off'; chain: number; seq: number; checkpoint: number }
  | { kind: 'rewritten'; chain: number; seq: number; checkpoint: number }
  | { kind: 'checkpoint-forged'; checkpoint: number }
  | { kind: 'checkpoint-missing'; checkpoint: number; from: 'database' | 'file' | 'both' };

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
  const { checkpoints, findings } = await readCheckpoints(sql, signer, file);
  const noted = new Set<number>();
  // Several checkpoints may have signed the same place; after a rewriting, with different hashes.
  const expected = new Map<string, { hash: string; checkpoint: number }[]>();
  for (const { number, heads } of checkpoints) {
    for (const { chain, seq, hash } of heads) {
      const place = `${chain}:${seq}`;
      expected.set(place, [...(expected.get(place) ?? []), { hash, checkpoint: number }]);
    }
  }

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
        const here = row.hash.toString('hex');
        for (const { hash, checkpoint } of expected.get(`${chain}:${at}`) ?? [])
          if (hash !== here) findings.push({ kind: 'rewritten', chain, seq: at, checkpoint });
        expected.delete(`${chain}:${at}`);
        if (row.action === CHECKPOINT_SIGNED) noted.add(Number(row.objectId));
        previous = row.hash;
        seq = at;
      }
      entries += page.length;
      progress(entries);
      if (page.length < PAGE) break;
    }
  }
  // Signed heads that the walk never came past: the log ends before what was once witnessed.
  for (const [place, signed] of expected) {
    const checkpoint = Math.min(...signed.map((one) => one.checkpoint));
    const [chain, seq] = place.split(':').map(Number) as [number, number];
    if (!findings.some((finding) => finding.kind === 'missing' && finding.chain === chain && finding.seq === seq))
      findings.push({ kind: 'cut-off', chain, seq, checkpoint });
  }
  // Read again: some may have been signed while we walked.
  const signedByNow = new Set((await readCheckpoints(sql, signer, file)).checkpoints.map(({ number }) => number));
  for (const checkpoint of [...noted].sort((one, other) => one - other))
    if (!signedByNow.has(checkpoint)) findings.push({ kind: 'checkpoint-missing', checkpoint, from: 'both' });
  return { entries, chains: known.length, checkpoints: checkpoints.length, findings };
}

// Entries are written to the millisecond: microseconds other than 000 were put there later and fail the hash.
const SELECT_ENTRIES = `SELECT chain, seq, regexp_replace(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '000$', '') || 'Z' AS at, actor_kind AS "actorKind", actor_id AS "actorId",
  actor_role AS "actorRole", actor_branch AS "actorBranch", action, object_type AS "objectType", object_id AS "objectId", details, previous, hash FROM audit.entries`;

/** Every genuine checkpoint of both places; forged ones, and those that are gone from one place, are findings. */
async function readCheckpoints(
  sql: Sql,
  signer: AuditSigner,
  file: string,
): Promise<{ checkpoints: CheckpointStatement[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const genuine = (list: (Checkpoint | undefined)[]) => {
    const statements = new Map<string, CheckpointStatement>();
    for (const [index, checkpoint] of list.entries()) {
      if (checkpoint && signer.verify(Buffer.from(checkpoint.statement), Buffer.from(checkpoint.signature, 'base64')))
        statements.set(checkpoint.statement, JSON.parse(checkpoint.statement) as CheckpointStatement);
      else findings.push({ kind: 'checkpoint-forged', checkpoint: index + 1 });
    }
    return statements;
  };
  const database = genuine(await sql<Checkpoint>('SELECT statement, signature FROM audit.checkpoints ORDER BY number'));
  const outside = genuine(await readCheckpointFile(file));
  const all = new Map([...database, ...outside]);
  // Compared to the letter: a number alone may have been given again after a deletion.
  for (const [text, { number }] of all) {
    if (!database.has(text)) findings.push({ kind: 'checkpoint-missing', checkpoint: number, from: 'database' });
    if (!outside.has(text)) findings.push({ kind: 'checkpoint-missing', checkpoint: number, from: 'file' });
  }
  return { checkpoints: [...all.values()], findings };
}
