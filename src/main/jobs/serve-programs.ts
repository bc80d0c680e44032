/** @file The worker's side of a program: starts the one it is told to, hands messages on, reports how it ended. Knows no transport. */
import { AppError, toWireError } from '#shared/contracts/errors';
import type { Program } from './protocol';
import type { ParentPort } from './serve-tasks';

export function servePrograms(parent: ParentPort, programs: Readonly<Record<string, Program>>): void {
  const early: unknown[] = [];
  let listener: ((value: unknown) => void) | undefined;

  const run = async (name: string, input: unknown): Promise<void> => {
    const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (program === undefined) throw new AppError('INTERNAL', `There is no worker program named ${name}.`);
    await program(input, {
      send: (value) => parent.post({ type: 'message', value }),
      onMessage(added) {
        listener = added;
        for (const value of early.splice(0)) added(value);
      },
    });
  };
  parent.onMessage((message) => {
    if (message.type === 'open') {
      run(message.program, message.input).then(
        () => parent.post({ type: 'end' }),
        (error: unknown) => parent.post({ type: 'error', error: toWireError(error) }),
      );
    } else if (message.type === 'message') {
      if (listener === undefined) early.push(message.value);
      else listener(message.value);
    }
  });
}
