import { Transform, type TransformCallback } from 'node:stream';
import { TELLING_BYTES, typeOf, type MediaType } from './checks/file-types.js';
import { FileIncomplete, FileTooLarge } from './files.errors.js';

/** Counts what arrives, lets no more through than was told, and knows after the first bytes what it is. */
export class Arriving extends Transform {
  type: MediaType | undefined;
  private count = 0;
  private head: Buffer | undefined = Buffer.alloc(0);

  constructor(private readonly bytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.count += chunk.length;
    if (this.count > this.bytes) return done(new FileTooLarge());
    if (!this.head) return done(null, chunk);
    this.head = Buffer.concat([this.head, chunk]);
    if (this.head.length < TELLING_BYTES) return done();
    this.tell(false, done);
  }

  override _flush(done: TransformCallback): void {
    if (this.count < this.bytes) return done(new FileIncomplete());
    if (!this.head) return done();
    this.tell(true, done);
  }

  /** Nothing goes on before it is known what it is. */
  private tell(whole: boolean, done: TransformCallback): void {
    const head = this.head!;
    this.head = undefined;
    typeOf(head.subarray(0, TELLING_BYTES), whole).then(
      (type) => {
        this.type = type;
        done(null, head);
      },
      (error: Error) => done(error),
    );
  }
}
