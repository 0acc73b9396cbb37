import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { WorkerJob } from './messages.ts';

// Every submission has a worker of its own, which would compile probes and libraries anew: half of what a short check costs.
const { compiled } = workerData as WorkerJob;
if (compiled) enableCompileCache(compiled);
await import('./worker.ts');
