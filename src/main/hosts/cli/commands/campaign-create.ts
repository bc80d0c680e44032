/** @file `solace campaign create NAME --corpus C`: draws the items of a new campaign. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { ProposalDisplay } from '#shared/contracts/campaigns';
import { AppError } from '#shared/contracts/errors';
import type { Input } from '#shared/contracts/index';
import { CampaignMode } from '#shared/domain/review/decisions';
import type { CorpusId, LabelSetId } from '#shared/domain/ids';
import type { Client } from '#shared/channel/client';
import type { CommandContext } from '../command-context';
import { campaignDocument, describeCampaign } from '../campaign-report';

interface CreateFlags {
  readonly corpus: string;
  readonly labels?: string;
  readonly schema?: string;
  readonly mode: CampaignMode;
  readonly fields?: readonly string[];
  readonly sample: 'random' | 'stratified' | 'disagreement';
  readonly count: number;
  readonly by?: string;
  readonly equal?: boolean;
  readonly split?: string;
  readonly part?: string;
  readonly seed: number;
  readonly annotators: number;
  readonly repeats?: number;
  readonly distance: number;
  readonly gold?: string;
  readonly goldShare: number;
  readonly proposals: ProposalDisplay;
  readonly order: 'shuffled' | 'dialogue';
}

export function addCampaignCreateCommand(campaign: Command, context: CommandContext): void {
  campaign
    .command('create')
    .description('draw the items of a new campaign; people are given them by "campaign assign"')
    .argument('<name>')
    .requiredOption('--corpus <name>', 'corpus to ask about')
    .option('--labels <name>', 'label set to check, by name or id (default in validate mode: the newest)')
    .option('--schema <id>', 'label schema to ask by, where there is no label set')
    .addOption(new Option('--mode <mode>', 'validate: proposals are right or wrong; label: from scratch').choices(CampaignMode.options).default('validate'))
    .option('--fields <ids>', 'fields to ask about, with commas between (default: all of the schema)', (text: string) => text.split(',').map((field) => field.trim()))
    .addOption(new Option('--sample <kind>', 'how items are drawn').choices(['random', 'stratified', 'disagreement']).default('random'))
    .option('--count <items>', 'how many', wholeNumber(1), 100)
    .option('--by <field>', 'field of a stratified sample, or of the disagreement (default there: all)')
    .option('--equal', 'as many of each value of a stratified sample, instead of in proportion')
    .option('--split <name>', 'split that the part is of (default: the newest)')
    .option('--part <part>', 'only this part, e.g. test')
    .option('--seed <integer>', 'seed of everything that is drawn', wholeNumber(0), 13)
    .option('--annotators <number>', 'people an item', wholeNumber(1), 3)
    .option('--repeats <share>', 'share of the items shown to a person twice, up to 0.5', share)
    .option('--distance <items>', 'at least so many items between the two', wholeNumber(1), 20)
    .option('--gold <labels>', 'label set with known answers, mixed in as checks')
    .option('--gold-share <share>', 'of the size of the sample, up to 0.5', share, 0.1)
    .addOption(new Option('--proposals <display>', 'what is seen before it is asked for').choices(ProposalDisplay.options).default('values'))
    .addOption(new Option('--order <order>', 'of the items').choices(['shuffled', 'dialogue']).default('shuffled'))
    .action((name: string, flags: CreateFlags) =>
      context.withSession(async ({ client }) => {
        const created = await client.call('campaigns.create', await createRequest(client, name, flags));
        context.terminal.result(campaignDocument(created), () => describeCampaign(created));
      }),
    );
}

async function createRequest(client: Client, name: string, flags: CreateFlags): Promise<Input<'campaigns.create'>> {
  const corpus = await client.call('corpora.get', { corpus: flags.corpus });
  const needsLabels = flags.mode === 'validate' || flags.sample !== 'random';
  const labelSetId = flags.labels !== undefined || needsLabels ? await findLabelSet(client, corpus.id, flags.labels) : null;
  const goldSetId = flags.gold === undefined ? null : await findLabelSet(client, corpus.id, flags.gold);
  return {
    name,
    corpusId: corpus.id,
    labelSetId,
    mode: flags.mode,
    sampling: samplingOf(flags),
    seed: flags.seed,
    annotatorsPerItem: flags.annotators,
    repeats: flags.repeats === undefined ? null : { share: flags.repeats, distance: flags.distance },
    goldChecks: goldSetId === null ? null : { labelSetId: goldSetId, share: flags.goldShare },
    options: { proposals: flags.proposals, order: flags.order },
    ...(flags.schema === undefined ? {} : { schemaId: flags.schema }),
    ...(flags.fields === undefined ? {} : { fields: [...flags.fields] }),
    ...(flags.part === undefined ? {} : { split: { splitSetId: await findSplit(client, flags.corpus, flags.split), part: flags.part } }),
  };
}

function samplingOf({ sample, count, by, equal }: CreateFlags): Input<'campaigns.create'>['sampling'] {
  if (sample === 'random') return { kind: 'random', count };
  if (sample === 'disagreement') return { kind: 'disagreement', count, ...(by === undefined ? {} : { field: by }) };
  if (by === undefined) throw new AppError('INVALID_INPUT', 'A stratified sample needs the field it goes by: --by FIELD.');
  return { kind: 'stratified', count, field: by, allocation: equal === true ? 'equal' : 'proportional' };
}

async function findLabelSet(client: Client, corpusId: CorpusId, wanted: string | undefined): Promise<LabelSetId> {
  const sets = await client.call('labels.list', { corpus: corpusId });
  const found = wanted === undefined ? sets[0] : sets.find((set) => set.name.toLowerCase() === wanted.toLowerCase() || String(set.id) === wanted);
  if (found !== undefined) return found.id;
  const known = sets.length === 0 ? 'It has none yet.' : `It has: ${sets.map(({ name }) => name).join(', ')}.`;
  throw new AppError('NOT_FOUND', `The corpus has no label set${wanted === undefined ? '' : ` "${wanted}"`}. ${known}`);
}

async function findSplit(client: Client, corpus: string, wanted: string | undefined): Promise<NonNullable<Input<'campaigns.create'>['split']>['splitSetId']> {
  const splits = await client.call('corpora.splits', { corpus });
  const found = wanted === undefined ? splits.at(-1) : splits.find(({ name }) => name === wanted);
  if (found === undefined) throw new AppError('NOT_FOUND', `The corpus "${corpus}" has no split${wanted === undefined ? '' : ` named "${wanted}"`}; make one with "corpus split".`);
  return found.id;
}

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new InvalidArgumentError(`A whole number of ${least} or more is needed.`);
    return Number(text);
  };
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 0.5)) throw new InvalidArgumentError('A share is above 0 and at most 0.5.');
  return value;
}
