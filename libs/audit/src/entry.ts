import { createHash } from 'node:crypto';
import type { Actor } from '#libs/kernel';

/** One row of the log, without its hash. */
export interface EntryFacts {
  chain: number;
  seq: number;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  actorKind: string;
  actorId: string;
  actorRole: string;
  actorBranch: string;
  action: string;
  objectType: string;
  objectId: string;
  /** JSON, to the letter. */
  details: string;
}

/** What stands before the first entry of a chain. */
export const GENESIS = Buffer.alloc(32);

/** Everything of an entry but its place in the chain, as the JSON that is hashed. */
export function hashedFacts(entry: Omit<EntryFacts, 'chain' | 'seq'>): string {
  return JSON.stringify([
    entry.at,
    entry.actorKind,
    entry.actorId,
    entry.actorRole,
    entry.actorBranch,
    entry.action,
    entry.objectType,
    entry.objectId,
    entry.details,
  ]);
}

/**
 * SHA-256 over the previous hash and every column, as a JSON array that begins with chain and number: no two entries have the
 * same bytes. The function `audit.append` of the database says the same.
 */
export function hashOf(previous: Buffer, entry: EntryFacts): Buffer {
  const text = `[${entry.chain},${entry.seq},${hashedFacts(entry).slice(1)}`;
  return createHash('sha256').update(previous).update(text).digest();
}

/** The actor as the log keeps it: ids and roles, no name. */
export function actorColumns(actor: Actor): Pick<EntryFacts, 'actorKind' | 'actorId' | 'actorRole' | 'actorBranch'> {
  switch (actor.kind) {
    case 'staff':
      return { actorKind: 'staff', actorId: actor.accountId, actorRole: actor.role, actorBranch: actor.branchId };
    case 'system':
      return { actorKind: 'system', actorId: actor.name, actorRole: '', actorBranch: '' };
    case 'sign-in':
      return { actorKind: 'sign-in', actorId: '', actorRole: '', actorBranch: '' };
  }
}
