/**
 * @file A training from beginning to end, or from its last checkpoint on: epochs, steps, evaluations and checkpoints, as a stream of events. All
 * that is random follows from the seed and the step, so an interrupted training ends in the very bits of an uninterrupted one.
 */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/contracts/errors';
import { elementCount } from '../graph/shape';
import { bucketsOf, epochBatches, inGroups, orderedBatches } from './batches';
import { resumeFrom, saveCheckpoint, type Configuration } from './checkpoints';
import { checkOptions, courseOf, decisiveOptions, learningRateAt, type Course } from './options';
import { Trainer } from './trainer';
import type { BestEvaluation, Metrics, StepEvent, TrainingEvent, TrainingHooks, TrainingOptions, TrainingPlan } from './types';

export async function* trainModel<Example>(plan: TrainingPlan<Example>, hooks: TrainingHooks<Example> = {}): AsyncGenerator<TrainingEvent, void> {
  const { course, batchesOf } = prepareCourse(plan);
  const trainer = await Trainer.create(plan);
  try {
    const configuration = configurationOf(plan, trainer);
    const resumed = await resumeFrom(plan.checkpointFolder, configuration);
    if (resumed !== undefined) trainer.restore(resumed.trainer);
    let best = resumed?.best;
    let savedStep = trainer.stepsTaken;
    const save = async (isBest: boolean): Promise<TrainingEvent> => {
      const step = (savedStep = trainer.stepsTaken);
      await saveCheckpoint(plan.checkpointFolder, { trainer: await trainer.state(), best, configuration }, { isBest, beforeItCounts: () => hooks.beforeCheckpointBecomesCurrent?.({ step }) });
      return { kind: 'checkpointSaved', step, isBest };
    };
    yield { kind: 'started', step: savedStep, totalSteps: course.totalSteps, stepsPerEpoch: course.stepsPerEpoch, parameterCount: parameterCount(trainer) };
    for (let step = savedStep + 1; step <= course.totalSteps; step++) {
      if (hooks.isPauseAsked?.() === true) {
        if (savedStep < step - 1) yield await save(false);
        yield { kind: 'finished', step: step - 1, reason: 'paused', best };
        return;
      }
      const { epoch, batches } = batchesOf(step);
      const learningRate = learningRateAt(plan.options, course.totalSteps, step);
      yield { kind: 'stepped', step, epoch, learningRate, ...(await takeStep(plan, trainer, { batches, learningRate, signal: hooks.signal })) };
      let isBest = false;
      if (plan.heldOut !== undefined && isDue(step, course, plan.options.evaluateEverySteps)) {
        const metrics = await evaluate(plan.heldOut, trainer, hooks);
        const value = chosenMetric(metrics, plan.options);
        isBest = isBetter(value, best, plan.options);
        if (isBest) best = { step, value };
        yield { kind: 'evaluated', step, epoch, metrics, isBest };
      }
      if (isBest || isDue(step, course, plan.options.checkpointEverySteps)) yield await save(isBest);
    }
    yield { kind: 'finished', step: course.totalSteps, reason: 'complete', best };
  } finally {
    await trainer.dispose();
  }
}

interface StepBatches<Example> {
  /** From 1. */
  readonly epoch: number;
  readonly batches: readonly (readonly Example[])[];
}

interface PreparedCourse<Example> {
  readonly course: Course;
  readonly batchesOf: (step: number) => StepBatches<Example>;
}

function prepareCourse<Example>({ examples, heldOut, format, options }: TrainingPlan<Example>): PreparedCourse<Example> {
  checkOptions(options);
  if (examples.length === 0) throw new AppError('INVALID_INPUT', 'There is no example to learn from. Choose data with at least one.');
  if (heldOut?.length === 0) throw new AppError('INVALID_INPUT', 'There is no held-out example to evaluate with. Choose data with at least one, or train without evaluation.');
  const { seed, batchSize, accumulationSteps, bucketLengths } = options;
  const buckets = bucketsOf(examples, format.lengthOf, bucketLengths);
  const course = courseOf(options, orderedBatches(buckets, batchSize).length);
  let known: { readonly epoch: number; readonly steps: readonly number[][][] } | undefined;
  const batchesOf = (step: number): StepBatches<Example> => {
    const epoch = Math.ceil(step / course.stepsPerEpoch);
    if (known?.epoch !== epoch) known = { epoch, steps: inGroups(epochBatches(buckets, batchSize, { seed, epoch }), accumulationSteps) };
    const batches = known.steps[(step - 1) % course.stepsPerEpoch] ?? [];
    return { epoch, batches: batches.map((indices) => indices.map((index) => examples[index] as Example)) };
  };
  return { course, batchesOf };
}

/** What a checkpoint must agree on: the customer's configuration, the options, and the shape of data and model. */
function configurationOf<Example>({ configuration, examples, heldOut = [], format, options }: TrainingPlan<Example>, trainer: Trainer<Example>): Configuration {
  const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
  return {
    ...configuration,
    ...decisiveOptions(options),
    examples: `${examples.length} of lengths ${hash(examples.map(format.lengthOf))}`,
    heldOut: `${heldOut.length} of lengths ${hash(heldOut.map(format.lengthOf))}`,
    parameters: `${parameterCount(trainer)} of shapes ${hash([...trainer.parameterShapes])}`,
  };
}

function parameterCount<Example>({ parameterShapes }: Trainer<Example>): number {
  return parameterShapes.values().reduce((count, shape) => count + elementCount(shape), 0);
}

interface StepInputs<Example> extends Pick<StepBatches<Example>, 'batches'> {
  readonly learningRate: number;
  readonly signal: AbortSignal | undefined;
}

type StepFigures = Omit<StepEvent, 'kind' | 'step' | 'epoch' | 'learningRate'>;

async function takeStep<Example>({ format, clock }: TrainingPlan<Example>, trainer: Trainer<Example>, { batches, learningRate, signal }: StepInputs<Example>): Promise<StepFigures> {
  const startMs = clock();
  const { metrics, gradientNorm } = await trainer.step(batches, learningRate, signal);
  const { loss = NaN, ...others } = metrics;
  const seconds = Math.max(clock() - startMs, 1) / 1_000;
  const learnt = batches.flat();
  const tokens = learnt.reduce((total, example) => total + format.lengthOf(example), 0);
  return { loss, gradientNorm, metrics: others, examplesPerSecond: learnt.length / seconds, tokensPerSecond: tokens / seconds };
}

function isDue(step: number, { stepsPerEpoch, totalSteps }: Course, everySteps: number | undefined): boolean {
  return step % (everySteps ?? stepsPerEpoch) === 0 || step === totalSteps;
}

async function evaluate<Example>(heldOut: readonly Example[], trainer: Trainer<Example>, { evaluate, signal }: TrainingHooks<Example>): Promise<Metrics> {
  const evaluation = await trainer.evaluate(heldOut, signal);
  return { ...evaluation.metrics, ...(await evaluate?.(evaluation)) };
}

function chosenMetric(metrics: Metrics, { best: { metric } }: TrainingOptions): number {
  const value = metrics[metric];
  if (value === undefined) throw new AppError('INVALID_INPUT', `The best checkpoint is chosen by "${metric}", which the evaluation does not give. Choose one of ${Object.keys(metrics).join(', ')}.`);
  if (!Number.isFinite(value)) throw new AppError('INVALID_INPUT', `The evaluation's ${metric} is ${value}, so no checkpoint can be the best. Lower the learning rate, or choose another of ${Object.keys(metrics).join(', ')}.`);
  return value;
}

function isBetter(value: number, best: BestEvaluation | undefined, { best: { direction } }: TrainingOptions): boolean {
  return best === undefined || (direction === 'lowest' ? value < best.value : value > best.value);
}
