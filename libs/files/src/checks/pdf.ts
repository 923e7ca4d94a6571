import { inflateSync } from 'node:zlib';
import { Refused, type FileLimits } from './refusal.js';

/** What makes a document do something by itself, or carry other files (ISO 32000-2, 12.6.4, 7.11.4 and 13). */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])/;
const PAGE = /\/Type\s*\/Page(?![A-Za-z0-9])/g;
const STREAM = /stream\r?\n/g;
/** Bytes before a stream in which its dictionary stands. */
const DICTIONARY_BYTES = 2_048;

/**
 * Looks into a PDF as far as the bytes go: objects in the open and those packed in object streams. It is kept as it is, so
 * what cannot be looked into is refused.
 * @returns the number of pages @throws Refused
 */
export function checkPdf(bytes: Buffer, limits: FileLimits): number {
  const open = bytes.toString('latin1');
  if (!open.slice(-2_048).includes('%%EOF')) throw new Refused('unreadable');
  const all = withoutEscapes(open);
  // The trailer, or the cross-reference stream in its place, says that everything is encrypted.
  if (/\/Encrypt(?![A-Za-z0-9])/.test(all)) throw new Refused('encrypted');
  let pages = look(all);
  for (const packed of objectStreams(bytes, open, limits.unpacked)) pages += look(withoutEscapes(packed));
  if (pages === 0) throw new Refused('unreadable');
  if (pages > limits.pages) throw new Refused('too-many-pages');
  return pages;
}

function look(text: string): number {
  if (ACTIVE.test(text)) throw new Refused('active-content');
  return text.match(PAGE)?.length ?? 0;
}

/** Names may be written with `#4A` for a letter (7.3.5). */
function withoutEscapes(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Unpacks everything packed, to see how far it goes, and hands out what holds objects. */
function* objectStreams(bytes: Buffer, text: string, most: number): Generator<string> {
  let left = most;
  for (const match of text.matchAll(STREAM)) {
    const dictionary = dictionaryBefore(text, match.index);
    if (!/\/Fl(ateDecode)?(?![A-Za-z0-9])/.test(dictionary)) continue;
    const from = match.index + match[0].length;
    const end = text.indexOf('endstream', from);
    const unpacked = unpack(bytes.subarray(from, end < 0 ? undefined : end), left);
    left -= unpacked.length;
    if (/\/ObjStm(?![A-Za-z0-9])/.test(dictionary)) yield unpacked.toString('latin1');
  }
}

function dictionaryBefore(text: string, at: number): string {
  const before = withoutEscapes(text.slice(Math.max(0, at - DICTIONARY_BYTES), at));
  return before.slice(before.lastIndexOf('obj') + 1);
}

function unpack(packed: Buffer, most: number): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, most), finishFlush: 2 });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new Refused('unpacks-too-far');
    // Damaged, or not what the dictionary says: readers show nothing of it either.
    return Buffer.alloc(0);
  }
}
