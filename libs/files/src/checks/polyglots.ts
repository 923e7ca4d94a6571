import { Refused } from './refusal.js';
import type { MediaType } from './file-types.js';

/** A ZIP archive is read from its end: the record there may be followed by a comment of at most 65 535 bytes. */
const ZIP_END = Buffer.from('PK\x05\x06');
const ZIP_END_BYTES = 22;

/** Where readers of PDF look for its beginning. */
const PDF_LOOKS_INTO = 1_024;
const MARKUP = /<(!doctype|html|script|svg|iframe|body|\?php)\b/i;

/** A file that is also another one, to whoever opens it as that. @throws Refused */
export function refusePolyglots(bytes: Buffer, type: MediaType): void {
  const head = bytes.subarray(0, PDF_LOOKS_INTO).toString('latin1');
  const two =
    endsAsZip(bytes) ||
    (type === 'application/pdf' ? !head.startsWith('%PDF-') : head.includes('%PDF-')) ||
    (type !== 'application/pdf' && MARKUP.test(type === 'text/plain' ? bytes.toString('utf8') : head));
  if (two) throw new Refused('two-files-in-one');
}

function endsAsZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - ZIP_END_BYTES - 65_535);
  for (let at = bytes.lastIndexOf(ZIP_END); at >= from; at = at > 0 ? bytes.lastIndexOf(ZIP_END, at - 1) : -1) {
    // Archives in several parts are no more; by chance, these bytes do not follow.
    if (at + ZIP_END_BYTES <= bytes.length && bytes.readUInt32LE(at + 4) === 0) return true;
  }
  return false;
}
