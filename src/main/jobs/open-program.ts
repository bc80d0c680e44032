/** @file The parent's side of a program: what it says and what it is told, over any transport. Knows no transport and no program. */
import type { ProgramLink, WorkerExit } from '../platform/ports';
import { toError, type TaskTransport } from './runner';

/** Starts a program in a worker that is already connected. What it says before somebody listens is kept. */
export function openProgram(transport: TaskTransport, program: string, input: unknown): ProgramLink {
  type End = { readonly error?: Error; readonly exit?: WorkerExit };
  const early: unknown[] = [];
  let listener: ((value: unknown) => void) | undefined;
  let endListener: ((end: End) => void) | undefined;
  let end: End | undefined;

  const finish = (how: End): void => {
    if (end !== undefined) return;
    end = how;
    endListener?.(how);
    transport.kill();
  };
  transport.onMessage((message) => {
    if (message.type === 'end') finish({});
    else if (message.type === 'error') finish({ error: toError(message.error) });
    else if (message.type === 'message') {
      if (listener === undefined) early.push(message.value);
      else listener(message.value);
    }
  });
  transport.onExit((exit) => finish({ exit }));
  transport.post({ type: 'open', program, input });

  return {
    send: (value) => {
      if (end === undefined) transport.post({ type: 'message', value });
    },
    onMessage(added) {
      listener = added;
      for (const value of early.splice(0)) added(value);
    },
    onEnd(added) {
      endListener = added;
      if (end !== undefined) added(end);
    },
    kill: () => transport.kill(),
  };
}
