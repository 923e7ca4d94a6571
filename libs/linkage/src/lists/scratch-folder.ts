import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeAtEnd } from './half-done.js';
import { cannotWrite } from './list-error.js';

/** A hidden folder beside the result for what does not fit in memory. */
export class ScratchFolder {
  private readonly done: () => void;

  private constructor(private readonly folder: string) {
    this.done = removeAtEnd(folder);
  }

  /** @throws UnusableList where nothing can be written there */
  static beside(out: string): ScratchFolder {
    try {
      mkdirSync(dirname(out), { recursive: true });
      return new ScratchFolder(mkdtempSync(join(dirname(out), '.relink-')));
    } catch (error) {
      throw cannotWrite(error);
    }
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    this.done();
  }
}
