/** @file Lets the test process run a function in the program, with Electron's modules as its argument: Playwright's `electronApp.evaluate`. */
import { runInThisContext } from 'node:vm';

export interface EvaluateRequest {
  readonly id: number;
  /** Source text of a function (electron, argument) => value. */
  readonly source: string;
  readonly argument: unknown;
}

export type EvaluateReply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

type Evaluated = (electron: object, argument: unknown) => unknown;

export function answerTests(electron: object): void {
  process.on('message', async ({ id, source, argument }: EvaluateRequest) => {
    try {
      // The tests are the only peer of this channel.
      const evaluated = runInThisContext(`(${source})`) as Evaluated;
      reply({ id, value: await evaluated(electron, argument) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(1));
}

function reply(message: EvaluateReply): void {
  process.send?.(message);
}
