/** @file The open requests of one port: numbers them, brings each answer to its asker, and ends all when the port closes. */
import { AppError } from '../contracts/errors';
import type { Port } from './port';
import { readToClient, type ToClient, type ToServer } from './protocol';

/** Who waits for the answers to one request. */
export interface Asker {
  receive(message: ToClient): void;
  /** Nothing more will be received. */
  fail(error: AppError): void;
}

export interface Request {
  /** Room for `count` more values of a subscription. */
  grant(count: number): void;
  /** The asker has left; the other side may stop working. */
  cancel(): void;
}

interface Entry {
  readonly asker: Asker;
  /** Stops listening to the signal of the request. */
  release(): void;
}

export class Requests {
  readonly #port: Port;
  readonly #entries = new Map<number, Entry>();
  readonly #onClosed: () => void;
  #lastId = 0;
  #isClosed = false;

  constructor(port: Port, onClosed: () => void) {
    this.#port = port;
    this.#onClosed = onClosed;
    port.onMessage((raw) => this.#receive(readToClient(raw)));
    port.onClose(() => this.#end());
  }

  /** Does not wait for the port, which may take its time over a farewell. */
  close(): void {
    this.#port.close();
    this.#end();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  begin(asker: Asker, message: (id: number) => ToServer, signal: AbortSignal | undefined): Request {
    this.#lastId += 1;
    const id = this.#lastId;
    const cancel = () => {
      if (this.#take(id) !== undefined) this.#send({ type: 'cancel', id });
    };
    const abort = () => {
      cancel();
      asker.fail(new AppError('CANCELLED', 'The work was cancelled.'));
    };
    if (signal?.aborted === true) abort();
    else if (this.#isClosed) asker.fail(disconnected());
    else {
      this.#entries.set(id, { asker, release: () => signal?.removeEventListener('abort', abort) });
      signal?.addEventListener('abort', abort, { once: true });
      try {
        this.#send(message(id));
      } catch (error) {
        this.#take(id)?.fail(unsendable(error));
      }
    }
    return { cancel, grant: (count) => this.#send({ type: 'credit', id, count }) };
  }

  #receive(message: ToClient | null): void {
    if (message === null) return;
    const asker = message.type === 'value' ? this.#entries.get(message.id)?.asker : this.#take(message.id);
    asker?.receive(message);
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const id of this.#entries.keys()) this.#take(id)?.fail(disconnected());
    this.#onClosed();
  }

  /** The asker of a request that is over now. */
  #take(id: number): Asker | undefined {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    entry?.release();
    return entry?.asker;
  }

  #send(message: ToServer): void {
    this.#port.send(message);
  }
}

function disconnected(): AppError {
  return new AppError('DISCONNECTED', 'The connection to the workbench was lost before the answer came.');
}

function unsendable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('INVALID_INPUT', `This input cannot be sent: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
