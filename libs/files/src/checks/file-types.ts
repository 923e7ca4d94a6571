import { fileTypeFromBuffer } from 'file-type';
import { FileTypeNotAccepted } from '../files.errors.js';

/** What is taken at all. A picture of a telephone (HEIC) is not: nothing here could look into it. */
export const MEDIA_TYPES = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
  'text/plain',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** Bytes from the beginning that tell what a file is. */
export const TELLING_BYTES = 4_100;

/**
 * What a file is by its first bytes; nobody's word is taken for it.
 * @param whole these are all bytes of the file
 * @throws FileTypeNotAccepted
 */
export async function typeOf(beginning: Buffer, whole: boolean): Promise<MediaType> {
  const mime = (await fileTypeFromBuffer(beginning))?.mime ?? (isTiff(beginning) ? 'image/tiff' : undefined);
  const type = mime ? MEDIA_TYPES.find((known) => known === mime) : isText(beginning, whole) && 'text/plain';
  if (!type) throw new FileTypeNotAccepted();
  return type;
}

/** Where its directory stands at the end, as most programs write it, the beginning holds no more than this. */
function isTiff(bytes: Buffer): boolean {
  return ['49492a00', '4d4d002a'].includes(bytes.subarray(0, 4).toString('hex'));
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/** UTF-8 without control characters; nothing at all is no text either. */
export function isText(bytes: Buffer, whole: boolean): boolean {
  try {
    // A character may be cut in two at the end of what we have.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return text !== '' && !CONTROL.test(text);
  } catch {
    return false;
  }
}
