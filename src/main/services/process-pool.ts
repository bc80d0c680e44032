/** @file Processes that answer questions: one a key, started by the first question, ended when idle, told of when they die. Knows no program. */
import { AppError } from '#shared/contracts/errors';
import { converse, type Conversation } from '../jobs/requests';
import type { Log, ProgramLink, WorkerExit } from '../platform/ports';

export interface ProcessPool<Key> {
  ask(key: Key, question: unknown, signal?: AbortSignal): Promise<unknown>;
  keys(): Key[];
  /** Whether it was running. What it was asked is rejected. */
  end(key: Key): boolean;
  dispose(): void;
}

export interface ProcessPoolOptions<Key> {
  /** For messages and the log: "engine process for cpu". */
  readonly nameOf: (key: Key) => string;
  /** May refuse by throwing. */
  readonly open: (key: Key) => ProgramLink;
  readonly onNote?: (note: unknown) => void;
  /** What its open questions are rejected with when it died. */
  readonly onDeath: (key: Key, exit: WorkerExit | undefined) => AppError;
  readonly idleAfterMs: number;
  /** The one that was idle longest makes room for another. */
  readonly mostProcesses?: number;
  readonly log: Pick<Log, 'write'>;
}

interface Held {
  readonly link: ProgramLink;
  readonly conversation: Conversation;
  open: number;
  idle: NodeJS.Timeout | undefined;
}

export function createProcessPool<Key>({ nameOf, open, onNote, onDeath, idleAfterMs, mostProcesses = Infinity, log }: ProcessPoolOptions<Key>): ProcessPool<Key> {
  /** The least recently asked first. */
  const processes = new Map<Key, Held>();

  const end = (key: Key): boolean => {
    const held = processes.get(key);
    if (held === undefined) return false;
    processes.delete(key);
    clearTimeout(held.idle);
    held.conversation.close(new AppError('CANCELLED', `The ${nameOf(key)} was ended.`));
    held.link.kill();
    return true;
  };
  const start = (key: Key): Held => {
    const idle = [...processes].filter(([, held]) => held.open === 0).map(([one]) => one);
    for (const one of idle.slice(0, Math.max(0, processes.size - mostProcesses + 1))) end(one);
    const link = open(key);
    const conversation = converse(link, { answer: refuseQuestions, ...(onNote !== undefined && { onNote }) });
    const held: Held = { link, conversation, open: 0, idle: undefined };
    link.onEnd(({ exit, error }) => {
      if (processes.get(key) !== held) return;
      processes.delete(key);
      clearTimeout(held.idle);
      log.write('warn', `the ${nameOf(key)} ended`, { code: exit?.code ?? null, signal: exit?.signal ?? null, output: exit?.output ?? error?.message ?? '' });
      conversation.close(onDeath(key, exit));
    });
    return held;
  };

  return {
    async ask(key, question, signal) {
      const held = processes.get(key) ?? start(key);
      processes.delete(key);
      processes.set(key, held);
      clearTimeout(held.idle);
      held.open += 1;
      try {
        return await held.conversation.ask(question, signal);
      } finally {
        held.open -= 1;
        if (held.open === 0 && processes.get(key) === held) held.idle = setTimeout(() => end(key), idleAfterMs).unref();
      }
    },
    keys: () => [...processes.keys()],
    end,
    dispose() {
      for (const key of processes.keys()) end(key);
    },
  };
}

function refuseQuestions(): Promise<never> {
  return Promise.reject(new AppError('INTERNAL', 'A process asked a question; it has none to ask.'));
}
