/** @file The engine processes, one a device: started when first needed, ended when idle, replaced when they die. ONNX Runtime is never in this process. */
import { AppError } from '#shared/contracts/errors';
import type { ExecutionProviderName } from '#shared/contracts/models';
import type { EngineAnswers, EngineQuestion, HostState, TokenNote } from '../../jobs/programs/engine-host/protocol';
import type { Ports } from '../../platform/ports';
import { createProcessPool } from '../process-pool';

export interface EngineHosts {
  ask<Q extends EngineQuestion>(provider: ExecutionProviderName, question: Q, options?: { signal?: AbortSignal | undefined }): Promise<EngineAnswers[Q['kind']]>;
  /** Tokens of a `generate` question, by its stream, until the returned function is called. */
  listen(stream: number, onToken: (note: TokenNote) => void): () => void;
  states(): Promise<{ provider: ExecutionProviderName; state: HostState }[]>;
  /** Whether it was running. */
  unload(provider: ExecutionProviderName): boolean;
  dispose(): void;
}

const usualIdleMs = 10 * 60_000;
const deathsAllowed = 3;
const deathWindowMs = 60_000;

export function createEngineHosts({ ports, idleAfterMs = usualIdleMs }: { ports: Pick<Ports, 'openProgram' | 'clock' | 'log'>; idleAfterMs?: number }): EngineHosts {
  const deaths = new Map<ExecutionProviderName, number[]>();
  const listeners = new Map<number, (note: TokenNote) => void>();
  const nowMs = (): number => ports.clock.now().getTime();
  const pool = createProcessPool<ExecutionProviderName>({
    nameOf: (provider) => `engine process for ${provider}`,
    open(provider) {
      assertLives(provider, (deaths.get(provider) ?? []).filter((ms) => nowMs() - ms < deathWindowMs).length);
      return ports.openProgram('engine-host', { provider });
    },
    onNote: (note) => listeners.get((note as TokenNote).stream)?.(note as TokenNote),
    onDeath(provider, exit) {
      deaths.set(provider, [...(deaths.get(provider) ?? []), nowMs()].slice(-deathsAllowed));
      return diedError(provider, exit?.signal ?? null);
    },
    idleAfterMs,
    log: ports.log,
  });

  return {
    async ask<Q extends EngineQuestion>(provider: ExecutionProviderName, question: Q, { signal }: { signal?: AbortSignal | undefined } = {}) {
      return (await pool.ask(provider, question, signal)) as EngineAnswers[Q['kind']];
    },
    listen(stream, onToken) {
      listeners.set(stream, onToken);
      return () => void listeners.delete(stream);
    },
    states: () => Promise.all(pool.keys().map(async (provider) => ({ provider, state: (await pool.ask(provider, { kind: 'state' })) as HostState }))),
    unload: (provider) => pool.end(provider),
    dispose: () => pool.dispose(),
  };
}

function assertLives(provider: string, recentDeaths: number): void {
  if (recentDeaths >= deathsAllowed) throw new AppError('LIMIT', `The engine process for ${provider} ended ${recentDeaths} times within a minute. Wait a minute; then use a smaller model, int8 or int4, or another device.`);
}

function diedError(provider: string, signal: string | null): AppError {
  const why = signal === 'SIGKILL' ? 'it was killed, most likely because memory ran out' : 'it ended unexpectedly';
  return new AppError('INTERNAL', `The engine process for ${provider} is gone: ${why}. Nothing else was harmed; try again, with a smaller model or int8 where memory is short.`);
}
