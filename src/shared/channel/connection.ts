/** @file Keeps one client connected: opens a port, and another one after waiting longer and longer when it is lost. Sends nothing by itself. */
import { AppError } from '../contracts/errors';
import type { Client, ConnectionStatus } from './client';
import { connectChannel } from './connect';
import type { Port } from './port';

export interface ConnectionOptions {
  /** Rejects when the other side cannot be reached. */
  readonly open: () => Promise<Port>;
  /** Waits between attempts; the last one is used for all further attempts. */
  readonly delaysMs: readonly number[];
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(status: ConnectionStatus) => void>();
  #status: ConnectionStatus = 'reconnecting';
  #client: Client | null = null;
  #hasConnected = false;
  #attempts = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    void this.#connect();
  }

  /** The connected client, now or as soon as there is one. */
  async wait(signal: AbortSignal | undefined): Promise<Client> {
    for (;;) {
      if (signal?.aborted === true) throw new AppError('CANCELLED', 'The work was cancelled.');
      if (this.#client !== null) return this.#client;
      if (this.#status === 'closed') throw new AppError('DISCONNECTED', 'This page has closed its connection to the workbench.');
      await this.#changed(signal);
    }
  }

  /** Fails rather than waits once a connection was lost: a change must not happen later, unseen. */
  async present(signal: AbortSignal | undefined): Promise<Client> {
    if (this.#client === null && this.#hasConnected) throw new AppError('DISCONNECTED', 'The workbench cannot be reached at the moment, so nothing was changed. Try again when the connection is back.');
    return this.wait(signal);
  }

  /** Whether asking again over the next port may succeed. */
  isWorthAnother(error: unknown): boolean {
    return error instanceof AppError && error.code === 'DISCONNECTED' && this.#status !== 'closed';
  }

  onStatus(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#status);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#become('closed');
    this.#client?.close();
    this.#client = null;
  }

  async #connect(): Promise<void> {
    if (this.#status === 'closed') return;
    const port = await this.#options.open().catch(() => null);
    if (port === null) this.#retryLater();
    else this.#use(port);
  }

  #use(port: Port): void {
    if (this.#status === 'closed') {
      port.close();
      return;
    }
    this.#attempts = 0;
    this.#hasConnected = true;
    this.#client = connectChannel(port);
    this.#become('connected');
    this.#client.onStatus((status) => {
      if (status === 'closed') this.#lose();
    });
  }

  #lose(): void {
    this.#client = null;
    if (this.#status === 'closed') return;
    this.#become('reconnecting');
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#status === 'closed') return;
    const { delaysMs } = this.#options;
    const delayMs = delaysMs[Math.min(this.#attempts, delaysMs.length - 1)] ?? 0;
    this.#attempts += 1;
    setTimeout(() => void this.#connect(), delayMs);
  }

  #become(status: ConnectionStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  #changed(signal: AbortSignal | undefined): Promise<void> {
    const before = this.#status;
    return new Promise((resolve) => {
      const settle = () => {
        unsubscribe();
        signal?.removeEventListener('abort', settle);
        resolve();
      };
      signal?.addEventListener('abort', settle, { once: true });
      // The first report is of the present status, not of a change.
      const unsubscribe = this.onStatus((status) => {
        if (status !== before) settle();
      });
    });
  }
}
