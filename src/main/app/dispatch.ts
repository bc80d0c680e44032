/** @file The one gate to every command: finds the contract, checks input, role and locality, calls the service, maps and records failures. */
import type { Dispatch } from '#shared/channel/serve';
import type { Command, Standing } from '#shared/contracts/define';
import { describeIssues } from '#shared/contracts/describe-issues';
import { AppError, fromWireError, toWireError } from '#shared/contracts/errors';
import { contract, type CallContext, type CommandName, type Handlers, type Seat } from '#shared/contracts/index';
import type { Clock, Log } from '../platform/ports';
import { approximateBytes, type CallRecorder } from '../services/debug/call-recorder';
import { createSeat, nobody, type PeopleDirectory } from './seat';
import type { Caller } from './workbench';

export interface DispatchOptions {
  readonly handlers: Handlers;
  readonly recorder: CallRecorder;
  readonly clock: Clock;
  readonly log: Log;
  /** Without it nobody can enter, and every seat has its caller's role. */
  readonly people?: PeopleDirectory;
  /** On in tests and development: a service that answers outside its contract is a fault. */
  readonly shouldValidateOutput: boolean;
}

type Handler = (input: unknown, context: CallContext) => unknown;

interface Admitted {
  readonly command: Command;
  readonly handler: Handler;
  readonly input: unknown;
}

interface Connection {
  readonly isLocal: boolean;
  readonly seat: Seat;
}

/** Asked once a connection: what it returns remembers who has entered there. */
export function createDispatch(options: DispatchOptions): (caller: Caller) => Dispatch {
  return (caller) => {
    const connection: Connection = { isLocal: caller.isLocal, seat: createSeat(caller, options.people ?? nobody) };
    return {
      call: (name, input, signal) =>
        observe(options, { name, input }, async () => {
          const admitted = admit(options.handlers, connection, { name, input, isStream: false });
          signal.throwIfAborted();
          const output = await admitted.handler(admitted.input, { role: connection.seat.standing, seat: connection.seat, signal });
          return checked(options, admitted.command, output);
        }),
      stream: (name, input, signal) => streamValues(options, connection, { name, input, signal }),
    };
  };
}

async function* streamValues(options: DispatchOptions, connection: Connection, request: { name: string; input: unknown; signal: AbortSignal }): AsyncGenerator {
  const { name, input, signal } = request;
  const { seat } = connection;
  // A function, which has no size: what will come through a stream is not known when it is opened.
  const opened = await observe(options, { name, input }, async () => {
    const admitted = admit(options.handlers, connection, { name, input, isStream: true });
    const values = admitted.handler(admitted.input, { role: seat.standing, seat, signal }) as AsyncIterable<unknown>;
    return () => ({ command: admitted.command, values });
  });
  const { command, values } = opened();
  try {
    for await (const value of values) {
      // Whoever enters after the stream was opened may not go on with another's rights.
      assertMay(command, seat.standing, name);
      yield checked(options, command, value);
    }
  } catch (error) {
    throw failure(options, name, error);
  }
}

/** Everything that must hold before a service sees the input. */
function admit(handlers: Handlers, { isLocal, seat }: Connection, request: { name: string; input: unknown; isStream: boolean }): Admitted {
  const { name } = request;
  if (!Object.hasOwn(contract, name)) throw new AppError('NOT_FOUND', `There is no command named ${shorten(name)}.`);
  const command: Command = contract[name as CommandName];
  if ((command.kind === 'subscription') !== request.isStream) {
    throw new AppError('INVALID_INPUT', `${name} is a ${command.kind}; it cannot be ${request.isStream ? 'subscribed to' : 'called'}.`);
  }
  if (command.localOnly && !isLocal) throw new AppError('FORBIDDEN', `${name} takes real paths and is open to the command line only.`);
  assertMay(command, seat.standing, name);
  const parsed = command.input.safeParse(request.input);
  if (!parsed.success) throw new AppError('INVALID_INPUT', `${name}: ${describeIssues(parsed.error.issues)}`, { cause: parsed.error });
  return { command, handler: handlers[name as CommandName] as Handler, input: parsed.data };
}

function assertMay(command: Command, standing: Standing, name: string): void {
  if (command.access.includes(standing)) return;
  if (standing === 'guest') throw new AppError('FORBIDDEN', `${name} is not open before somebody has entered at this window. Choose who you are first.`, { details: { role: standing } });
  throw new AppError('FORBIDDEN', `${name} is not open to the role ${standing}.`, { details: { role: standing } });
}

async function observe<T>(options: DispatchOptions, request: { name: string; input: unknown }, run: () => Promise<T>): Promise<T> {
  const at = options.clock.now().toISOString();
  const startedMs = performance.now();
  const record = (outputBytes: number, error: string | null): void =>
    options.recorder.record({ at, command: shorten(request.name), durationMs: performance.now() - startedMs, inputBytes: approximateBytes(request.input), outputBytes, error });
  try {
    const output = await run();
    record(approximateBytes(output), null);
    return output;
  } catch (error) {
    const mapped = failure(options, request.name, error);
    record(0, mapped.code);
    throw mapped;
  }
}

/** What the caller may see; a fault of ours goes to the log with its stack. */
function failure({ log }: DispatchOptions, name: string, thrown: unknown): AppError {
  const wire = toWireError(thrown);
  if (wire.code === 'INTERNAL') log.write('error', `${shorten(name)} failed`, { reason: wire.message, stack: stackOf(thrown) });
  return fromWireError(wire);
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}

function checked(options: DispatchOptions, command: Command, output: unknown): unknown {
  if (!options.shouldValidateOutput) return output;
  const parsed = command.output.safeParse(output);
  if (!parsed.success) throw new Error(`a service answered outside its contract: ${describeIssues(parsed.error.issues)}`);
  return output;
}

function shorten(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}...` : name;
}
