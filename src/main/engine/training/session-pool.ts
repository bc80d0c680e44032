/** @file Sessions by key, made when first asked for. Above a limit the ones that were used longest ago are given up. */
import type { Session } from '../runtime/runtime';
import type { PreparedGraph } from './prepared-model';

export interface Opened<T> {
  readonly session: Session;
  readonly prepared: T;
}

export interface PoolSettings {
  /** Of activations. */
  readonly limitBytes: number | undefined;
  /** Awaited before a session is given up while others stay. */
  readonly beforeDisposal: () => Promise<void>;
}

export class SessionPool {
  /** The least recently used first. */
  readonly #opened = new Map<string, Opened<PreparedGraph>>();
  readonly #settings: PoolSettings;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /** Equal keys must stand for equal preparations. */
  async take<T extends PreparedGraph>(key: string, prepare: () => T, open: (prepared: T) => Promise<Session>): Promise<Opened<T>> {
    const known = this.#opened.get(key);
    if (known !== undefined) {
      this.#opened.delete(key);
      this.#opened.set(key, known);
      return known as Opened<T>;
    }
    const prepared = prepare();
    await this.#makeRoom(prepared.activationBytes);
    const opened = { session: await open(prepared), prepared };
    this.#opened.set(key, opened);
    return opened;
  }

  async dispose(): Promise<void> {
    for (const { session } of this.#opened.values()) await session.dispose();
    this.#opened.clear();
  }

  async #makeRoom(neededBytes: number): Promise<void> {
    const { limitBytes = Infinity, beforeDisposal } = this.#settings;
    let heldBytes = this.#opened.values().reduce((total, { prepared }) => total + prepared.activationBytes, 0);
    for (const [key, { session, prepared }] of this.#opened) {
      if (heldBytes + neededBytes <= limitBytes) return;
      await beforeDisposal();
      this.#opened.delete(key);
      heldBytes -= prepared.activationBytes;
      await session.dispose();
    }
  }
}
