import { rmSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What is half done and must not outlive this process. */
const halfDone = new Set<string>();

/**
 * Removes a file or folder when the process ends before what is returned is called: by an error, by Ctrl-C, by whoever stops it.
 * @returns to be called when there is nothing left to remove
 */
export function removeAtEnd(path: string): () => void {
  if (halfDone.size === 0) {
    for (const signal of SIGNALS) process.on(signal, endBy);
    process.on('exit', removeAll);
  }
  halfDone.add(path);
  return () => {
    halfDone.delete(path);
    if (halfDone.size > 0) return;
    for (const signal of SIGNALS) process.off(signal, endBy);
    process.off('exit', removeAll);
  };
}

function endBy(signal: NodeJS.Signals): void {
  removeAll();
  for (const each of SIGNALS) process.off(each, endBy);
  // as if nobody had listened, so that whoever started this process sees how it ended
  process.kill(process.pid, signal);
}

function removeAll(): void {
  for (const path of halfDone) rmSync(path, { recursive: true, force: true });
}
