/** @file What one side of a comparison is told and what it tells: a job is a file that this program and a Python script read alike. */

export type Inputs = TrainingInputs | AdapterInputs | DecodingInputs | ScoringInputs;

/** The first token of each sequence is classified; all weights are trained. */
export interface TrainingInputs {
  readonly kind: 'training';
  readonly sequences: readonly (readonly number[])[];
  /** The class of each sequence. */
  readonly labels: readonly number[];
  readonly learningRate: number;
}

/** The last tokens of each sequence are predicted; adapters of all linear layers are trained. */
export interface AdapterInputs {
  readonly kind: 'lora';
  readonly sequences: readonly (readonly number[])[];
  /** Predicted tokens of each sequence. */
  readonly responseTokens: number;
  readonly rank: number;
  readonly alpha: number;
  readonly learningRate: number;
}

/** The likeliest token follows, one by one. */
export interface DecodingInputs {
  readonly kind: 'decode';
  readonly prompt: readonly number[];
  readonly newTokens: number;
}

export interface ScoringInputs {
  readonly kind: 'score';
  readonly prefix: readonly number[];
  readonly continuations: readonly (readonly number[])[];
}

export interface Job {
  readonly inputs: Inputs;
  /** Which way of doing it, where a side has several. */
  readonly variant: string;
  /** A model as Hugging Face keeps it; adapters lie beside it. */
  readonly folder: string;
  readonly threads: number;
  /** Before the clock runs. */
  readonly warmups: number;
  readonly repetitions: number;
}

export const adapterFile = 'adapter.safetensors';

export interface Measurement {
  /** Of the engine, for the record. */
  readonly version: string;
  /** Of each step, token or scoring after the warm-up. */
  readonly durationsMs: readonly number[];
  /** Of all threads together, in the mean over the same. */
  readonly processorMs: number;
  /** Of the whole process. */
  readonly peakResidentBytes: number;
  /** What both sides must agree on: the loss of every step from the first, or log-probabilities. */
  readonly values: readonly number[];
  /** From asking a step to stop until it had stopped. */
  readonly cancelMs: readonly number[];
}

/** What a workload of ours tells; the rest is added for all of them. */
export type Measured = Pick<Measurement, 'durationsMs' | 'processorMs' | 'values'> & Partial<Measurement>;
