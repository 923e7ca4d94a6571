import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Said by a thread while it is at a task. */
export interface Interim {
  readonly kind: 'progress';
  readonly pairs: number;
}

/** Whether a script can run in a thread: the compiled one is not there when the sources run directly, as in tests. */
export function canRunApart(script: URL): boolean {
  return existsSync(fileURLToPath(script));
}

/** A thread that does one task after the other. What it is told at its start never changes. */
export class Thread<Task, Answer extends { readonly kind: string }> {
  private readonly worker: Worker;

  /** @param megabytes how much it may keep for longer; what is told and is in shared memory does not count */
  constructor(script: URL, told: unknown, megabytes?: number) {
    const limits = megabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: megabytes } };
    this.worker = new Worker(script, { workerData: told, ...limits });
  }

  /** One task at a time: the next may be given when this one is answered. */
  ask(task: Task, onProgress?: (pairs: number) => void): Promise<Answer> {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      const onMessage = (message: Answer | Interim): void => {
        if (isInterim(message)) {
          onProgress?.(message.pairs);
          return;
        }
        done();
        resolve(message);
      };
      const onError = (error: Error): void => {
        done();
        reject(error);
      };
      const onExit = (): void => {
        done();
        reject(new Error('A matching thread ended before its work was done.'));
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(task);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

function isInterim(message: { readonly kind: string }): message is Interim {
  return message.kind === 'progress';
}
