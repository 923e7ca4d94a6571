import type { Readable } from 'node:stream';

/** Topic of objects that nothing needs any more. */
export const DROPPED_TOPIC = 'files.object-dropped';

/** One stored object, as a listing shows it. */
export interface StoredObject {
  name: string;
  writtenAt: Date;
}

/** Where sealed files lie: a folder, or a store that speaks S3. It sees random names and sealed bytes, nothing else. */
export abstract class ObjectStore {
  /** The object appears whole or not at all. @param bytes exactly as many as `content` holds */
  abstract write(name: string, content: Readable, bytes: number): Promise<void>;

  /** @param from so many bytes are left out at the beginning */
  abstract read(name: string, from?: number): Promise<Readable>;

  /** Removing what is not there is no failure. */
  abstract remove(name: string): Promise<void>;

  /** By name. @param after the last name of the page before */
  abstract list(limit: number, after?: string): Promise<StoredObject[]>;
}
