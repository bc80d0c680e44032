/** @file A small core to put behind a channel in tests: one command for each way a command can behave, and a record of what it saw. */
import { z } from 'zod';
import type { Dispatch } from '#shared/channel/serve';
import { type Command, mutation, query, type Role, subscription } from '#shared/contracts/define';
import { AppError } from '#shared/contracts/errors';

export interface Seen {
  /** Values that the counting stream has produced so far. */
  produced: number;
  /** Names of works that were told to stop, in order. */
  stopped: string[];
}

interface Context {
  readonly signal: AbortSignal;
  readonly seen: Seen;
}

interface Entry {
  readonly command: Command;
  run(input: never, context: Context): unknown;
}

const Nothing = z.object({});

const table: Readonly<Record<string, Entry>> = {
  'test.greet': {
    command: query({ input: z.object({ name: z.string().min(1) }), output: z.string() }),
    run: ({ name }: { name: string }) => `Hello ${name}`,
  },
  'test.echo': { command: mutation({ input: z.object({ value: z.unknown() }), output: z.unknown() }), run: ({ value }: { value: unknown }) => value },
  'test.size': {
    command: mutation({ input: z.object({ bytes: z.instanceof(Uint8Array) }), output: z.int() }),
    run: ({ bytes }: { bytes: Uint8Array }) => bytes.byteLength,
  },
  'test.bytes': {
    command: query({ input: z.object({ sizeBytes: z.int() }), output: z.instanceof(Uint8Array) }),
    run: ({ sizeBytes }: { sizeBytes: number }) => patternedBytes(sizeBytes),
  },
  'test.wait': { command: query({ input: Nothing, output: Nothing }), run: (_input: object, context: Context) => waitForStop('test.wait', context) },
  'test.refuse': {
    command: query({ input: Nothing, output: Nothing }),
    run() {
      throw new AppError('CONFLICT', 'The name is taken.', { details: { name: 'demo', count: 2, others: ['a', 'b'] } });
    },
  },
  'test.crash': {
    command: query({ input: Nothing, output: Nothing }),
    run() {
      throw new TypeError('x is not a function');
    },
  },
  'test.unsendable': { command: query({ input: Nothing, output: z.unknown() }), run: () => ({ callback: () => 1 }) },
  'test.private': { command: query({ input: Nothing, output: z.string(), access: ['evaluator'] }), run: () => 'secret' },
  'test.delayed': {
    command: query({ input: z.object({ value: z.int(), delayMs: z.int() }), output: z.int() }),
    run: async ({ value, delayMs }: { value: number; delayMs: number }) => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      return value;
    },
  },
  'test.count': { command: subscription({ input: z.object({ to: z.int() }), output: z.int() }), run: count },
  'test.failLater': { command: subscription({ input: Nothing, output: z.int() }), run: failLater },
  'test.silence': { command: subscription({ input: Nothing, output: z.int() }), run: silence },
};

/** The same checks, in the same order, as the real core makes: name, role, kind, input. */
export function createTestDispatch(seen: Seen, role: Role = 'researcher'): Dispatch {
  function open(name: string, input: unknown, isStream: boolean): { entry: Entry; input: never } {
    const entry = Object.hasOwn(table, name) ? table[name] : undefined;
    if (entry === undefined) throw new AppError('NOT_FOUND', `There is no command named ${name}.`);
    if (!entry.command.access.includes(role)) throw new AppError('FORBIDDEN', `${name} is not for the role ${role}.`);
    if ((entry.command.kind === 'subscription') !== isStream) throw new AppError('INVALID_INPUT', `${name} is a ${entry.command.kind}.`);
    const parsed = entry.command.input.safeParse(input);
    if (!parsed.success) throw new AppError('INVALID_INPUT', z.prettifyError(parsed.error));
    return { entry, input: parsed.data as never };
  }
  return {
    async call(name, rawInput, signal) {
      const { entry, input } = open(name, rawInput, false);
      return entry.run(input, { signal, seen });
    },
    async *stream(name, rawInput, signal) {
      const { entry, input } = open(name, rawInput, true);
      yield* entry.run(input, { signal, seen }) as AsyncGenerator;
    },
  };
}

/** Bytes whose order and ends can be checked. */
export function patternedBytes(sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let index = 0; index < sizeBytes; index += 4093) bytes[index] = (index / 4093) & 255;
  return bytes;
}

async function* count({ to }: { to: number }, { seen }: Context): AsyncGenerator<number> {
  try {
    for (let value = 1; value <= to; value++) {
      seen.produced += 1;
      yield value;
    }
  } finally {
    seen.stopped.push('test.count');
  }
}

async function* failLater(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  throw new AppError('LIMIT', 'Two values are enough.');
}

async function* silence(_input: object, context: Context): AsyncGenerator<number> {
  yield 0;
  await waitForStop('test.silence', context);
}

function waitForStop(name: string, { signal, seen }: Context): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      seen.stopped.push(name);
      reject(signal.reason as Error);
    });
  });
}
