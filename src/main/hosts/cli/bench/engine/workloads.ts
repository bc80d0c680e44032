/** @file The workloads: which model, which inputs, and who does it in which ways. All drawn from a seed; sizes are those of real models. */
import { createRandom, type Random } from '#shared/domain/random';
import type { Inputs } from './job';

export type WorkloadName = 'training' | 'lora' | 'decode' | 'score';

export interface Side {
  readonly engine: 'solace' | 'torch';
  readonly variant: string;
  readonly title: string;
  /** Computes from rounded weights: its values are its own. */
  readonly isApproximate: boolean;
}

export interface Workload {
  readonly name: WorkloadName;
  readonly title: string;
  /** What one duration is of. */
  readonly unit: 'step' | 'token' | 'scoring';
  /** config.json */
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: Inputs;
  /** Repetitions to one asked for: short work is repeated more often. */
  readonly repetitionFactor: number;
  /** The first is the one that ratios are of. */
  readonly sides: readonly [Side, ...Side[]];
}

const classes = 8;
const encoderVocabulary = 50_265;
const adaptedVocabulary = 8_192;
const decoderVocabulary = 32_000;
/** Ids below are special: RoBERTa's row of the padding token takes no gradient in PyTorch. */
const firstOrdinaryId = 3;

export function workloads(seed: number): readonly Workload[] {
  const random = createRandom(seed);
  return [training(random), lora(random), decoding(random), scoring(random)];
}

function training(random: Random): Workload {
  return {
    name: 'training',
    title: 'RoBERTa-base shape (12 x 768), all weights, 8 x 128 tokens, 8 classes',
    unit: 'step',
    config: {
      model_type: 'roberta', architectures: ['RobertaForSequenceClassification'], vocab_size: encoderVocabulary, hidden_size: 768, num_hidden_layers: 12, num_attention_heads: 12,
      intermediate_size: 3_072, max_position_embeddings: 514, type_vocab_size: 1, layer_norm_eps: 1e-5, hidden_act: 'gelu', hidden_dropout_prob: 0, attention_probs_dropout_prob: 0,
      bos_token_id: 0, pad_token_id: 1, eos_token_id: 2, id2label: Object.fromEntries(Array.from({ length: classes }, (_, index) => [index, `class ${index}`])),
    },
    inputs: { kind: 'training', sequences: drawSequences(random, { count: 8, length: 128, vocabulary: encoderVocabulary }), labels: Array.from({ length: 8 }, () => random.integer(classes)), learningRate: 2e-5 },
    repetitionFactor: 1,
    sides: [side('solace', 'kept', 'activations kept'), side('solace', 'recomputed', 'layers computed again'), side('torch', 'AdamW fused')],
  };
}

function lora(random: Random): Workload {
  return {
    name: 'lora',
    title: 'Llama style (8 x 512, 8 heads in 4 groups), LoRA r = 8 on all 7 linear layers, 4 x 256 tokens, loss on 256',
    unit: 'step',
    config: llama({ vocab_size: adaptedVocabulary, hidden_size: 512, num_hidden_layers: 8, num_attention_heads: 8, num_key_value_heads: 4, intermediate_size: 1_408 }),
    inputs: { kind: 'lora', sequences: drawSequences(random, { count: 4, length: 256, vocabulary: adaptedVocabulary }), responseTokens: 64, rank: 8, alpha: 16, learningRate: 2e-4 },
    repetitionFactor: 2,
    sides: [side('solace', 'kept', 'activations kept'), side('torch', 'AdamW fused')],
  };
}

function decoding(random: Random): Workload {
  return {
    name: 'decode',
    title: 'Llama of 100 million weights (12 x 768), 64 tokens after 128, greedy',
    unit: 'token',
    config: hundredMillion,
    inputs: { kind: 'decode', prompt: drawIds(random, 128, decoderVocabulary), newTokens: 64 },
    repetitionFactor: 1,
    sides: [side('solace', 'f32'), approximate('int8'), approximate('int4'), side('torch', 'f32', 'f32, own loop over past_key_values')],
  };
}

function scoring(random: Random): Workload {
  return {
    name: 'score',
    title: '8 continuations of 16 tokens after a common prefix of 768, the same model',
    unit: 'scoring',
    config: hundredMillion,
    inputs: { kind: 'score', prefix: drawIds(random, 768, decoderVocabulary), continuations: drawSequences(random, { count: 8, length: 16, vocabulary: decoderVocabulary }) },
    repetitionFactor: 1,
    sides: [side('solace', 'packed', 'packed behind one prefix'), side('solace', 'separate', '8 runs'), side('torch', 'batch', '8 sequences as one batch')],
  };
}

const hundredMillion = llama({ vocab_size: decoderVocabulary, hidden_size: 768, num_hidden_layers: 12, num_attention_heads: 12, num_key_value_heads: 4, intermediate_size: 2_048 });

function llama(shape: Readonly<Record<string, number>>): Workload['config'] {
  return {
    model_type: 'llama', architectures: ['LlamaForCausalLM'], ...shape, max_position_embeddings: 2_048, rms_norm_eps: 1e-5, rope_theta: 10_000, hidden_act: 'silu', tie_word_embeddings: true,
    bos_token_id: 1, eos_token_id: 2,
  };
}

function side(engine: Side['engine'], variant: string, title = variant): Side {
  return { engine, variant, title, isApproximate: false };
}

function approximate(variant: string): Side {
  return { ...side('solace', variant), isApproximate: true };
}

function drawSequences(random: Random, { count, length, vocabulary }: { count: number; length: number; vocabulary: number }): number[][] {
  return Array.from({ length: count }, () => drawIds(random, length, vocabulary));
}

function drawIds(random: Random, length: number, vocabulary: number): number[] {
  return Array.from({ length }, () => firstOrdinaryId + random.integer(vocabulary - firstOrdinaryId));
}
