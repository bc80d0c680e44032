/** @file `solace endpoint ...`: where language models are reached. A key is named by its environment variable and is never an argument. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { EndpointKind, type Endpoint, type EndpointTest } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import type { Input } from '#shared/contracts/index';
import type { CommandContext } from '../command-context';
import { formatNumber, oneLine, textList, textTable } from '../text-table';

interface AddFlags {
  readonly kind: EndpointKind;
  readonly baseUrl?: string[];
  readonly model: string;
  readonly apiKeyEnv?: string;
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly timeout?: number;
  readonly promptPrice?: number;
  readonly replyPrice?: number;
  readonly dailyCost?: number;
  readonly dailyTokens?: number;
  readonly dailyCalls?: number;
  readonly local?: boolean;
}

export function addEndpointCommands(program: Command, context: CommandContext): void {
  const endpoint = program.command('endpoint').description('where language models are reached');
  addAddCommand(endpoint, context);

  endpoint
    .command('list')
    .description('all endpoints, the built-in scripted ones too')
    .action(() =>
      context.withSession(async ({ client }) => {
        const endpoints = await client.call('endpoints.list', {});
        context.terminal.result(endpoints, () => describeList(endpoints));
      }),
    );

  endpoint
    .command('test')
    .description('ask one tiny question; says how fast it is and what it can do')
    .argument('<name>', 'or its id')
    .action((name: string) =>
      context.withSession(async ({ client, signal }) => {
        const tested = await client.call('endpoints.test', { endpoint: refOf(name) }, { signal });
        if (!tested.isWorking) throw new AppError('INVALID_INPUT', tested.message, { details: { endpoint: name } });
        context.terminal.result(tested, () => describeTest(tested));
      }),
    );

  endpoint
    .command('remove')
    .description('take an endpoint away; its calls stay, its key is forgotten')
    .argument('<name>', 'or its id')
    .action((name: string) =>
      context.withSession(async ({ client }) => {
        const found = await client.call('endpoints.get', { endpoint: refOf(name) });
        await client.call('endpoints.remove', { endpoint: found.id });
        context.terminal.result({ endpoint: found, removed: true }, () => `Removed "${found.name}". Its calls are kept.`);
      }),
    );
}

function addAddCommand(endpoint: Command, context: CommandContext): void {
  endpoint
    .command('add')
    .description('add an endpoint')
    .argument('<name>')
    .addOption(new Option('--kind <kind>', 'openai: a server with OpenAI’s chat completions; native: a model of this workspace; scripted: rules').choices(EndpointKind.options).default('openai'))
    .option('--base-url <url...>', 'address, e.g. http://localhost:8000/v1; several serve the same model and share the work')
    .requiredOption('--model <name>', 'as the server names it; for native, a model of "model list"')
    .option('--api-key-env <variable>', 'environment variable that holds the key; only its name is kept')
    .option('--concurrency <count>', 'requests at a time (default: 8)', parsePositive)
    .option('--requests-per-minute <count>', 'at most', parsePositive)
    .option('--tokens-per-minute <count>', 'at most', parsePositive)
    .option('--timeout <seconds>', 'for one attempt (default: 120)', parsePositive)
    .option('--prompt-price <amount>', 'of one million prompt tokens', parseAmount)
    .option('--reply-price <amount>', 'of one million reply tokens', parseAmount)
    .option('--daily-cost <amount>', 'what may be spent in a day (UTC)', parseAmount)
    .option('--daily-tokens <count>', 'tokens in a day', parsePositive)
    .option('--daily-calls <count>', 'calls in a day', parsePositive)
    .option('--local', 'text sent there stays on machines of one’s own')
    .action((name: string, flags: AddFlags) =>
      context.withSession(async ({ client }) => {
        const added = await client.call('endpoints.add', newEndpoint(name, flags));
        context.terminal.result(added, () => describeOne(added));
      }),
    );
}

/** No name is a bare number. */
function refOf(name: string): Input<'endpoints.get'>['endpoint'] {
  return /^\d+$/.test(name) ? Number(name) : name;
}

function newEndpoint(name: string, flags: AddFlags): Input<'endpoints.add'> {
  const { kind, model, baseUrl, apiKeyEnv, concurrency, requestsPerMinute, tokensPerMinute, timeout, promptPrice, replyPrice, dailyCalls, dailyTokens, dailyCost, local } = flags;
  const hasPrice = promptPrice !== undefined || replyPrice !== undefined;
  return {
    name,
    kind,
    model,
    ...(baseUrl === undefined ? {} : { baseUrls: baseUrl }),
    ...(apiKeyEnv === undefined ? {} : { apiKeyVariable: apiKeyEnv }),
    ...(concurrency === undefined ? {} : { maxConcurrency: concurrency }),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1_000 }),
    ...(hasPrice ? { prices: { promptPerMillion: promptPrice ?? 0, replyPerMillion: replyPrice ?? 0 } } : {}),
    dailyBudget: { ...(dailyCalls === undefined ? {} : { calls: dailyCalls }), ...(dailyTokens === undefined ? {} : { tokens: dailyTokens }), ...(dailyCost === undefined ? {} : { cost: dailyCost }) },
    ...(local === undefined ? {} : { isDeclaredLocal: local }),
  };
}

function describeOne(endpoint: Endpoint): string {
  const { id, name, kind, model, baseUrls, hasKey, apiKeyVariable, maxConcurrency } = endpoint;
  return textList([
    ['id', String(id)],
    ['name', oneLine(name)],
    ['kind', kind],
    ['model', oneLine(model)],
    ...(baseUrls.length === 0 ? [] : [['addresses', baseUrls.join(', ')] as const]),
    ['key', apiKeyVariable === null ? (hasKey ? 'kept, encrypted' : 'none') : `in ${apiKeyVariable}`],
    ['at a time', String(maxConcurrency)],
    ['text', whereTextGoes(endpoint)],
  ]);
}

function describeList(endpoints: readonly Endpoint[]): string {
  return textTable(
    ['id', 'name', 'kind', 'model', 'text', 'key', 'latency'],
    endpoints.map((one) => [String(one.id), one.name, one.kind, one.model, whereTextGoes(one), one.hasKey ? 'yes' : '', one.speed === null ? '' : `${formatNumber(Math.round(one.speed.latencyMs))} ms`]),
  );
}

function whereTextGoes({ isLocal }: Endpoint): string {
  return isLocal ? 'stays here' : 'is sent off this machine';
}

function describeTest({ message, latencyMs, tokensPerSecond, supports, isScripted }: EndpointTest): string {
  const able = Object.entries(supports).flatMap(([name, can]) => (can ? [name] : []));
  return textList([
    ['it says', oneLine(message)],
    ['latency', `${formatNumber(Math.round(latencyMs))} ms`],
    ...(tokensPerSecond === null ? [] : [['speed', `${formatNumber(Math.round(tokensPerSecond))} tokens/s`] as const]),
    ['can do', able.length === 0 ? 'plain questions' : able.join(', ')],
    ...(isScripted ? [['note', 'scripted: rules, not a language model'] as const] : []),
  ]);
}

function parsePositive(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}

function parseAmount(text: string): number {
  if (!/^\d{1,9}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('Write an amount, e.g. 0.15.');
  return Number(text);
}
