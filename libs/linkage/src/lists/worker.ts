import { parentPort, workerData } from 'node:worker_threads';
import { ListWorker, type Task, type Workshop } from './work.js';

const worker = new ListWorker(workerData as Workshop);

parentPort!.on('message', (task: Task) => {
  parentPort!.postMessage(worker.perform(task, (pairs) => parentPort!.postMessage({ kind: 'progress', pairs })));
});
