/** @file The encoder that a planner run begins with: a registered checkpoint, or a small one from nothing with a borrowed or a new vocabulary. */
import { AppError } from '#shared/contracts/errors';
import { aspectLevels, aspects, plannerLabels } from '#shared/domain/planner';
import type { JsonObject } from '../../../../engine/checkpoint/json-text';
import { openFolder, readJsonObject, type CheckpointFolder } from '../../../../engine/checkpoint/folder-files';
import { openModelFolder } from '../../../../engine/checkpoint/model-folder';
import { readModelConfig } from '../../../../engine/checkpoint/model-config';
import { createTokenizer, readTokenizer, type Tokenizer } from '../../../../engine/checkpoint/tokenizer';
import { networkOf, type PlannerSettings, type PlannerToWrite } from '../../../../engine/models/planner-folder';
import { plannerPrefix } from '../../../../engine/models/planner-head';
import type { PlannerNetwork } from '../../../../engine/models/planner-model';
import { seededParameters, storedParameters } from '../../../../engine/training/initial-parameters';
import type { Model } from '../../../../engine/training/types';
import { buildVocabulary } from '../../../../research/planner/vocabulary';
import type { PlannerTaskInput } from './input';

export interface PreparedPlanner {
  readonly settings: PlannerSettings;
  readonly network: PlannerNetwork;
  readonly tokenizer: Tokenizer;
  readonly initialise: Model['initialise'];
  /** What a person should know of where it begins. */
  readonly notes: readonly string[];
  /** For the planner's folder. */
  readonly encoderConfig: JsonObject;
  readonly tokenizerFiles: PlannerToWrite['tokenizer'];
}

const largestConfigBytes = 5_000_000;
const bucketSteps = [32, 64, 128, 192, 256, 384, 512, 768, 1_024, 2_048];

/** `trainingTexts` make the vocabulary where no tokenizer is given; they come from the training part only. */
export async function preparePlanner(input: PlannerTaskInput, { trainingTexts, seed }: { trainingTexts: Iterable<string>; seed: number }): Promise<PreparedPlanner> {
  const { encoderFolder } = input;
  return encoderFolder === null ? await fromNothing(input, { trainingTexts, seed }) : await fromFolder(input, { encoderFolder, seed });
}

async function fromFolder(input: PlannerTaskInput, { encoderFolder, seed }: { encoderFolder: string; seed: number }): Promise<PreparedPlanner> {
  const { folder, config, weights, tokenizer, contextLength } = await openModelFolder(encoderFolder);
  if (config.kind !== 'encoder') throw new AppError('INVALID_INPUT', `${folder.label}: a planner stands on an encoder of the families RoBERTa or BERT; this is a ${config.family} model. Choose another.`);
  if (tokenizer === null) throw new AppError('INVALID_INPUT', `${folder.label}: this model has no tokenizer.json, so no text can be read. Put its tokenizer's files into the folder.`);
  if (input.config.input.typesSpeakers && config.shape.tokenTypes < 2) throw new AppError('INVALID_INPUT', `${folder.label}: this encoder has one token type, so that input.typesSpeakers cannot be on. Turn it off, or take a BERT.`);
  const encoderConfig = (await readJsonObject(folder, 'config.json', largestConfigBytes)) ?? {};
  const settings = settingsOf(input, { tokenizer, mostTokens: contextLength });
  const [stored, fresh] = [storedParameters(weights, parametersFromNothing(seed)), parametersFromNothing(seed)];
  const initialise: Model['initialise'] = (name, shape) => (name.startsWith(plannerPrefix) ? fresh(name, shape) : stored(name, shape));
  const lacksPooler = settings.head.context === 'pooler' && weights.find(`${config.family}.pooler.dense.weight`) === undefined;
  const notes = lacksPooler ? [`${folder.label} has no pooler; the planner's begins from nothing.`] : [];
  return { settings, network: networkOf(config, settings), tokenizer, initialise, notes, encoderConfig, tokenizerFiles: folder };
}

async function fromNothing(input: PlannerTaskInput, { trainingTexts, seed }: { trainingTexts: Iterable<string>; seed: number }): Promise<PreparedPlanner> {
  const { encoder, input: reading } = input.config;
  if (encoder.hiddenSize % encoder.heads !== 0) throw new AppError('INVALID_INPUT', `The hidden size ${encoder.hiddenSize} is no multiple of the ${encoder.heads} heads. Change one of them.`);
  const { tokenizer, files } = await chooseTokenizer(input, trainingTexts);
  const settings = settingsOf(input, { tokenizer, mostTokens: reading.maxTokens });
  const encoderConfig: JsonObject = {
    model_type: 'bert',
    architectures: ['BertModel'],
    vocab_size: tokenizer.vocabularySize,
    hidden_size: encoder.hiddenSize,
    num_hidden_layers: encoder.layers,
    num_attention_heads: encoder.heads,
    intermediate_size: encoder.intermediateSize,
    hidden_act: 'gelu',
    hidden_dropout_prob: encoder.dropout,
    attention_probs_dropout_prob: encoder.dropout,
    max_position_embeddings: settings.maxTokens,
    type_vocab_size: reading.typesSpeakers ? 2 : 1,
    layer_norm_eps: 1e-12,
    pad_token_id: settings.tokens.pad,
  };
  const config = readModelConfig(encoderConfig, 'config.json');
  if (config.kind !== 'encoder') throw new TypeError('The configuration of a small encoder was not read as one.');
  return { settings, network: networkOf(config, settings), tokenizer, initialise: parametersFromNothing(seed), notes: [], encoderConfig, tokenizerFiles: files };
}

async function chooseTokenizer({ config: { encoder }, tokenizerFolder }: PlannerTaskInput, trainingTexts: Iterable<string>): Promise<{ tokenizer: Tokenizer; files: CheckpointFolder | Readonly<Record<string, JsonObject>> }> {
  if (tokenizerFolder !== null) {
    const folder = await openFolder(tokenizerFolder);
    const tokenizer = await readTokenizer(folder);
    if (tokenizer === undefined) throw new AppError('INVALID_INPUT', `${tokenizerFolder}: there is no tokenizer.json and no tokenizer.model here. Choose another model for its tokenizer, or none.`);
    return { tokenizer, files: folder };
  }
  const made = buildVocabulary(trainingTexts, { size: encoder.vocabularySize, leastOccurrences: 3 });
  const specialTokens = Object.fromEntries(Object.entries(made.config).filter((entry): entry is [string, string] => entry[0].endsWith('_token')));
  const config = { specialTokens, additionalSpecialTokens: [], addedTokens: [], chatTemplates: new Map(), maxTokens: null, cleansUpSpaces: true, addsBosToken: false, addsEosToken: false, isLegacy: false };
  return { tokenizer: createTokenizer(made.tokenizer, config, 'tokenizer.json'), files: { 'tokenizer.json': made.tokenizer, 'tokenizer_config.json': made.config } };
}

function settingsOf({ config, vocabulary }: PlannerTaskInput, { tokenizer, mostTokens }: { tokenizer: Tokenizer; mostTokens: number }): PlannerSettings {
  const { head, input: reading } = config;
  const maxTokens = Math.min(reading.maxTokens, mostTokens);
  return {
    version: 1,
    labels: [...plannerLabels(vocabulary)],
    head: {
      aspects: head.usesState ? aspects.map((name) => ({ name, levels: aspectLevels[name].length })) : [],
      context: head.context,
      mlp: head.mlp,
      isScaled: head.isScaled,
      activation: head.activation,
    },
    positions: reading.positions,
    tokens: { pad: idOf(tokenizer, 'pad'), begin: idOf(tokenizer, 'begin'), end: reading.endsWithToken ? idOf(tokenizer, 'end') : null },
    maxTokens,
    bucketLengths: [...bucketSteps.filter((length) => length < maxTokens), maxTokens],
    text: { showsStrategies: reading.showsStrategies, numbersTurns: reading.numbersTurns },
    typesSpeakers: reading.typesSpeakers,
  };
}

/** By the tokenizer's own word; RoBERTa's oldest folders have none, so the usual ones are looked for as well. */
const specialRoles = {
  pad: { named: ['pad_token'], usual: ['<pad>', '[PAD]'] },
  begin: { named: ['bos_token', 'cls_token'], usual: ['<s>', '[CLS]'] },
  end: { named: ['eos_token', 'sep_token'], usual: ['</s>', '[SEP]'] },
} as const;

function idOf(tokenizer: Tokenizer, role: keyof typeof specialRoles): number {
  const { named, usual } = specialRoles[role];
  const [id] = [...named.flatMap((name) => tokenizer.specialTokens[name] ?? []), ...usual].flatMap((token) => tokenizer.tokenId(token) ?? []);
  if (id === undefined) throw new AppError('INVALID_INPUT', `The tokenizer has no ${named.join(' and no ')}, which the planner's input needs. Choose one that has (tokenizer_config.json, special_tokens_map.json).`);
  return id;
}

/** As PyTorch begins: embeddings of the aspects normal with deviation 1, linear layers with deviation 1 / sqrt(3 inputs); the encoder as transformers. */
function parametersFromNothing(seed: number): Model['initialise'] {
  return (name, shape) => {
    if (!name.startsWith(plannerPrefix)) return seededParameters(seed)(name, shape);
    return seededParameters(seed, name.startsWith(`${plannerPrefix}aspects.`) ? 1 : (3 * (shape[1] ?? 1)) ** -0.5)(name, shape);
  };
}
