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
   * Stores a key unless this subject and version are there already; the caller loads again to see which one it is.
   * Must see what another transaction committed meanwhile (read committed), and must not bring back a subject whose
   * key was destroyed.
   */
  abstract insert(key: StoredDataKey): Promise<void>;

  /** Removes every version for good. */
  abstract destroy(subjectId: SubjectId): Promise<void>;
}
