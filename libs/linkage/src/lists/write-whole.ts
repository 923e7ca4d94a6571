import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { removeAtEnd } from './half-done.js';
import { cannotWrite } from './list-error.js';

/** Writes lines to a file that appears whole or not at all: into a neighbour first, renamed when complete. */
export async function writeWhole(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const unfinished = join(dirname(path), `.${process.pid}-${Date.now().toString(36)}.part`);
  const done = removeAtEnd(unfinished);
  let out: WriteStream | undefined;
  try {
    await mkdir(dirname(path), { recursive: true });
    out = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
    await once(out, 'open');
    let chunk = '';
    for await (const line of lines) {
      chunk += line + '\n';
      if (chunk.length < 65_536) continue;
      if (!out.write(chunk)) await once(out, 'drain');
      chunk = '';
    }
    out.end(chunk);
    await finished(out);
    await rename(unfinished, path);
  } catch (error) {
    out?.destroy();
    await rm(unfinished, { force: true });
    throw cannotWrite(error);
  } finally {
    done();
  }
}

/** One cell of CSV. Quoted where it must be; never starts a formula in a spreadsheet. */
export function csvCell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
