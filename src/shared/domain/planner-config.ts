/**
 * @file The configuration of a planner run (spec E-3) with titles and help for its form, the published profiles, and why options are as they are.
 * Defaults are the paper's where it has a word on it. Knows neither store nor engine.
 */
import { z } from 'zod';
import { CorpusRef } from '../contracts/corpora';
import { LabelSetName } from '../contracts/labels';
import { LabelSetId } from './ids';
import type { Json } from './json';

const part = (name: string, title: string) => z.string().min(1).default(name).meta({ picks: 'part', title, description: `The part of the split set that is the ${title.toLowerCase()}.` });
const rate = z.number().min(0).lt(1);

const Data = z.object({
  corpus: CorpusRef.meta({ picks: 'corpus', title: 'Corpus', description: 'Dialogues with strategies on the supporter’s turns, by name or number.' }),
  split: z.string().min(1).optional().meta({ picks: 'split', title: 'Split', description: 'Name of a split of the corpus. Without one: by the corpus’s own files where they tell, else the first tenth is valid, the next test, the rest train, as in ESCA’s code.' }),
  trainPart: part('train', 'Training part'),
  validPart: part('valid', 'Validation part'),
  testPart: part('test', 'Test part'),
  states: z.enum(['none', 'labelSet', 'corpus']).default('none').meta({
    title: 'States',
    description: 'Where the seeker’s states come from: a label set of the corpus, the labels that were imported with the corpus, or nowhere. Without states only the ablation can be trained.',
  }),
  labelSet: z.union([LabelSetId, LabelSetName]).optional().meta({ picks: 'label-set', title: 'Label set', description: 'Where states come from a label set: which one, by name or number. Votes of models and decisions of people are both label sets.' }),
  testSkipsAfterSupporter: z.boolean().default(false).meta({ title: 'Test skips runs of supporter turns', description: 'Leaves out of the test part every turn that follows another supporter turn, as ESCA’s test generation does.' }),
});

const Input = z.object({
  maxTokens: z.int().min(16).max(4096).default(512).meta({ title: 'Longest input', description: 'Tokens of history, first and last token included. Whole utterances are kept from the most recent backwards.' }),
  endsWithToken: z.boolean().default(true).meta({ title: 'End token', description: 'Puts the end token after the history, in training and prediction alike. ESCA’s code has it in training only.' }),
  showsStrategies: z.boolean().default(false).meta({ title: 'Strategies in the text', description: 'Not published: writes the strategy of every earlier supporter turn into the text.' }),
  numbersTurns: z.boolean().default(false).meta({ title: 'Turn numbers in the text', description: 'Not published: begins each utterance with its number, so that a cut history still tells how far the dialogue is.' }),
  typesSpeakers: z.boolean().default(false).meta({ title: 'Speakers as token types', description: 'Not published: every token carries who says it. Needs an encoder with two token types, as one from nothing has.' }),
  positions: z.enum(['fromStart', 'fromEnd']).default('fromStart').meta({ title: 'Positions', description: 'Counted from the first token as published, or (not published) from the last: what was said last then always has the same positions.' }),
});

const Encoder = z.object({
  model: z.string().default('').meta({ picks: 'model', title: 'Encoder', description: 'A registered RoBERTa or BERT model. Empty: a small one that begins from nothing.' }),
  tokenizerModel: z.string().default('').meta({ picks: 'model', title: 'Tokenizer of', description: 'For an encoder from nothing: a registered model whose tokenizer is used. Empty: a vocabulary of words is made from the training part.' }),
  vocabularySize: z.int().min(50).max(100_000).default(6_000).meta({ title: 'Vocabulary', description: 'For a vocabulary of one’s own: words at most, the most frequent ones; the others are unknown.' }),
  layers: z.int().min(1).max(48).default(2).meta({ title: 'Layers', description: 'Of an encoder from nothing.' }),
  hiddenSize: z.int().min(4).max(4096).default(192).meta({ title: 'Hidden size', description: 'Of an encoder from nothing; a multiple of the heads.' }),
  heads: z.int().min(1).max(64).default(4).meta({ title: 'Heads', description: 'Of an encoder from nothing.' }),
  intermediateSize: z.int().min(4).max(16_384).default(512).meta({ title: 'Inner size', description: 'Of the feed-forward layers of an encoder from nothing.' }),
  dropout: rate.default(0.1).meta({ title: 'Encoder dropout', description: 'In the encoder’s layers and attention.' }),
  tokenDropout: rate.default(0).meta({ title: 'Token dropout', description: 'Not published: the share of tokens that are not looked at in a training step. It keeps a small encoder from learning its examples by heart.' }),
});

const Head = z.object({
  usesState: z.boolean().default(true).meta({ title: 'State', description: 'Off: the ablation, a linear layer on the dialogue’s context alone.' }),
  context: z.enum(['cls', 'pooler', 'mean']).default('cls').meta({ title: 'Context', description: 'The dialogue’s vector: the first token’s state (paper), the pooler over it (code), or the mean of all tokens (neither; small encoders learn most from it).' }),
  mlp: z.enum(['shared', 'perAspect']).default('shared').meta({ title: 'MLP', description: 'One for all four aspects (code), or one each.' }),
  isScaled: z.boolean().default(false).meta({ title: 'Scaled attention', description: 'Divides the attention’s scores by the root of the size (code); the paper does not.' }),
  activation: z.enum(['none', 'relu', 'tanh']).default('none').meta({ title: 'Head activation', description: 'Between the two layers of the classifier.' }),
  dropout: rate.default(0.65).meta({ title: 'State dropout', description: 'After the MLP of the aspects.' }),
});

const Training = z.object({
  epochs: z.int().min(1).max(1_000).default(5).meta({ title: 'Epochs' }),
  batchSize: z.int().min(1).max(1_024).default(2).meta({ title: 'Batch size', description: 'Examples run together.' }),
  accumulationSteps: z.int().min(1).max(1_024).default(1).meta({ title: 'Batches a step', description: 'Gradients of so many batches make one step.' }),
  learningRate: z.number().positive().max(1).default(1.5e-6).meta({ title: 'Learning rate', description: 'The highest.' }),
  schedule: z.enum(['linear', 'cosine', 'constant']).default('linear').meta({ title: 'Schedule', description: 'How the rate falls after the warm-up.' }),
  warmupSteps: z.int().min(0).default(400).meta({ title: 'Warm-up steps' }),
  weightDecay: z.number().min(0).max(10).default(0.01).meta({ title: 'Weight decay' }),
  clipNorm: z.number().positive().default(1).meta({ title: 'Gradient clip', description: 'Gradients with a larger norm are scaled down to it.' }),
  classWeights: z.enum(['none', 'squareRoot', 'balanced']).default('none').meta({ title: 'Class weights', description: 'How much more a rare strategy counts in the loss: not at all (published), in proportion to its rarity, or to the root of that.' }),
  select: z.enum(['macroF1', 'macroPrecision', 'loss']).default('macroF1').meta({ title: 'Best checkpoint by', description: 'Which figure of the validation part chooses the checkpoint that is kept.' }),
  recomputesLayers: z.boolean().default(false).meta({ title: 'Recompute layers', description: 'Less memory for about a third more time.' }),
  threads: z.int().min(0).max(256).default(0).meta({ title: 'Threads', description: '0: all cores. A run is the same bit for bit only with as many threads.' }),
});

const Evaluation = z.object({
  resamples: z.int().min(0).max(100_000).default(1_000).meta({ title: 'Resamples', description: 'Of the bootstrap behind the intervals; 0 for none.' }),
  hasBaselines: z.boolean().default(true).meta({ title: 'Baselines', description: 'Majority, previous strategy, label frequency and logistic regression on the same test part.' }),
});

export const PlannerConfig = z.object({
  data: Data.meta({ title: 'Data', description: 'What is learnt from: dialogues, their split, the seeker’s states.' }),
  input: Input.prefault({}).meta({ title: 'Input', description: 'What the planner reads of a dialogue.' }),
  encoder: Encoder.prefault({}).meta({ title: 'Encoder', description: 'What reads it: a registered model, or a small one from nothing.' }),
  head: Head.prefault({}).meta({ title: 'Planner', description: 'How state and dialogue make a decision.' }),
  training: Training.prefault({}).meta({ title: 'Training' }),
  evaluation: Evaluation.prefault({}).meta({ title: 'Evaluation', description: 'What is measured on the test part.' }),
});
export type PlannerConfig = z.output<typeof PlannerConfig>;

type Profile = Readonly<Record<string, Json>>;

/** By option path. The published ones presume RoBERTa-large; `recommended` is for a small encoder that begins from nothing. */
export const plannerProfiles: { readonly paper: Profile; readonly 'authors-code': Profile; readonly recommended: Profile } = {
  paper: {
    'head.context': 'cls', 'head.mlp': 'shared', 'head.isScaled': false, 'head.activation': 'none', 'head.dropout': 0.65, 'input.maxTokens': 512, 'input.endsWithToken': true, 'input.positions': 'fromStart',
    'training.epochs': 5, 'training.batchSize': 2, 'training.learningRate': 1.5e-6, 'training.warmupSteps': 400, 'training.schedule': 'linear', 'training.classWeights': 'none', 'training.select': 'macroF1',
  },
  'authors-code': {
    'head.context': 'pooler', 'head.mlp': 'shared', 'head.isScaled': true, 'head.activation': 'none', 'head.dropout': 0.65, 'input.maxTokens': 512, 'input.endsWithToken': true, 'input.positions': 'fromStart',
    'data.testSkipsAfterSupporter': true, 'training.epochs': 5, 'training.batchSize': 2, 'training.learningRate': 1.5e-6, 'training.warmupSteps': 400, 'training.schedule': 'linear',
    'training.classWeights': 'none', 'training.select': 'macroPrecision',
  },
  recommended: {
    'head.context': 'mean', 'head.isScaled': true, 'head.dropout': 0.3, 'input.maxTokens': 64, 'input.positions': 'fromEnd', 'input.numbersTurns': true, 'input.typesSpeakers': true,
    'encoder.vocabularySize': 1_500, 'encoder.layers': 1, 'encoder.hiddenSize': 128, 'encoder.heads': 4, 'encoder.intermediateSize': 256, 'encoder.dropout': 0.3, 'encoder.tokenDropout': 0.4,
    'training.epochs': 5, 'training.batchSize': 32, 'training.learningRate': 5e-4, 'training.warmupSteps': 100, 'training.classWeights': 'balanced', 'training.select': 'macroF1',
  },
};

export const plannerDecisions: Readonly<Record<string, { readonly decision: string; readonly why: string }>> = {
  'head.context': { decision: 'cls by default', why: 'The paper takes the hidden state of the first token; its code takes the pooler’s output over it.' },
  'head.mlp': { decision: 'shared', why: 'The code shares one MLP among the four aspects; the paper draws one without saying.' },
  'head.isScaled': { decision: 'unscaled by default', why: 'The paper’s equation has no divisor, its code divides by the root of the hidden size.' },
  'head.activation': { decision: 'none', why: 'The code puts two linear layers after each other with nothing between.' },
  'input.endsWithToken': { decision: 'in training and prediction', why: 'The code ends sequences in training only, so that it predicts on inputs it never learnt from.' },
  'training.select': { decision: 'macro-F1 (D-13)', why: 'The code keeps the checkpoint of the best macro precision, in a variable called f1, and never that of the first epoch.' },
  'training.classWeights': { decision: 'none by default', why: 'Neither paper nor code weighs classes. A small encoder from nothing neglects rare strategies without.' },
  'attention mask': { decision: 'true padding mask (D-4)', why: 'The code masks where the token id is 0, which is RoBERTa’s first token, and leaves padding (id 1) visible.' },
  'data.testSkipsAfterSupporter': { decision: 'off by default', why: 'Training takes every supporter turn; the code’s test generation skips contexts that end with the supporter.' },
};
