/** @file The latest value of a subscription. It is taken up again after a reconnect and cancelled on leaving. */
import { useEffect, useState } from 'react';
import { AppError } from '#shared/contracts/errors';
import type { Input, Output, StreamName } from '#shared/contracts/index';
import { useClient, useConnectionStatus } from './ClientProvider';

export interface StreamState<T> {
  readonly latest: T | undefined;
  readonly error: AppError | null;
  readonly hasEnded: boolean;
}

const nothingYet = { latest: undefined, error: null, hasEnded: false } as const;

/** `input` may be null: then nothing is watched. */
export function useStream<N extends StreamName>(name: N, input: Input<N> | null): StreamState<Output<N>> {
  const client = useClient();
  const isConnected = useConnectionStatus() === 'connected';
  const inputKey = JSON.stringify(input);
  const [held, setHeld] = useState<{ key: string; state: StreamState<Output<N>> }>({ key: inputKey, state: nothingYet });
  useEffect(() => {
    if (!isConnected || inputKey === 'null') return undefined;
    const controller = new AbortController();
    const values = client.stream(name, JSON.parse(inputKey) as Input<N>, { signal: controller.signal });
    const change = (next: Partial<StreamState<Output<N>>>) => {
      if (!controller.signal.aborted) setHeld((known) => ({ key: inputKey, state: { ...(known.key === inputKey ? known.state : nothingYet), ...next } }));
    };
    void follow(values, change);
    return () => controller.abort();
  }, [client, name, inputKey, isConnected]);
  return held.key === inputKey ? held.state : nothingYet;
}

async function follow<T>(values: AsyncIterable<T>, change: (next: Partial<StreamState<T>>) => void): Promise<void> {
  try {
    for await (const latest of values) change({ latest });
    change({ hasEnded: true });
  } catch (caught) {
    const error = caught instanceof AppError ? caught : new AppError('INTERNAL', String(caught));
    if (error.code !== 'CANCELLED' && error.code !== 'DISCONNECTED') change({ error });
  }
}
