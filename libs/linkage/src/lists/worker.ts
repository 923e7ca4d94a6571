import { parentPort, workerData } from 'node:worker_threads';
import { perform, type WorkerData } from './crew.js';
import { ListWorker, type Task } from './work.js';

const { table, blocking } = workerData as WorkerData;
const worker = new ListWorker(table, blocking);

parentPort!.on('message', (task: Task) => {
  parentPort!.postMessage(perform(worker, task, (pairs) => parentPort!.postMessage({ kind: 'progress', pairs })));
});
