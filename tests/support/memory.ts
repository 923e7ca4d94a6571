import { open, readFile } from 'node:fs/promises';

const PIECE = 16 * 1_048_576;

/**
 * Which of these bytes stand somewhere in what a process has in memory now: everything it could read itself, as somebody
 * with its machine in hand would copy it. Linux only, and for processes below our own.
 */
export async function inMemoryOf(pid: number, wanted: ReadonlyMap<string, Buffer>): Promise<Set<string>> {
  const longest = Math.max(...[...wanted.values()].map(({ length }) => length));
  const found = new Set<string>();
  const memory = await open(`/proc/${pid}/mem`, 'r');
  try {
    for (const [from, to] of await regionsOf(pid))
      // Pieces overlap, so that nothing hides where one ends.
      for (let at = from; at < to; at += PIECE - longest) {
        const piece = Buffer.alloc(Math.min(PIECE, to - at));
        const { bytesRead } = await memory.read(piece, 0, piece.length, at).catch(() => ({ bytesRead: 0 }));
        if (bytesRead === 0) break;
        for (const [name, bytes] of wanted)
          if (!found.has(name) && piece.subarray(0, bytesRead).includes(bytes)) found.add(name);
        if (to - at <= PIECE) break;
      }
  } finally {
    await memory.close();
  }
  return found;
}

/** What the process itself can read and no file backs: heaps, stacks, buffers. */
async function regionsOf(pid: number): Promise<[from: number, to: number][]> {
  const lines = (await readFile(`/proc/${pid}/maps`, 'utf8')).trim().split('\n');
  return lines.flatMap((line) => {
    const [, from, to, rights, path = ''] = /^(\w+)-(\w+) (\S+) \S+ \S+ \d+ *(.*)$/.exec(line) ?? [];
    const own = rights?.startsWith('r') && !path.startsWith('/') && !path.startsWith('[v');
    return own ? [[parseInt(from!, 16), parseInt(to!, 16)] as [number, number]] : [];
  });
}
