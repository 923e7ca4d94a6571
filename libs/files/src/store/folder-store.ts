import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ObjectStore, type StoredObject } from './object-store.js';

/** Begins the name of what is being written; a listing shows it once it is old, so that what was left behind is swept. */
const PART = 'part-';
const NAME = /^(part-)?[0-9a-f-]{36}$/;

/** Sealed files in a folder of this machine, readable for its user alone. */
export class FolderStore extends ObjectStore {
  constructor(private readonly folder: string) {
    super();
  }

  async write(name: string, content: Readable, bytes: number): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const part = join(this.folder, `${PART}${randomUUID()}`);
    try {
      await pipeline(content, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
      if ((await stat(part)).size !== bytes) throw new Error('the object has not the length that was told');
      const handle = await open(part, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(part, this.pathOf(name));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async read(name: string, from = 0): Promise<Readable> {
    const handle = await open(this.pathOf(name), 'r');
    return createReadStream('', { fd: handle, start: from });
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  async list(limit: number, after = ''): Promise<StoredObject[]> {
    const names = await readdir(this.folder).catch(() => []);
    const page = names
      .filter((name) => NAME.test(name) && name > after)
      .sort()
      .slice(0, limit);
    const objects = page.map(async (name) => {
      const found = await stat(join(this.folder, name)).catch(() => undefined);
      return found && { name, writtenAt: found.mtime };
    });
    return (await Promise.all(objects)).filter((object) => object !== undefined);
  }

  private pathOf(name: string): string {
    if (!NAME.test(name)) throw new Error('not the name of an object');
    return join(this.folder, name);
  }
}
