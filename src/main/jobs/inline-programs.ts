/** @file Programs run in this very process, by tests: same functions, same conversation, no second process. */
import type { OpenProgram } from '../platform/ports';
import { openProgram } from './open-program';
import type { FromWorker, Program, ToWorker } from './protocol';
import { servePrograms } from './serve-programs';

/** Values cross as they would between processes: cloned, and in a later turn. A killed program is no longer heard; it cannot be stopped. */
export function inlinePrograms(programs: Readonly<Record<string, Program>>): OpenProgram {
  return (program, input) => {
    let toWorker: (message: ToWorker) => void = () => undefined;
    let toParent: (message: FromWorker) => void = () => undefined;
    let exited: () => void = () => undefined;
    let isKilled = false;
    const carry = <Message>(message: Message, deliver: (message: Message) => void): void => {
      const copy = structuredClone(message);
      setImmediate(() => {
        if (!isKilled) deliver(copy);
      });
    };
    servePrograms({ post: (message) => carry(message, (one) => toParent(one)), onMessage: (listener) => (toWorker = listener) }, programs);
    return openProgram(
      {
        post: (message) => carry(message, (one) => toWorker(one)),
        onMessage: (listener) => (toParent = listener),
        onExit: (listener) => (exited = () => listener({ code: null, signal: 'SIGKILL', output: '' })),
        kill() {
          isKilled = true;
          setImmediate(() => exited());
        },
      },
      program,
      input,
    );
  };
}
