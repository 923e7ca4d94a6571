import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { ImportEmpty, ImportNotText, ImportNotUnicode, ImportUnreadable } from './import.errors.js';

/** Opens the bytes of a file from its beginning, as often as they are needed. */
export type Bytes = () => AsyncIterable<Uint8Array>;

export function bytesOf(path: string): Bytes {
  return async function* () {
    try {
      yield* createReadStream(path) as AsyncIterable<Buffer>;
    } catch (error) {
      throw new ImportUnreadable('file', (error as NodeJS.ErrnoException).code ?? '');
    }
  };
}

/** The first bytes of workbooks (zip, OLE) and gzip. */
const NOT_TEXT = ['504b0304', 'd0cf11e0', '1f8b08'];

/**
 * The text of a file, piece by piece: UTF-8, or UTF-16 where a byte order mark says so. No other encoding is guessed:
 * a wrong guess would spell people's names wrong without anybody noticing.
 * @throws ImportEmpty, ImportNotText, ImportNotUnicode
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: { decode(chunk: Buffer): string; end(): string } | undefined;
  let first: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.decode(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < 4) continue;
    decoder = decoderFor(first);
    yield decoder.decode(first);
  }
  if (first.length === 0) throw new ImportEmpty();
  if (!decoder) {
    decoder = decoderFor(first);
    yield decoder.decode(first);
  }
  yield decoder.end();
}

function decoderFor(first: Buffer): Decoder {
  const magic = first.subarray(0, 4).toString('hex');
  if (NOT_TEXT.some((start) => magic.startsWith(start))) throw new ImportNotText();
  if (magic.startsWith('fffe')) return new Decoder('utf-16le');
  if (magic.startsWith('feff')) return new Decoder('utf-16be');
  return new Decoder('utf-8');
}

/** Decodes and counts lines, to say where a text stops being what it claims to be. */
class Decoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #linesBefore = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(private readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be') {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(chunk: Buffer): string {
    const text = this.attempt(() => this.#decoder.decode(chunk, { stream: true }), chunk);
    if (this.encoding === 'utf-8') this.#rest = unfinished(Buffer.concat([this.#rest, chunk]));
    this.#linesBefore += text.split('\n').length - 1;
    return text;
  }

  end(): string {
    return this.attempt(() => this.#decoder.decode(), Buffer.alloc(0));
  }

  private attempt(decode: () => string, chunk: Buffer): string {
    try {
      return decode();
    } catch {
      throw new ImportNotUnicode(this.#linesBefore + 1 + this.linesUntilBroken(chunk));
    }
  }

  private linesUntilBroken(chunk: Buffer): number {
    if (this.encoding !== 'utf-8') return 0;
    const bytes = Buffer.concat([this.#rest, chunk]);
    let lines = 0;
    for (let start = 0; start < bytes.length; lines++) {
      const newline = bytes.indexOf(0x0a, start);
      if (newline < 0 || !isUtf8(bytes.subarray(start, newline))) break;
      start = newline + 1;
    }
    return lines;
  }
}

/** The first bytes of a character whose other bytes are still to come. */
function unfinished(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.subarray(bytes.length - back) : bytes.subarray(bytes.length);
  }
  return bytes.subarray(bytes.length);
}
