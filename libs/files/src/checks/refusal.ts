/** Why a file that arrived is not kept. Shown to the staff as a code. */
export const REFUSALS = [
  'two-files-in-one',
  'active-content',
  'encrypted',
  'too-many-pixels',
  'too-many-pages',
  'unpacks-too-far',
  'unreadable',
  'malware',
  // Of a partner's file: larger than is accepted here, or other bytes than it announced.
  'too-large',
  'not-as-announced',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Ends a check with its finding. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

export interface FileLimits {
  bytes: number;
  /** Width times height. */
  pixels: number;
  pages: number;
  /** Bytes to which everything packed in a file may unpack. */
  unpacked: number;
}

/** Everything but the bytes, which are a setting. A page scanned at 600 dpi has 35 million pixels. */
export const LIMITS: Omit<FileLimits, 'bytes'> = { pixels: 50_000_000, pages: 300, unpacked: 268_435_456 };
