import type { SubjectId } from '#libs/kernel';
import type { KekId } from './key-provider.js';

/** A subject's data key at rest. */
export interface StoredDataKey {
  subjectId: SubjectId;
  /** Counts from 1. New values are sealed with the highest; older ones open what they sealed. */
  version: number;
  kekId: KekId;
  wrapped: Buffer;
}

/** Where wrapped data keys live; the database keeps them in a schema and a backup of their own. */
export abstract class DataKeyStore {
  /** All versions of these subjects' keys, in any order. Destroyed and unknown subjects are left out. */
  abstract load(subjectIds: readonly SubjectId[]): Promise<StoredDataKey[]>;

  /**
   * Stores keys, each unless its subject and version are there already; the caller loads again to see which ones those are.
   * Answers how many were stored.
   * Must see what another transaction committed meanwhile (read committed), and must not bring back a subject whose
   * key was destroyed.
   */
  abstract insert(keys: readonly StoredDataKey[]): Promise<number>;

  /** Removes every version for good. */
  abstract destroy(subjectId: SubjectId): Promise<void>;
}
