/** @file Tasks and programs in a forked Node process: what the web host and long work use. Electron has its own transport, in its host. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { OpenProgram, SpawnTask, WorkerExit } from '../platform/ports';
import { programRoot } from '../platform/program-root';
import { openProgram } from './open-program';
import { runTask, type TaskTransport } from './runner';

const outputTailCharacters = 2_000;

export function forkTasks(workerPath: string = builtWorkerPath()): SpawnTask {
  return <Value>(name: string, input: unknown) => runTask<Value>(forkTransport(workerPath), name, input);
}

export function forkPrograms(workerPath: string = builtWorkerPath()): OpenProgram {
  return (program, input) => openProgram(forkTransport(workerPath), program, input);
}

export function builtWorkerPath(): string {
  return join(programRoot(), 'out', 'main', 'worker.js');
}

function forkTransport(workerPath: string): TaskTransport {
  const child = fork(workerPath, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-outputTailCharacters);
  });
  return {
    post: (message) => void (child.connected && child.send(message, ignoreBrokenPipe)),
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      const report = (exit: Omit<WorkerExit, 'output'>): void => listener({ ...exit, output });
      child.once('error', (error) => {
        output += error.message;
        report({ code: null, signal: null });
      });
      child.once('close', (code, signal) => report({ code, signal }));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A worker that died is reported by its exit; the message that could not reach it needs no second report. */
function ignoreBrokenPipe(_error: Error | null): void {
  return undefined;
}
