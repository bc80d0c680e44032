/**
 * @file A model under training: takes steps from batches, and evaluates. Knows neither epochs nor checkpoints: train-model.ts does, and a
 * customer with an order of its own, such as reinforcement learning, may drive this directly.
 */
import { tensor, type Tensor } from '../graph/data-type';
import type { Shape } from '../graph/shape';
import { drawMasks } from '../nn/dropout';
import { capabilitiesOf } from '../onnx/capabilities';
import { encodeModel } from '../onnx/encode';
import { lowerGraph } from '../onnx/lower';
import { scalarNames, stepScalars } from '../optim/adamw';
import type { StateSlot } from '../runtime/runtime';
import { bucketsOf, orderedBatches } from './batches';
import { checkMoved, checkOutcome, fingerprint, guardMemory } from './guards';
import { ParameterState } from './parameter-state';
import { evaluationModel, gradientModel, stepModel, updateModel, type PreparedGraph, type PreparedModel } from './prepared-model';
import { addUp, numberIn, outputNames, rowOutputs, scalarsIn, type Results } from './results';
import { SessionPool, type Opened } from './session-pool';
import type { Bucket, Evaluation, Metrics, Prediction, TrainingOptions, TrainingPlan } from './types';

export interface TrainerSetup<Example> extends Pick<TrainingPlan<Example>, 'model' | 'format' | 'device'> {
  readonly options: Pick<TrainingOptions, 'seed' | 'batchSize' | 'accumulationSteps' | 'bucketLengths' | 'recomputesLayers' | 'adamw' | 'clipNorm' | 'largestPreparedBytes'>;
}

type Tensors = ReadonlyMap<string, Tensor>;

export interface StepResult {
  /** Of the model, and `loss`. */
  readonly metrics: Metrics;
  /** Before clipping. */
  readonly gradientNorm: number;
}

/** Where a training stands, as far as a trainer knows. */
export interface TrainerState {
  readonly stepsTaken: number;
  readonly parameters: ReadonlyMap<string, Tensor<'f32'>>;
  /** By the names under which they enter a step; none before the first. */
  readonly moments: ReadonlyMap<string, Tensor<'f32'>>;
}

/** One batch of those that make a loss. */
interface Part<Example> {
  readonly bucket: Bucket;
  readonly examples: readonly Example[];
  /** Of all parts together. */
  readonly totalWeight: number;
  /** Counts all batches of the training from 1: seeds the masks of dropout. */
  readonly draw: number;
}

interface StepSettings {
  /** From 1. */
  readonly step: number;
  readonly learningRate: number;
  readonly signal: AbortSignal | undefined;
}

/** How a part is run: with which model, and what goes in and out beside the examples and the model's own results. */
interface PartRun<T extends PreparedModel> {
  readonly kind: string;
  readonly prepare: () => T;
  readonly request: (prepared: T) => { readonly inputs: Tensors; readonly state?: readonly StateSlot[]; readonly outputs?: readonly string[] };
  readonly signal: AbortSignal | undefined;
}

export class Trainer<Example> {
  readonly #setup: TrainerSetup<Example>;
  readonly #state: ParameterState;
  readonly #sessions: SessionPool;
  #stepsTaken = 0;

  private constructor(setup: TrainerSetup<Example>, state: ParameterState) {
    this.#setup = setup;
    this.#state = state;
    this.#sessions = new SessionPool({ limitBytes: setup.options.largestPreparedBytes, beforeDisposal: () => this.#leaveDevice() });
  }

  static async create<Example>(setup: TrainerSetup<Example>): Promise<Trainer<Example>> {
    const { model, options } = setup;
    const bucket = smallestBucket(options);
    const { parameters } = evaluationModel(model, bucket);
    return new Trainer(setup, await guardMemory(bucket, () => ParameterState.initialise(parameters, model.initialise)));
  }

  get stepsTaken(): number {
    return this.#stepsTaken;
  }

  get parameterShapes(): ReadonlyMap<string, Shape> {
    return new Map([...this.#state.parameters].map(([name, { shape }]) => [name, shape]));
  }

  /** The tensors themselves, as they are now: the next step overwrites them. */
  async state(): Promise<TrainerState> {
    const { parameters, moments } = this.#state;
    await this.#setup.device.runtime.fetchState?.([...parameters.values(), ...moments.values()]);
    return { stepsTaken: this.#stepsTaken, parameters, moments };
  }

  /** Goes on where a trainer of the same model stood. */
  restore({ stepsTaken, parameters, moments }: TrainerState): void {
    this.#setup.device.runtime.releaseState?.(this.#state.tensors);
    this.#state.restore(parameters, moments);
    this.#stepsTaken = stepsTaken;
  }

  /** One step from up to `accumulationSteps` batches. */
  async step(batches: readonly (readonly Example[])[], learningRate: number, signal?: AbortSignal): Promise<StepResult> {
    const { accumulationSteps } = this.#setup.options;
    if (batches.length === 0 || batches.length > accumulationSteps) throw new RangeError(`A step takes 1 to ${accumulationSteps} batches; ${batches.length} were given.`);
    const step = this.#stepsTaken + 1;
    const before = step === 1 ? await this.#fingerprint() : undefined;
    const settings = { step, learningRate, signal };
    const parts = this.#partsOf(batches, (step - 1) * accumulationSteps + 1);
    const result = accumulationSteps === 1 ? await this.#stepAtOnce(parts, settings) : await this.#stepFromParts(parts, settings);
    checkOutcome({ step, learningRate, loss: result.metrics['loss'] ?? NaN, gradientNorm: result.gradientNorm });
    if (before !== undefined) checkMoved(before, await this.#fingerprint(), learningRate);
    this.#stepsTaken = step;
    return result;
  }

  /** The loss over all the examples together, and what the model predicts for each. */
  async evaluate(examples: readonly Example[], signal?: AbortSignal): Promise<Evaluation<Example>> {
    const { model, format, options } = this.#setup;
    const batches = orderedBatches(bucketsOf(examples, format.lengthOf, options.bucketLengths), options.batchSize);
    const parts = this.#partsOf(batches.map((indices) => indices.map((index) => examples[index] as Example)), 1);
    const scalars: Metrics[] = [];
    const predictions: Prediction<Example>[] = examples.map((example) => ({ example, outputs: {} }));
    for (const [at, part] of parts.entries()) {
      const { prepared, results } = await this.#run(part, {
        kind: 'evaluation',
        prepare: () => evaluationModel(model, part.bucket),
        request: () => ({ inputs: this.#state.parameters }),
        signal,
      });
      scalars.push(scalarsIn(prepared, results));
      for (const [row, index] of (batches[at] ?? []).entries()) {
        predictions[index] = { example: examples[index] as Example, outputs: rowOutputs(prepared, results, { row, rows: part.bucket.rows }) };
      }
    }
    return { step: this.#stepsTaken, metrics: addUp(scalars), predictions };
  }

  async dispose(): Promise<void> {
    this.#setup.device.runtime.releaseState?.(this.#state.tensors);
    await this.#sessions.dispose();
  }

  async #stepAtOnce([part]: readonly Part<Example>[], settings: StepSettings): Promise<StepResult> {
    if (part === undefined) throw new RangeError('A step needs a batch.');
    const { model, options } = this.#setup;
    const { prepared, results } = await this.#run(part, {
      kind: 'step',
      prepare: () => stepModel(model, part.bucket, options),
      request: ({ trained }) => ({
        inputs: new Map([...this.#rates(settings), ...this.#state.parametersBut(trained)]),
        state: this.#state.stepSlots(trained),
        outputs: ['grad_norm'],
      }),
      signal: settings.signal,
    });
    return { metrics: scalarsIn(prepared, results), gradientNorm: numberIn(results, 'grad_norm') };
  }

  async #stepFromParts(parts: readonly Part<Example>[], settings: StepSettings): Promise<StepResult> {
    const { model, options, device } = this.#setup;
    device.runtime.releaseState?.([...this.#state.gradients.values()]);
    this.#state.clearGradients();
    const scalars: Metrics[] = [];
    for (const part of parts) {
      const { prepared, results } = await this.#run(part, {
        kind: 'gradient',
        prepare: () => gradientModel(model, part.bucket, options),
        request: ({ accumulators }) => ({ inputs: this.#state.parameters, state: this.#state.gradientSlots(accumulators) }),
        signal: settings.signal,
      });
      scalars.push(scalarsIn(prepared, results));
    }
    return { metrics: addUp(scalars), gradientNorm: await this.#update(settings) };
  }

  /** From the gradients to the new state. Returns the norm. */
  async #update(settings: StepSettings): Promise<number> {
    const { model, options } = this.#setup;
    const bucket = smallestBucket(options);
    return await guardMemory(bucket, async () => {
      const { prepared, session } = await this.#open('update', () => updateModel(gradientModel(model, bucket, options), options));
      const inputs = new Map([...this.#rates(settings), ...this.#state.gradients]);
      const results = await session.run({ inputs, state: this.#state.stepSlots(prepared.trained), outputs: ['grad_norm'], signal: settings.signal });
      return numberIn(results, 'grad_norm');
    });
  }

  async #run<T extends PreparedModel>(part: Part<Example>, { kind, prepare, request, signal }: PartRun<T>): Promise<{ readonly prepared: T; readonly results: Results }> {
    const { bucket, examples, totalWeight, draw } = part;
    const { format, options } = this.#setup;
    return await guardMemory(bucket, async () => {
      const { prepared, session } = await this.#open(`${kind} ${bucket.length}`, prepare);
      const { inputs, state, outputs = [] } = request(prepared);
      const collated = await format.collate(examples, { ...bucket, totalWeight });
      const masks = drawMasks(prepared.masks, { seed: options.seed, step: draw });
      const results = await session.run({ inputs: new Map([...collated, ...masks, ...inputs]), state, outputs: [...outputNames(prepared), ...outputs], signal });
      return { prepared, results };
    });
  }

  #open<T extends PreparedGraph>(key: string, prepare: () => T): Promise<Opened<T>> {
    const { model, device } = this.#setup;
    const { runtime, provider, threads } = device;
    return this.#sessions.take(key, prepare, ({ graph, stateOutputs }) =>
      runtime.createSession(encodeModel(lowerGraph(graph, capabilitiesOf(provider))), { provider, threads, weightsFolder: model.weightsFolder, stateOutputs }),
    );
  }

  #partsOf(batches: readonly (readonly Example[])[], firstDraw: number): Part<Example>[] {
    const { format, options } = this.#setup;
    const { lengthOf, weightOf = () => 1 } = format;
    const totalWeight = batches.flat().reduce((total, example) => total + weightOf(example), 0);
    return batches.map((examples, index) => {
      if (examples.length > options.batchSize) throw new RangeError(`A batch holds up to ${options.batchSize} examples; ${examples.length} were given.`);
      const length = Math.max(...bucketsOf(examples, lengthOf, options.bucketLengths));
      return { bucket: { length, rows: options.batchSize }, examples, totalWeight, draw: firstDraw + index };
    });
  }

  async #leaveDevice(): Promise<void> {
    const { runtime } = this.#setup.device;
    await runtime.fetchState?.(this.#state.tensors);
    runtime.releaseState?.(this.#state.tensors);
  }

  async #fingerprint(): Promise<number> {
    return fingerprint((await this.state()).parameters.values());
  }

  #rates({ step, learningRate }: StepSettings): Tensors {
    const scalars = Object.entries(stepScalars(learningRate, step, this.#setup.options.adamw));
    return new Map(scalars.map(([key, value]) => [scalarNames[key as keyof typeof scalarNames], tensor('f32', [], [value])]));
  }
}

/** For what is the same in all buckets. */
function smallestBucket({ bucketLengths, batchSize }: TrainerSetup<unknown>['options']): Bucket {
  return { length: Math.min(...bucketLengths), rows: batchSize };
}
