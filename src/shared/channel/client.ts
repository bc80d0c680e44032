/** @file What a caller sees of the channel, whichever transport carries it. */
import type { CallName, Input, Output, StreamName } from '../contracts/index';

export type ConnectionStatus = 'connected' | 'reconnecting' | 'closed';

export interface Client {
  /** Rejects with AppError; aborting the signal rejects with CANCELLED and tells the other side. */
  call<N extends CallName>(name: N, input: Input<N>, options?: { signal?: AbortSignal }): Promise<Output<N>>;
  /** Values in order, pulled: the other side waits for a slow reader. Leaving the loop cancels the work there. */
  stream<N extends StreamName>(name: N, input: Input<N>, options?: { signal?: AbortSignal }): AsyncIterable<Output<N>>;
  /** Called at once with the present status and on every change; returns the unsubscriber. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  close(): void;
}
