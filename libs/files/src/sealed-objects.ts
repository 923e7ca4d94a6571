import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { newFileKey, openStream, sealedLength, sealedOffset, sealStream } from './sealed-stream.js';
import type { ObjectStore } from './store/object-store.js';

/** An object in the store and the key that opens it. */
export interface SealedObject {
  /** Random: it says nothing of whose it is or when it came. */
  name: string;
  key: string;
}

/**
 * Seals a stream into the store as it comes. Where anything fails, nothing stays.
 * @param about what the object is bound to
 * @param bytes exactly as many as the stream holds
 */
export async function sealInto(
  store: ObjectStore,
  about: string,
  content: Readable,
  bytes: number,
): Promise<SealedObject> {
  const [name, key] = [randomUUID(), newFileKey()];
  const sealing = sealStream(key, about);
  // Whoever reads it hears of a failure by itself; nobody may be reading any more.
  sealing.on('error', () => undefined);
  // pipe() leaves the other end open where one fails.
  content.on('error', (error) => sealing.destroy(error));
  content.pipe(sealing);
  try {
    await store.write(name, sealing, sealedLength(bytes));
    return { name, key: key.toString('base64') };
  } catch (error) {
    await store.remove(name).catch(() => undefined);
    throw content.errored ?? error;
  } finally {
    key.fill(0);
  }
}

/**
 * The bytes of an object, piece by piece; the stream fails where the object is not what was sealed.
 * @param first the chunk from which on it is read
 */
export async function openFrom(
  store: ObjectStore,
  about: string,
  { name, key }: SealedObject,
  first = 0,
): Promise<Readable> {
  const sealed = await store.read(name, sealedOffset(first));
  const opening = openStream(Buffer.from(key, 'base64'), about, first);
  opening.on('error', () => undefined);
  sealed.on('error', (error) => opening.destroy(error));
  opening.on('close', () => sealed.destroy());
  sealed.pipe(opening);
  // What is damaged from the first byte on is refused before anything is answered.
  await new Promise<void>((begun, damaged) => {
    opening.once('readable', begun);
    opening.once('error', damaged);
  });
  return opening;
}

export function contentOf(file: { id: string }): string {
  return `${file.id}/content`;
}

export function previewOf(file: { id: string }): string {
  return `${file.id}/preview`;
}
