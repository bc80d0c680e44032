/** @file `solace bench gateway`: how busy the gateway keeps the slots of a server that takes its time, and what a stored answer costs. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InvalidArgumentError, type Command } from 'commander';
import type { EndpointId } from '#shared/domain/ids';
import type { RoleRequest } from '#shared/domain/role-requests';
import type { LanguageModels } from '../../../services/gateway/create-language-models';
import type { CommandContext } from '../command-context';
import { formatNumber, formatShare, textList } from '../text-table';
import type { Benchmark, BenchmarkReport } from './benchmark';

interface Options {
  readonly slots: number;
  readonly latency: number;
  readonly calls: number;
}

interface Figures extends Options {
  /** Server time that was used, of what the slots offered from the first request to the last answer. */
  readonly busyShare: number;
  readonly wallMs: number;
  readonly cachedPerSecond: number;
}

interface SlowServer {
  readonly baseUrl: string;
  times(): Promise<{ readonly busyMs: number; readonly wallMs: number }>;
  close(): Promise<void>;
}

export const gatewayBenchmark: Benchmark = {
  name: 'gateway',
  summary: 'share of the time in which the slots of a slow server are busy, and answers a second from the store',
  configure(command: Command) {
    command
      .option('--slots <count>', 'requests at a time', parseCount, 8)
      .option('--latency <ms>', 'what the server takes for each', parseCount, 200)
      .option('--calls <count>', 'questions, all different', parseCount, 400);
  },
  async run(context, { options }) {
    return report(await measure(context, options as unknown as Options));
  },
};

async function measure({ terminal, signal }: CommandContext, options: Options): Promise<Figures> {
  const { slots, latency, calls } = options;
  terminal.note(`Asking ${formatNumber(calls)} questions, ${slots} at a time, of a server that takes ${latency} ms`);
  const server = await startSlowServer(latency);
  try {
    return await withGateway({ baseUrl: server.baseUrl, slots }, async (gateway, endpointId) => {
      const requests = Array.from({ length: calls }, (_, index) => question(endpointId, index));
      const askAll = async (): Promise<number> => {
        const startedMs = performance.now();
        const pending = requests.values();
        await Promise.all(Array.from({ length: slots * 2 }, () => askEach(pending, (request) => gateway.ask(request, signal))));
        return performance.now() - startedMs;
      };
      await askAll();
      const cachedMs = await askAll();
      const { busyMs, wallMs } = await server.times();
      return { ...options, wallMs, busyShare: busyMs / (slots * wallMs), cachedPerSecond: calls / (cachedMs / 1_000) };
    });
  } finally {
    await server.close();
  }
}

/** One of several askers, as a run has them: the next question when the last is answered. */
async function askEach(pending: Iterable<RoleRequest>, ask: (request: RoleRequest) => Promise<unknown>): Promise<void> {
  for (const request of pending) await ask(request);
}

/** Over a workspace of its own. The core is loaded here and not with the command line. */
async function withGateway<Result>({ baseUrl, slots }: { baseUrl: string; slots: number }, work: (gateway: LanguageModels['gateway'], endpointId: EndpointId) => Promise<Result>): Promise<Result> {
  const [{ createNodePorts }, { createLanguageModels }, { createEventBus }, { openStore }, { insertEndpoint, usualSettings }] = await Promise.all([
    import('../../../platform/node-ports'),
    import('../../../services/gateway/create-language-models'),
    import('../../../services/app/event-bus'),
    import('../../../store/store'),
    import('../../../store/endpoint-repository'),
  ]);
  const workspacePath = mkdtempSync(join(tmpdir(), 'solace-bench-'));
  const ports = createNodePorts({ workspacePath, dialogs: null, spawnTask: refuseWork, openProgram: refuseWork });
  const store = openStore({ folder: workspacePath, clock: ports.clock, log: ports.log });
  const models = createLanguageModels({ ports, store, events: createEventBus() });
  try {
    const settings = { ...usualSettings('openai'), model: 'slow', baseUrls: [baseUrl], maxConcurrency: slots };
    const { id } = insertEndpoint(store.db, { name: 'slow', settings, createdAt: ports.clock.now().toISOString(), secret: null, keyVariable: null });
    return await work(models.gateway, id);
  } finally {
    await models.dispose();
    store.dispose();
    await ports.log.close();
    rmSync(workspacePath, { recursive: true, force: true });
  }
}

function refuseWork(): never {
  throw new Error('this benchmark runs no task');
}

function question(endpointId: EndpointId, index: number): RoleRequest {
  const context = Array.from({ length: 3 }, (_, turn) => ({ speaker: turn % 2 === 0 ? 'seeker' : 'supporter', text: `This is turn ${turn} of question ${index}, about as long as what people say to one another.` }));
  return { role: 'goal-judge', endpointId, slots: { emotionType: 'anxiety', problemType: 'job crisis', utterances: context } };
}

/** In a thread of its own, so that the gateway's work does not hold it up. */
async function startSlowServer(latencyMs: number): Promise<SlowServer> {
  const thread = new Worker(`(${serveSlowly.toString()})()`, { eval: true, workerData: { latencyMs } });
  const [port] = (await once(thread, 'message')) as [number];
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    async times() {
      thread.postMessage('times');
      const [times] = (await once(thread, 'message')) as [{ busyMs: number; wallMs: number }];
      return times;
    },
    async close() {
      await thread.terminate();
    },
  };
}

/** Runs as text, hence without imports. Counts the time in which it has a request in hand, for each of them, and from its first request to its last answer. */
function serveSlowly(): void {
  const { createServer } = process.getBuiltinModule('node:http');
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { latencyMs } = workerData as { latencyMs: number };
  let busyMs = 0;
  let firstMs = 0;
  let lastMs = 0;
  const reply = JSON.stringify({ id: 'x', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'No, the seeker feels the same.' }, finish_reason: 'stop' }], usage: { prompt_tokens: 120, completion_tokens: 8 } });
  const server = createServer((message, response) => {
    const startedMs = performance.now();
    firstMs ||= startedMs;
    message.resume();
    setTimeout(() => {
      lastMs = performance.now();
      busyMs += lastMs - startedMs;
      response.writeHead(200, { 'content-type': 'application/json' }).end(reply);
    }, latencyMs);
  });
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as { port: number }).port));
  parentPort?.on('message', () => parentPort.postMessage({ busyMs, wallMs: lastMs - firstMs }));
}

function report({ slots, latency, calls, busyShare, wallMs, cachedPerSecond }: Figures): BenchmarkReport {
  return {
    document: { benchmark: 'gateway', slots, latencyMs: latency, calls, wallMs, busyShare, callsPerSecond: calls / (wallMs / 1_000), cachedPerSecond },
    text: textList([
      ['slots', `${slots}, ${latency} ms each`],
      ['busy', formatShare(busyShare)],
      ['calls', `${formatNumber(calls)} in ${formatNumber(Math.round(wallMs))} ms, each stored before its answer was given`],
      ['from the store', `${formatNumber(Math.round(cachedPerSecond))} answers a second`],
    ]),
  };
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}
