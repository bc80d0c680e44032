/** @file `solace labels ...`: the label sets of a corpus, agreement of their annotators, and labels in and out as files. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { LabelFormat, type LabelSet } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import { LabelSetId } from '#shared/domain/ids';
import { TrustAgreement } from '#shared/domain/label-options';
import type { CommandContext } from '../command-context';
import { agreementDocument, describeAgreement, describeLabelSet, describeLabelSets, labelSetDocument } from '../labels-report';
import { formatBytes } from '../text-table';
import { addSchemaCommands } from './labels-schema';

interface ChoiceFlags {
  readonly labels?: LabelSetId;
}

export function addLabelsCommands(program: Command, context: CommandContext): void {
  const labels = program.command('labels').description('state labels of a corpus: which there are, how annotators agree, files of labels');
  addShowCommand(labels, context);
  addAgreementCommand(labels, context);
  addExportCommand(labels, context);
  addImportCommand(labels, context);
  addSchemaCommands(labels, context);
}

function addShowCommand(labels: Command, context: CommandContext): void {
  withChoice(labels.command('show').description('the label sets of a corpus; one of them with its distributions and annotators').argument('<corpus>')).action((corpus: string, flags: ChoiceFlags) =>
    context.withSession(async ({ client }) => {
      const sets = await client.call('labels.list', { corpus });
      if (flags.labels === undefined) return context.terminal.result({ corpus, labelSets: sets.map(labelSetDocument) }, () => describeLabelSets(corpus, sets));
      const { id } = chosen(corpus, sets, flags);
      const set = await client.call('labels.get', { labelSetId: id });
      const distribution = await client.call('labels.distribution', { labelSetId: id });
      const annotators = await client.call('labels.annotators', { labelSetId: id });
      context.terminal.result({ ...labelSetDocument(set), options: set.options, sources: set.sources, distribution, annotators }, () => describeLabelSet(set, { distribution, annotators }));
    }),
  );
}

interface AgreementFlags extends ChoiceFlags {
  /** True without a number. */
  readonly ci?: number | true;
  readonly seed: number;
  readonly trust: TrustAgreement;
}

function addAgreementCommand(labels: Command, context: CommandContext): void {
  withChoice(labels.command('agreement').description("agreement of a label set's annotators, field by field, beside what was published").argument('<corpus>'))
    .option('--ci [resamples]', 'with bootstrap intervals (default: 1000 resamples)', wholeNumber(1, 100_000))
    .option('--seed <integer>', 'seed of the resamples', wholeNumber(0, 0xffff_ffff), 13)
    .addOption(new Option('--trust <reading>', 'what agreement on trust is over').choices(TrustAgreement.options).default('meanOfDims'))
    .action((corpus: string, flags: AgreementFlags) =>
      context.withSession(async ({ client }) => {
        const set = chosen(corpus, await client.call('labels.list', { corpus }), flags);
        const ci = flags.ci === undefined ? {} : { ci: { resamples: flags.ci === true ? 1_000 : flags.ci, seed: flags.seed } };
        const agreement = await client.call('labels.agreement', { labelSetId: set.id, trust: flags.trust, ...ci });
        context.terminal.result(agreementDocument(set, agreement), () => describeAgreement(set, agreement));
      }),
    );
}

interface ExportFlags extends ChoiceFlags {
  readonly format: LabelFormat;
  readonly out: string;
}

function addExportCommand(labels: Command, context: CommandContext): void {
  withChoice(labels.command('export').description('write a label set to a file').argument('<corpus>'))
    .addOption(new Option('--format <format>', "esca-json: ESCA's annotated JSON; jsonl: everything, votes included; csv: a row a turn").choices(LabelFormat.options).makeOptionMandatory())
    .requiredOption('--out <file>', 'file to write; an existing one is replaced when the export is complete')
    .action((corpus: string, flags: ExportFlags) =>
      context.withSession(async ({ client, follow }) => {
        const set = chosen(corpus, await client.call('labels.list', { corpus }), flags);
        const { activityId } = await client.call('labels.export', { labelSetId: set.id, format: flags.format });
        const { file, leftOut } = await follow(activityId, 'export');
        await client.call('files.copyTo', { fileId: file.fileId, path: flags.out });
        await client.call('files.discard', { fileId: file.fileId });
        const document = { ...labelSetDocument(set), format: flags.format, file: { path: resolve(flags.out), sizeBytes: file.sizeBytes }, leftOut };
        context.terminal.result(document, () => `Wrote ${flags.out} (${formatBytes(file.sizeBytes)}): ${set.name}.`);
      }),
    );
}

function addImportCommand(labels: Command, context: CommandContext): void {
  labels
    .command('import')
    .description("bring in labels: ESCA's annotated JSON, or a label set that Solace exported")
    .argument('<file>')
    .requiredOption('--corpus <name>', 'corpus to lay the labels on; an annotated JSON becomes a new one where there is none of this name')
    .option('--name <name>', 'name of the label set')
    .action((path: string, flags: { corpus: string; name?: string }) =>
      context.withSession(async ({ client, follow }) => {
        const { fileId } = await client.call('files.reference', { path });
        const { activityId } = await client.call('labels.import', { fileId, corpus: flags.corpus, ...(flags.name === undefined ? {} : { name: flags.name }) });
        const { labelSetId } = await follow(activityId, 'labels');
        const set = await client.call('labels.get', { labelSetId });
        context.terminal.result(labelSetDocument(set), () => describeLabelSets(set.corpusName, [set]));
      }),
    );
}

function withChoice(command: Command): Command {
  return command.option('--labels <id>', 'label set by its id (default: the newest)', parseId);
}

function chosen(corpus: string, sets: readonly LabelSet[], { labels }: ChoiceFlags): LabelSet {
  const found = labels === undefined ? sets[0] : sets.find(({ id }) => id === labels);
  if (found !== undefined) return found;
  const known = sets.length === 0 ? 'it has none; annotate it by a run, or import labels' : `it has ${sets.map(({ id, name }) => `${id} ("${name}")`).join(', ')}`;
  throw new AppError('NOT_FOUND', `The corpus "${corpus}" has no label set${labels === undefined ? '' : ` ${labels}`}: ${known}.`);
}

function parseId(text: string): LabelSetId {
  const id = LabelSetId.safeParse(Number(text));
  if (id.success) return id.data;
  throw new InvalidArgumentError('Write the number of a label set; "labels show" lists them.');
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
