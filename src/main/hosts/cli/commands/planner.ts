/** @file `solace planner ...`: ask a trained strategy planner about a turn, look behind its confusion table, take it out as ONNX. */
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import type { Input, Output } from '#shared/contracts/index';
import { StateChange } from '#shared/contracts/planner';
import { DialogueId, type RunId } from '#shared/domain/ids';
import { aspects } from '#shared/domain/planner';
import type { CommandContext } from '../command-context';
import { textTable } from '../text-table';
import { parseRunId } from './run-id';

interface PredictFlags {
  readonly run: RunId;
  readonly dialogue: DialogueId;
  readonly turn: number;
  readonly state?: readonly string[];
  readonly neighbours: number;
}

interface ItemFlags {
  readonly run: RunId;
  readonly gold?: string;
  readonly predicted?: string;
  readonly limit: number;
}

export function addPlannerCommands(program: Command, context: CommandContext): void {
  const planner = program.command('planner').description('trained strategy planners; "run start planner" trains one');
  planner
    .command('predict')
    .description('which strategy the planner would choose before a turn, and why')
    .requiredOption('--run <id>', 'a done run of the kind planner', parseRunId)
    .requiredOption('--dialogue <id>', 'the dialogue', parseDialogueId)
    .requiredOption('--turn <n>', 'the supporter turn to plan, counted from 0', wholeNumber)
    .option('--state <aspect=level...>', 'take this state instead of the labelled one, e.g. emotionIntensity=5 stageOfChange=action')
    .option('--neighbours <k>', 'similar training examples to show', wholeNumber, 5)
    .action(({ run: runId, dialogue: dialogueId, turn, state = [], neighbours }: PredictFlags) =>
      context.withSession(async ({ client }) => {
        const prediction = await client.call('planner.predict', { runId, dialogueId, turn, state: readStateChange(state), neighbours });
        context.terminal.result({ runId, dialogueId, turn, ...prediction }, () => describePrediction(prediction));
      }),
    );
  planner
    .command('items')
    .description('test examples behind the confusion table, the surest first')
    .requiredOption('--run <id>', 'a done run of the kind planner', parseRunId)
    .option('--gold <strategy>')
    .option('--predicted <strategy>')
    .option('--limit <n>', 'at most so many', wholeNumber, 20)
    .action(({ run: runId, ...cell }: ItemFlags) =>
      context.withSession(async ({ client }) => {
        const items = await client.call('planner.confusionItems', { runId, ...cell });
        const rows = items.rows.map((item) => [String(item.dialogueId), String(item.turn), item.gold, item.predicted, item.probability.toFixed(3), shorten(item.seekerText)]);
        context.terminal.result(items, () => `${items.total} examples\n\n${textTable(['dialogue', 'turn', 'gold', 'predicted', 'p', 'seeker'], rows)}`);
      }),
    );
  planner
    .command('export')
    .description('write the planner as one .onnx file')
    .requiredOption('--run <id>', 'a done run of the kind planner', parseRunId)
    .requiredOption('--out <file>', 'where to')
    .action(({ run: runId, out: path }: { run: RunId; out: string }) =>
      context.withSession(async ({ client }) => {
        const { fileId, sizeBytes } = await client.call('planner.exportOnnx', { runId });
        await client.call('files.copyTo', { fileId, path });
        await client.call('files.discard', { fileId });
        context.terminal.result({ runId, path, sizeBytes }, () => `Wrote ${path} (${sizeBytes} bytes).`);
      }),
    );
}

function describePrediction({ strategies, gold, attention, state, stateTurn, changed, nearest, isScripted }: Output<'planner.predict'>): string {
  const plan = textTable(['strategy', 'probability'], strategies.map(({ label, probability }) => [`${label}${label === gold ? ' (as it was)' : ''}`, probability.toFixed(4)]));
  const seen = attention === null ? [] : [`Attention: ${aspects.map((aspect) => `${aspect} ${(attention[aspect] ?? 0).toFixed(3)}`).join(', ')}`];
  const used = state === null ? [] : [`State${stateTurn === null ? '' : ` of turn ${stateTurn}`}: ${Object.entries(state).map(([name, level]) => `${name} ${level}${changed.includes(name) ? ' (changed)' : ''}`).join(', ')}`];
  const similar = nearest.length === 0 ? [] : [`Most similar training examples\n\n${textTable(['dialogue', 'turn', 'strategy', 'cosine', 'seeker'], nearest.map((one) => [String(one.dialogueId), String(one.turn), one.strategy, one.similarity.toFixed(3), shorten(one.seekerText)]))}`];
  const warning = isScripted ? ['The states it learnt from are those of scripted stand-ins: no result of the system studied.'] : [];
  return [plan, ...used, ...seen, ...warning, ...similar].join('\n\n');
}

/** `aspect=level`, each once. */
function readStateChange(pairs: readonly string[]): NonNullable<Input<'planner.predict'>['state']> {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    const [name, level] = [pair.slice(0, at), pair.slice(at + 1)];
    if (at < 1 || !Object.hasOwn(StateChange.shape, name)) throw new AppError('INVALID_INPUT', `--state ${pair}: write aspect=level with one of ${Object.keys(StateChange.shape).join(', ')}.`);
    return [name, /^\d+$/.test(level) ? Number(level) : level] as const;
  });
  return Object.fromEntries(entries);
}

function parseDialogueId(text: string): DialogueId {
  const parsed = DialogueId.safeParse(wholeNumber(text));
  if (!parsed.success) throw new InvalidArgumentError('The number of a dialogue is a whole number from 1.');
  return parsed.data;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.');
  return Number(text);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
