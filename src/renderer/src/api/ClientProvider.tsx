/** @file Gives the pages their client and one cache of answers, and keeps that cache true while the workbench reports changes. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Client, ConnectionStatus } from '#shared/channel/client';
import type { AppEvent } from '#shared/contracts/app';
import { AppError } from '#shared/contracts/errors';

const ClientContext = createContext<Client | null>(null);

export function ClientProvider({ client, children }: { client: Client; children: ReactNode }) {
  const [cache] = useState(createCache);
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={cache}>
        <ChangeWatcher client={client} cache={cache} />
        {children}
      </QueryClientProvider>
    </ClientContext>
  );
}

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('useClient is used outside ClientProvider');
  return client;
}

export function useConnectionStatus(): ConnectionStatus {
  const client = useClient();
  const [status, setStatus] = useState<ConnectionStatus>('connected');
  useEffect(() => client.onStatus(setStatus), [client]);
  return status;
}

/** The workbench is on this machine, so being offline stops nothing; only a lost connection is worth asking again. */
function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: 30_000, refetchOnWindowFocus: false, retry: (failures, error) => failures < 2 && error instanceof AppError && error.code === 'DISCONNECTED' },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Which answers a change makes old, by the beginning of the command's name. */
const staleAfter: Readonly<Record<AppEvent['kind'], readonly string[]>> = {
  'corpora.changed': ['corpora.', 'dialogues.', 'knowledge.', 'workspace.'],
  'activities.changed': ['activities.'],
  'measurements.changed': ['measure.'],
  'labels.changed': ['labels.'],
  'models.changed': ['models.'],
  'people.changed': ['people.', 'campaigns.', 'review.'],
  'campaigns.changed': ['campaigns.', 'review.', 'adjudication.'],
  'runs.changed': ['runs.', 'labels.', 'planner.'],
  'endpoints.changed': ['endpoints.'],
  'prompts.changed': ['prompts.'],
  'calls.changed': ['calls.', 'endpoints.'],
};

function ChangeWatcher({ client, cache }: { client: Client; cache: QueryClient }) {
  const status = useConnectionStatus();
  useEffect(() => {
    if (status !== 'connected') return undefined;
    const controller = new AbortController();
    void cache.invalidateQueries();
    void watchChanges(client, { cache, signal: controller.signal });
    return () => controller.abort();
  }, [client, cache, status]);
  return null;
}

async function watchChanges(client: Client, { cache, signal }: { cache: QueryClient; signal: AbortSignal }): Promise<void> {
  try {
    for await (const event of client.stream('app.events', {}, { signal })) {
      const beginnings = staleAfter[event.kind];
      void cache.invalidateQueries({ predicate: ({ queryKey }) => beginnings.some((beginning) => String(queryKey[0]).startsWith(beginning)) });
    }
  } catch (error) {
    // A lost connection shows in its banner, and the watch starts again with the next one.
    if (!(error instanceof AppError) || (error.code !== 'CANCELLED' && error.code !== 'DISCONNECTED')) throw error;
  }
}
