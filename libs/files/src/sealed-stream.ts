import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { SealedFileDamaged } from './files.errors.js';

/**
 * A file sealed in chunks, so that none of it has to stand in memory whole: AES-256-GCM under a key of its own, each
 * chunk with its number and whether it is the last in the nonce. Chunks that are swapped, repeated, left out or cut off
 * at the end do not open (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-
 * Encryption and its Nonce-Reuse Misuse-Resistance", 2015). The counter may begin at zero because no key seals twice.
 */
export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export function newFileKey(): Buffer {
  return randomBytes(32);
}

/** @param bytes of the file @returns bytes of the same file sealed */
export function sealedLength(bytes: number): number {
  return bytes + Math.max(1, Math.ceil(bytes / CHUNK_BYTES)) * TAG_BYTES;
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

/** Cuts a stream into pieces of one size; the last one may be shorter, and is empty only where everything is. */
abstract class InPieces extends Transform {
  private waiting = Buffer.alloc(0);

  /** @param number of the first piece */
  constructor(
    private readonly size: number,
    private number = 0,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.waiting = Buffer.concat([this.waiting, chunk]);
    try {
      // A full piece may be the last one: it waits until something follows it.
      while (this.waiting.length > this.size) {
        this.push(this.piece(this.waiting.subarray(0, this.size), this.number++, false));
        this.waiting = this.waiting.subarray(this.size);
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      done(null, this.piece(this.waiting, this.number, true));
    } catch (error) {
      done(error as Error);
    }
  }

  protected abstract piece(piece: Buffer, number: number, last: boolean): Buffer;
}

class Sealing extends InPieces {
  constructor(
    private readonly key: Buffer,
    private readonly aad: Buffer,
  ) {
    super(CHUNK_BYTES);
  }

  protected piece(piece: Buffer, number: number, last: boolean): Buffer {
    const cipher = createCipheriv(CIPHER, this.key, nonceOf(number, last), { authTagLength: TAG_BYTES });
    cipher.setAAD(this.aad);
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

class Opening extends InPieces {
  constructor(
    private readonly key: Buffer,
    private readonly aad: Buffer,
    first: number,
  ) {
    super(CHUNK_BYTES + TAG_BYTES, first);
  }

  protected piece(piece: Buffer, number: number, last: boolean): Buffer {
    if (piece.length < TAG_BYTES) throw new SealedFileDamaged();
    const decipher = createDecipheriv(CIPHER, this.key, nonceOf(number, last), { authTagLength: TAG_BYTES });
    decipher.setAAD(this.aad).setAuthTag(piece.subarray(piece.length - TAG_BYTES));
    const plain = decipher.update(piece.subarray(0, piece.length - TAG_BYTES));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      throw new SealedFileDamaged();
    }
  }
}

/** Where a chunk begins in what was sealed. Bytes. */
export function sealedOffset(chunk: number): number {
  return chunk * (CHUNK_BYTES + TAG_BYTES);
}

/** @param about what the file is bound to: it opens under no other id */
export function sealStream(key: Buffer, about: string): Transform {
  return new Sealing(key, Buffer.from(`relink.file.v1:${about}`));
}

/**
 * What comes out first is verified already; a damaged file ends in SealedFileDamaged.
 * @param first the chunk that comes first; what follows it follows to the end
 */
export function openStream(key: Buffer, about: string, first = 0): Transform {
  return new Opening(key, Buffer.from(`relink.file.v1:${about}`), first);
}
