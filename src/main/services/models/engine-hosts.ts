/** @file The engine processes, one a device: started when first needed, ended when idle, replaced when they die. ONNX Runtime is never in this process. */
import { AppError } from '#shared/contracts/errors';
import type { EngineAnswers, EngineQuestion, HostState, TokenNote } from '../../jobs/programs/engine-host/protocol';
import { converse, type Conversation } from '../../jobs/requests';
import type { Ports, ProgramLink } from '../../platform/ports';
import type { ExecutionProviderName } from '#shared/contracts/models';

export interface EngineHosts {
  ask<Q extends EngineQuestion>(provider: ExecutionProviderName, question: Q, options?: { signal?: AbortSignal | undefined }): Promise<EngineAnswers[Q['kind']]>;
  /** Tokens of a `generate` question, by its stream, until the returned function is called. */
  listen(stream: number, onToken: (note: TokenNote) => void): () => void;
  states(): Promise<{ provider: ExecutionProviderName; state: HostState }[]>;
  /** Whether it was running. */
  unload(provider: ExecutionProviderName): boolean;
  dispose(): void;
}

interface Host {
  readonly link: ProgramLink;
  readonly conversation: Conversation;
  open: number;
  idle: NodeJS.Timeout | undefined;
}

const idleMs = 10 * 60_000;
const deathsAllowed = 3;
const deathWindowMs = 60_000;

export function createEngineHosts({ ports, idleAfterMs = idleMs }: { ports: Pick<Ports, 'openProgram' | 'clock' | 'log'>; idleAfterMs?: number }): EngineHosts {
  const hosts = new Map<ExecutionProviderName, Host>();
  const deaths = new Map<ExecutionProviderName, number[]>();
  const listeners = new Map<number, (note: TokenNote) => void>();
  const nowMs = (): number => ports.clock.now().getTime();

  const end = (provider: ExecutionProviderName, reason: AppError): boolean => {
    const host = hosts.get(provider);
    if (host === undefined) return false;
    hosts.delete(provider);
    clearTimeout(host.idle);
    host.conversation.close(reason);
    host.link.kill();
    return true;
  };
  const start = (provider: ExecutionProviderName): Host => {
    assertLives(provider, (deaths.get(provider) ?? []).filter((ms) => nowMs() - ms < deathWindowMs).length);
    const link = ports.openProgram('engine-host', { provider });
    const conversation = converse(link, { answer: refuseQuestions, onNote: (note) => listeners.get((note as TokenNote).stream)?.(note as TokenNote) });
    const host: Host = { link, conversation, open: 0, idle: undefined };
    link.onEnd(({ exit, error }) => {
      if (hosts.get(provider) !== host) return;
      hosts.delete(provider);
      deaths.set(provider, [...(deaths.get(provider) ?? []), nowMs()].slice(-deathsAllowed));
      ports.log.write('warn', 'an engine process ended', { provider, code: exit?.code ?? null, signal: exit?.signal ?? null, output: exit?.output ?? error?.message ?? '' });
      conversation.close(diedError(provider, exit?.signal ?? null));
    });
    hosts.set(provider, host);
    return host;
  };

  return {
    async ask<Q extends EngineQuestion>(provider: ExecutionProviderName, question: Q, { signal }: { signal?: AbortSignal | undefined } = {}) {
      const host = hosts.get(provider) ?? start(provider);
      clearTimeout(host.idle);
      host.open += 1;
      try {
        return (await host.conversation.ask(question, signal)) as EngineAnswers[Q['kind']];
      } finally {
        host.open -= 1;
        if (host.open === 0) host.idle = setTimeout(() => end(provider, unloadedError(provider)), idleAfterMs).unref();
      }
    },
    listen(stream, onToken) {
      listeners.set(stream, onToken);
      return () => void listeners.delete(stream);
    },
    states: () => Promise.all([...hosts].map(async ([provider, { conversation }]) => ({ provider, state: (await conversation.ask({ kind: 'state' })) as HostState }))),
    unload: (provider) => end(provider, unloadedError(provider)),
    dispose() {
      for (const provider of hosts.keys()) end(provider, unloadedError(provider));
    },
  };
}

function assertLives(provider: string, recentDeaths: number): void {
  if (recentDeaths >= deathsAllowed) throw new AppError('LIMIT', `The engine process for ${provider} ended ${recentDeaths} times within a minute. Wait a minute; then use a smaller model, int8 or int4, or another device.`);
}

function diedError(provider: string, signal: string | null): AppError {
  const why = signal === 'SIGKILL' ? 'it was killed, most likely because memory ran out' : 'it ended unexpectedly';
  return new AppError('INTERNAL', `The engine process for ${provider} is gone: ${why}. Nothing else was harmed; try again, with a smaller model or int8 where memory is short.`);
}

function unloadedError(provider: string): AppError {
  return new AppError('CANCELLED', `The engine process for ${provider} was ended.`);
}

/** An engine process asks nothing. */
function refuseQuestions(): Promise<never> {
  return Promise.reject(new AppError('INTERNAL', 'An engine process asked a question; it has none to ask.'));
}
