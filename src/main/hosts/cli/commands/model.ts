/** @file `solace model ...` and `solace generate`: register models, look at them, ask them. */
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Client } from '#shared/channel/client';
import { AppError } from '#shared/contracts/errors';
import type { Output } from '#shared/contracts/index';
import { ExecutionProviderName, WeightPrecisionName, type RegisteredModel } from '#shared/contracts/models';
import type { FileId } from '#shared/domain/ids';
import type { CommandContext } from '../command-context';
import { formatBytes, formatNumber, textList, textTable } from '../text-table';

export function addModelCommands(program: Command, context: CommandContext): void {
  const model = program.command('model').description('register Hugging Face folders and look into them');
  addRegistryCommands(model, context);
  addMergeCommand(model, context);
  addForwardCommand(model, context);
  addScoreCommand(model, context);
  addGenerateCommand(program, context);
}

function addRegistryCommands(model: Command, context: CommandContext): void {
  const show = (found: RegisteredModel): void => context.terminal.result(modelDocument(found), () => describeModel(found));
  model
    .command('import')
    .description('register a folder with config.json, tokenizer.json and safetensors; nothing is copied')
    .argument('<dir>', 'as downloaded from Hugging Face, or saved by transformers')
    .requiredOption('--name <name>', 'what to call it')
    .action((path: string, { name }: { name: string }) => context.withSession(async ({ client }) => show(await client.call('models.importFolder', { name, path }))));
  model
    .command('list')
    .description('all registered models')
    .action(() =>
      context.withSession(async ({ client }) => {
        const models = await client.call('models.list', {});
        context.terminal.result(models.map(modelDocument), () => describeModels(models));
      }),
    );
  model
    .command('check')
    .description('read a model\'s folder again')
    .argument('<name>', 'as it is registered')
    .action((name: string) => context.withSession(async ({ client }) => show(await client.call('models.check', { model: name }))));
  model
    .command('remove')
    .description('forget a registration; the files stay')
    .argument('<name>', 'as it is registered')
    .action((name: string) =>
      context.withSession(async ({ client }) => {
        const removed = await client.call('models.remove', { model: name });
        context.terminal.result({ ...removed, removed: true }, () => `Forgot "${removed.name}"; its files stay where they are.`);
      }),
    );
}

function addMergeCommand(model: Command, context: CommandContext): void {
  model
    .command('merge')
    .description('write a model with a LoRA adapter in it as a folder of its own')
    .argument('<name>', 'the base model, as it is registered')
    .argument('<adapter>', 'folder with adapter_config.json, as PEFT saves it')
    .argument('<out>', 'the new folder; "model import" registers it')
    .action((name: string, adapter: string, out: string) =>
      context.withSession(async ({ client }) => {
        const { layers } = await client.call('models.merge', { model: name, adapterPath: adapter, path: out });
        context.terminal.result({ model: name, layers, path: out }, () => `Wrote ${out}: "${name}" with ${layers} of its layers changed. "model import ${out} --name NAME" registers it.`);
      }),
    );
}

function addForwardCommand(model: Command, context: CommandContext): void {
  withDevice(model.command('forward').description('the likeliest tokens at every position, or the pooled vector of an encoder'))
    .argument('<name>', 'as it is registered')
    .requiredOption('--ids <list>', 'token ids, e.g. 1,2,3', tokenIdsOf)
    .option('--top <k>', 'how many tokens a position', countOf, 5)
    .addOption(new Option('--embeddings', 'print the pooled vector instead').conflicts(['adapter', 'top', 'precision']))
    .action((name: string, { ids, top, embeddings, ep, precision, adapter }: DeviceOptions & { ids: number[]; top: number; embeddings?: true }) =>
      context.withSession(async ({ client }) => {
        if (embeddings === true) {
          const { size, vectors } = await client.call('models.embed', { model: name, provider: ep, ids });
          context.terminal.result({ size, embedding: vectors[0] }, () => (vectors[0] ?? []).map((value) => value.toPrecision(7)).join('\n'));
          return;
        }
        const { positions } = await client.call('models.forward', { model: name, provider: ep, precision, ...(await chosenAdapter(client, adapter)), ids, top });
        const rows = positions.map(({ position, id, top: best }) => [String(position), String(id), best.map((one) => `${one.id} ${one.value.toFixed(4)}${one.token === undefined ? '' : ` ${JSON.stringify(one.token)}`}`).join('  ')]);
        context.terminal.result({ positions }, () => textTable(['position', 'id', 'likeliest next: id, logit'], rows));
      }),
    );
}

function addScoreCommand(model: Command, context: CommandContext): void {
  withDevice(model.command('score').description('how likely each continuation of a prompt is'))
    .argument('<name>', 'as it is registered')
    .requiredOption('--prompt <text>', 'what comes before; its tokenizer adds its special tokens')
    .requiredOption('--continuation <text...>', 'one or more, each with its leading space where a word begins')
    .action((name: string, { prompt, continuation, ep, precision, adapter }: DeviceOptions & { prompt: string; continuation: string[] }) =>
      context.withSession(async ({ client }) => {
        const scores = await client.call('models.score', { model: name, provider: ep, precision, ...(await chosenAdapter(client, adapter)), prompt, continuations: continuation });
        const rows = scores.map((one) => [one.sumLogProb.toFixed(4), one.averageLogProb.toFixed(4), String(one.tokens), one.continuation]);
        context.terminal.result(scores, () => textTable(['sum', 'average', 'tokens', 'continuation'], rows));
      }),
    );
}

interface GenerateOptions extends DeviceOptions {
  readonly model: string;
  readonly prompt: string;
  readonly chat?: true;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly repetitionPenalty?: number;
  readonly stop?: string[];
  readonly seed: number;
}

function addGenerateCommand(program: Command, context: CommandContext): void {
  withDevice(program.command('generate').description('text from a registered model'))
    .requiredOption('--model <name>', 'as it is registered')
    .requiredOption('--prompt <text>', 'what the text goes on from, or with --chat what is said to the model')
    .option('--chat', 'put the prompt into the model\'s chat template')
    .option('--max-tokens <k>', 'new tokens at most', countOf, 128)
    .option('--temperature <t>', '0 takes the likeliest token', numberOf, 0)
    .option('--top-k <k>', 'only so many likeliest tokens', countOf)
    .option('--top-p <p>', 'only the likeliest tokens that together have this probability', numberOf)
    .option('--repetition-penalty <r>', 'above 1 shuns what was said', numberOf)
    .option('--stop <text...>', 'end before one of these')
    .option('--seed <s>', 'equal seeds give equal texts', wholeOf, 0)
    .action(({ model, prompt, chat, ep, precision, adapter, ...options }: GenerateOptions) =>
      context.withSession(async ({ client, signal }) => {
        const asked = chat === true ? { messages: [{ role: 'user' as const, content: prompt }] } : { prompt };
        for await (const update of client.stream('models.generate', { model, provider: ep, precision, ...(await chosenAdapter(client, adapter)), ...asked, ...options }, { signal })) {
          if (update.kind !== 'end') continue;
          const { text, tokens, tokensPerSecond, reason, promptTokens } = update;
          context.terminal.result({ text, tokens, tokensPerSecond, reason, promptTokens }, () => text);
          context.terminal.note(`${formatNumber(tokens.length)} tokens, ${tokensPerSecond.toFixed(1)} a second`);
          return;
        }
        throw new AppError('CANCELLED', 'Cancelled before the text was complete.');
      }),
    );
}

interface DeviceOptions {
  readonly ep: ExecutionProviderName;
  readonly precision: WeightPrecisionName;
  readonly adapter?: string;
}

function withDevice(command: Command): Command {
  return command
    .addOption(new Option('--ep <provider>', 'execution provider').choices(ExecutionProviderName.options).default('cpu'))
    .addOption(new Option('--precision <p>', 'precision of the weights').choices(WeightPrecisionName.options).default('f32'))
    .option('--adapter <dir>', 'run it with a LoRA adapter or a soft prompt, as PEFT saves them');
}

/** By a handle, as windows name files. */
async function chosenAdapter(client: Client, folder: string | undefined): Promise<{ adapter?: FileId }> {
  if (folder === undefined) return {};
  const { fileId } = await client.call('files.reference', { path: join(folder, 'adapter_config.json') });
  return { adapter: fileId };
}

function modelDocument(model: RegisteredModel): object {
  const { id, name, kind, family, parameters, dtype, contextLength, contentHash, files, problems, state } = model;
  return { id, name, kind, family, parameters, dtype, contextLength, sha256: contentHash, files, state, problems };
}

function describeModels(models: Output<'models.list'>): string {
  if (models.length === 0) return 'No model is registered. "model import DIR --name NAME" registers a folder.';
  const rows = models.map((one) => [one.name, one.family, formatNumber(one.parameters), one.dtype, formatNumber(one.contextLength), one.state]);
  return textTable(['name', 'family', 'parameters', 'stored as', 'context', 'state'], rows);
}

function describeModel(model: RegisteredModel): string {
  const size = model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return textList([
    ['name', model.name],
    ['family', `${model.family} (${model.architecture})`],
    ['parameters', formatNumber(model.parameters)],
    ['stored as', model.dtype],
    ['context', `${formatNumber(model.contextLength)} tokens`],
    ['files', `${model.files.length}, ${formatBytes(size)}`],
    ['sha256', model.contentHash],
    ['state', model.state],
    ...model.problems.map((problem): [string, string] => ['problem', problem]),
  ]);
}

function tokenIdsOf(text: string): number[] {
  const ids = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : NaN));
  if (ids.some(Number.isNaN)) throw new InvalidArgumentError('Give whole numbers with commas between them, e.g. 1,2,3.');
  return ids;
}

function countOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Give a whole number above 0.');
  return Number(text);
}

function wholeOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

function numberOf(text: string): number {
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw new InvalidArgumentError('Give a number.');
  return Number(text);
}
