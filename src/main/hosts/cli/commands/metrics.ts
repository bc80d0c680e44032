/** @file `solace metrics ...`: figures from files alone. No workspace is opened and nothing is kept; the window's pages keep measurements. */
import { stat } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import { AgreementLevel, AveragedLabels, BiasGuard, BootstrapChoice, NlgProfile, UnparsedPolicy, VocabularyChoice, type MeasuredOutcome, type TableFormat } from '#shared/contracts/measure';
import type { Measured, MeasureRequest } from '../../../jobs/tasks/measure/request';
import { describeFileError } from '../../../platform/file-errors';
import type { FileOnDisk } from '../../../platform/file-source';
import type { CommandContext } from '../command-context';
import { withDefaultInterrupt } from '../default-interrupt';
import { describeMeasured } from '../metrics-report';
import { addExplainCommand } from './metrics-explain';

type OptionsOf<Kind extends MeasuredOutcome['kind']> = Extract<MeasuredOutcome, { kind: Kind }>['options'];

interface BootstrapFlags {
  readonly bootstrap?: number;
  readonly seed?: number;
  readonly confidence?: number;
}

interface TextFlags extends BootstrapFlags {
  readonly references: string[];
  readonly referenceColumn?: string;
  readonly profile: OptionsOf<'nlg'>['profile'];
}

export function addMetricsCommands(program: Command, context: CommandContext): void {
  const metrics = program.command('metrics').description('measure replies, strategies, raters and systems from files');
  addNlgCommand(metrics, context);
  addStrategyCommand(metrics, context);
  addAgreementCommand(metrics, context);
  addCompareCommand(metrics, context);
  addExplainCommand(metrics, context);
  metrics
    .command('reproduce')
    .description('measure an exported measurement again and say whether its figures are the same')
    .argument('<file.json>')
    .action(async (path: string) => show(context, { kind: 'reproduction', file: await fileAt(path) }));
}

function addNlgCommand(metrics: Command, context: CommandContext): void {
  const command = metrics
    .command('nlg')
    .description('BLEU, ROUGE-L, CIDEr, Distinct of replies against references')
    .requiredOption('--hypotheses <file>', 'replies: one text a line, JSON Lines or CSV')
    .option('--hypothesis-column <name>', 'column or field of the replies');
  addTextOptions(command);
  addBootstrapOptions(command).action(async (flags: TextFlags & { hypotheses: string; hypothesisColumn?: string }) => {
    const options: OptionsOf<'nlg'> = { profile: flags.profile, bootstrap: bootstrapOf(flags) };
    await show(context, { kind: 'nlg', hypotheses: await columnOf(flags.hypotheses, flags.hypothesisColumn), references: await referencesOf(flags), options });
  });
}

interface StrategyFlags extends BootstrapFlags {
  readonly file: string;
  readonly labels: OptionsOf<'strategy'>['labels'];
  readonly parsePolicy: OptionsOf<'strategy'>['unparsedPolicy'];
  readonly guard: OptionsOf<'strategy'>['biasGuard'];
  readonly average: OptionsOf<'strategy'>['averagedLabels'];
  readonly goldColumn?: string;
  readonly predictedColumn?: string;
  readonly dialogueColumn?: string;
}

function addStrategyCommand(metrics: Command, context: CommandContext): void {
  const command = metrics
    .command('strategy')
    .description('accuracy, macro-F1, weighted F1 and preference bias of predicted strategies')
    .requiredOption('--file <file>', 'rows with strg_gold and strg_pred, or gold and predicted: JSON Lines, a JSON list or CSV')
    .addOption(new Option('--labels <vocabulary>', 'labels to count').choices(VocabularyChoice.options).default('esconv8'))
    .addOption(new Option('--parse-policy <policy>', 'what a prediction that names no label counts as').choices(UnparsedPolicy.options).default('wrong'))
    .addOption(new Option('--guard <rule>', 'where the published computation of B divides by zero').choices(BiasGuard.options).default('limit'))
    .addOption(new Option('--average <labels>', 'labels that macro-F1 averages over').choices(AveragedLabels.options).default('all'))
    .option('--gold-column <name>', 'column or field of the gold strategy')
    .option('--predicted-column <name>', 'column or field of the prediction')
    .option('--dialogue-column <name>', 'column or field that tells dialogues apart, for transitions');
  addBootstrapOptions(command).action(async (flags: StrategyFlags) => {
    const options: OptionsOf<'strategy'> = { labels: flags.labels, unparsedPolicy: flags.parsePolicy, biasGuard: flags.guard, averagedLabels: flags.average, bootstrap: bootstrapOf(flags) };
    const columns = { gold: flags.goldColumn, predicted: flags.predictedColumn, dialogue: flags.dialogueColumn };
    await show(context, { kind: 'strategy', source: { kind: 'rows', file: await fileAt(flags.file), format: 'auto', columns }, options });
  });
}

interface AgreementFlags extends BootstrapFlags {
  readonly file: string;
  readonly level: OptionsOf<'agreement'>['level'];
  readonly order?: string[];
  readonly itemColumn?: string;
  readonly raterColumn?: string;
  readonly labelColumn?: string;
}

function addAgreementCommand(metrics: Command, context: CommandContext): void {
  const command = metrics
    .command('agreement')
    .description("percent agreement, Fleiss' and Cohen's kappa, Krippendorff's alpha of raters")
    .requiredOption('--file <file>', 'rows of item, rater, label: CSV or JSON Lines')
    .addOption(new Option('--level <level>', "level of Krippendorff's alpha").choices(AgreementLevel.options).default('nominal'))
    .option('--order <labels>', 'all labels, lowest first, with commas between them', splitLabels)
    .option('--item-column <name>', 'column of the item')
    .option('--rater-column <name>', 'column of the rater')
    .option('--label-column <name>', 'column of the label');
  addBootstrapOptions(command).action(async (flags: AgreementFlags) => {
    const options: OptionsOf<'agreement'> = { level: flags.level, order: flags.order, bootstrap: bootstrapOf(flags) };
    const columns = { item: flags.itemColumn, rater: flags.raterColumn, label: flags.labelColumn };
    await show(context, { kind: 'agreement', file: await fileAt(flags.file), format: 'auto', columns, options });
  });
}

function addCompareCommand(metrics: Command, context: CommandContext): void {
  const command = metrics
    .command('compare')
    .description('two systems on the same items: differences, intervals and tests, with the result in words')
    .requiredOption('--a <file>', 'replies of the one system')
    .requiredOption('--b <file>', 'replies of the other system')
    .option('--name-a <name>', 'what the one is called')
    .option('--name-b <name>', 'what the other is called')
    .option('--hypothesis-column <name>', 'column or field of the replies in both files');
  addTextOptions(command);
  addBootstrapOptions(command).action(async (flags: TextFlags & { a: string; b: string; nameA?: string; nameB?: string; hypothesisColumn?: string }) => {
    const names = flags.nameA === undefined && flags.nameB === undefined ? undefined : { a: flags.nameA ?? 'A', b: flags.nameB ?? 'B' };
    const bootstrap = bootstrapOf(flags) ?? BootstrapChoice.parse({ seed: flags.seed, level: flags.confidence });
    const [a, b] = [await columnOf(flags.a, flags.hypothesisColumn), await columnOf(flags.b, flags.hypothesisColumn)];
    await show(context, { kind: 'comparison', a, b, references: await referencesOf(flags), options: { profile: flags.profile, bootstrap, names } });
  });
}

function addTextOptions(command: Command): void {
  command
    .requiredOption('--references <file...>', 'references, as many lines; several files are several references an item')
    .option('--reference-column <name>', 'column or field of the references')
    .addOption(new Option('--profile <profile>', 'tokens, smoothing and Distinct rule of a published evaluation').choices(NlgProfile.options).default('nlgeval'));
}

function addBootstrapOptions(command: Command): Command {
  return command
    .option('--bootstrap <resamples>', 'intervals from this many resamples', wholeNumber(1, 100_000))
    .option('--seed <integer>', 'seed of the resamples (default: 13)', wholeNumber(0, 0xffff_ffff))
    .option('--confidence <share>', 'confidence of the intervals (default: 0.95)', parseConfidence);
}

/** Undefined without `--bootstrap`: then nothing is drawn. */
function bootstrapOf({ bootstrap, seed, confidence }: BootstrapFlags): BootstrapChoice | undefined {
  return bootstrap === undefined ? undefined : BootstrapChoice.parse({ resamples: bootstrap, seed, level: confidence });
}

async function show(context: CommandContext, request: MeasureRequest): Promise<void> {
  const { measure } = await import('../../../jobs/tasks/measure/measure');
  const { terminal } = context;
  const measured: Measured = await withDefaultInterrupt(() => measure(request, (done, total) => terminal.progress({ done, total, unit: 'steps', note: 'Resampling' })));
  const { outcome, reproduction } = measured;
  const document = reproduction === undefined ? outcome.result : { kind: outcome.kind, name: measured.name, reproduction, result: outcome.result };
  terminal.result(document, () => describeMeasured(measured));
}

async function referencesOf(flags: TextFlags): Promise<Awaited<ReturnType<typeof columnOf>>[]> {
  return Promise.all(flags.references.map((path) => columnOf(path, flags.referenceColumn)));
}

async function columnOf(path: string, column: string | undefined): Promise<{ kind: 'file'; file: FileOnDisk; format: TableFormat; column: string | undefined }> {
  return { kind: 'file', file: await fileAt(path), format: 'auto', column };
}

async function fileAt(path: string): Promise<FileOnDisk> {
  const found = await stat(path).catch((error: unknown) => {
    throw describeFileError(error, path);
  });
  if (!found.isFile()) throw new AppError('INVALID_INPUT', `${path}: this is not a file.`, { details: { path } });
  return { path, name: path, sizeBytes: found.size };
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

function parseConfidence(text: string): number {
  const value = Number(text);
  if (value >= 0.5 && value <= 0.999) return value;
  throw new InvalidArgumentError('Write a share from 0.5 to 0.999, such as 0.95.');
}

function splitLabels(text: string): string[] {
  const labels = text.split(',').map((label) => label.trim());
  if (labels.length >= 2 && labels.every((label) => label !== '') && new Set(labels).size === labels.length) return labels;
  throw new InvalidArgumentError('Write two or more different labels with commas between them, lowest first.');
}
