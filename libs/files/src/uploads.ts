import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Refused } from './checks/refusal.js';
import { VirusScanner } from './checks/virus-scanner.js';
import { FileSettings } from './file-settings.js';
import { FileIncomplete, FileTooLarge } from './files.errors.js';
import { contentOf, openFrom, sealInto, type SealedObject } from './sealed-objects.js';
import { ObjectStore } from './store/object-store.js';

/**
 * Bytes on their way to whoever takes in what they hold, such as a list of people: sealed in the store until then. No file
 * of a dossier knows of them, so what nobody came for is swept after a day.
 */
@Injectable()
export class Uploads {
  private readonly scanner: VirusScanner | undefined;

  constructor(
    private readonly store: ObjectStore,
    private readonly settings: FileSettings,
  ) {
    if (settings.clamdAddress) this.scanner = new VirusScanner(settings.clamdAddress);
  }

  /**
   * Seals the bytes as they come.
   * @param about the record they are for
   * @param bytes as many as the sender says there are
   * @throws FileTooLarge, FileIncomplete
   */
  async take(about: string, content: Readable, bytes: number): Promise<SealedObject> {
    if (bytes > this.settings.limits.bytes) throw new FileTooLarge();
    const exactly = new Exactly(bytes);
    exactly.on('error', () => undefined);
    content.on('error', (error) => exactly.destroy(error));
    return sealInto(this.store, contentOf({ id: about }), content.pipe(exactly), bytes);
  }

  /**
   * All bytes, after the malware scanner let them pass where one is set up.
   * @returns nothing where it did not
   * @throws SealedFileDamaged, ScannerUnavailable
   */
  async read(about: string, object: SealedObject): Promise<Buffer | undefined> {
    const bytes = await buffer(await openFrom(this.store, contentOf({ id: about }), object));
    try {
      await this.scanner?.check(bytes);
      return bytes;
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  drop({ name }: Pick<SealedObject, 'name'>): Promise<void> {
    return this.store.remove(name);
  }
}

/** Lets as many bytes through as were told, no more and no fewer. */
class Exactly extends Transform {
  private count = 0;

  constructor(private readonly bytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.count += chunk.length;
    if (this.count > this.bytes) done(new FileTooLarge());
    else done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.count < this.bytes ? new FileIncomplete() : null);
  }
}
