/** @file Every way the channel is carried, opened the same way, for the contract table. */
import type { Client } from '#shared/channel/client';
import { connectChannel } from '#shared/channel/connect';
import { createMemoryPorts } from '#shared/channel/memory-port';
import { type Dispatch, serveChannel } from '#shared/channel/serve';

/** The client without the names of the real contract. */
export interface LooseClient {
  call(name: string, input: unknown, options?: { signal?: AbortSignal }): Promise<unknown>;
  stream(name: string, input: unknown, options?: { signal?: AbortSignal }): AsyncIterable<unknown>;
  onStatus: Client['onStatus'];
  close(): void;
}

export interface OpenChannel {
  readonly client: LooseClient;
  /** Sends what no client would. */
  sendRaw(message: unknown): void;
  /** Loses the connection as a crash of the other side would. */
  breakOff(): void;
  dispose(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  readonly open: (dispatch: Dispatch) => Promise<OpenChannel>;
}

export const memoryTransport: Transport = {
  name: 'in process',
  async open(dispatch) {
    const [near, far] = createMemoryPorts();
    serveChannel(far, dispatch);
    return {
      client: connectChannel(near) as unknown as LooseClient,
      sendRaw: (message) => near.send(message),
      breakOff: () => far.close(),
      dispose: async () => near.close(),
    };
  },
};

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const collected: Value[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}
