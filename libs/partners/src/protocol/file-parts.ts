import { formed, record, UUID, whole, type ShapeOf } from './shapes.js';
import { LARGEST_FILE } from './shared-person.js';

/** Bytes of each part of a file but the last. Written out in base64url they fit into the largest message. */
export const PART_BYTES = 184_320;
const MOST_PARTS = Math.ceil(LARGEST_FILE / PART_BYTES);

/** A piece of a file that a disclosure named; parts are counted from 1. */
export const FILE_PART = record({
  /** The disclosure. */
  about: UUID,
  /** The file's name in it. */
  file: UUID,
  part: whole(1, MOST_PARTS),
  bytes: formed('[A-Za-z0-9_-]+', Math.ceil((PART_BYTES * 4) / 3)),
});
export type FilePart = ShapeOf<typeof FILE_PART>;

/** In how many parts a file of so many bytes goes. */
export function partsOf(bytes: number): number {
  return Math.ceil(bytes / PART_BYTES);
}

/** How many bytes this part of it has; 0 where there is no such part. */
export function bytesOfPart(bytes: number, part: number): number {
  return Math.max(0, Math.min(PART_BYTES, bytes - (part - 1) * PART_BYTES));
}
