/** @file A worker in one of Electron's utility processes. What is said to it is the runner's business. */
import { utilityProcess } from 'electron';
import type { FromWorker } from '../../jobs/protocol';
import type { TaskTransport } from '../../jobs/runner';

const outputTailCharacters = 2_000;

/** `workerPath` is the built out/main/worker.js. */
export function createUtilityTransport(workerPath: string): TaskTransport {
  const child = utilityProcess.fork(workerPath, [], { serviceName: 'Solace worker', stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-outputTailCharacters);
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage(listener) {
      child.on('message', (message: FromWorker) => listener(message));
    },
    onExit(listener) {
      child.once('exit', (code) => listener({ code, signal: null, output }));
    },
    kill: () => void child.kill(),
  };
}
