/**
 * @file The tensors that a training changes: parameters, AdamW's moments and, where several batches make a step, gradients. One set serves the
 * sessions of all buckets.
 */
import type { Tensor } from '../graph/data-type';
import { GraphError } from '../graph/graph';
import { describeShape, elementCount, isSameShape, type Shape } from '../graph/shape';
import type { Accumulator } from '../optim/accumulation';
import type { TrainedParameter } from '../optim/training-step';
import type { StateSlot } from '../runtime/runtime';
import type { Model } from './types';

type Tensors = ReadonlyMap<string, Tensor<'f32'>>;

export class ParameterState {
  readonly parameters: Tensors;
  /** By the names under which they enter the step, as all others here; empty before the first. */
  readonly moments = new Map<string, Tensor<'f32'>>();
  readonly #gradients = new Map<string, Tensor<'f32'>>();

  constructor(parameters: Tensors) {
    this.parameters = parameters;
  }

  static async initialise(shapes: ReadonlyMap<string, Shape>, initialise: Model['initialise']): Promise<ParameterState> {
    const parameters = new Map<string, Tensor<'f32'>>();
    for (const [name, shape] of shapes) {
      const data = await initialise(name, shape);
      if (data.length !== elementCount(shape)) throw new GraphError(`The parameter "${name}" of shape ${describeShape(shape)} was begun with ${data.length} values.`);
      parameters.set(name, { dataType: 'f32', shape, data: data as Float32Array<ArrayBuffer> });
    }
    return new ParameterState(parameters);
  }

  get tensors(): readonly Tensor<'f32'>[] {
    return [this.parameters, this.moments, this.#gradients].flatMap((tensors) => [...tensors.values()]);
  }

  restore(parameters: Tensors, moments: Tensors): void {
    for (const [name, { shape, data }] of parameters) this.#parameter(name, shape).data.set(data);
    for (const [name, { shape, data }] of moments) zerosAt(this.moments, name, shape).data.set(data);
  }

  /** What a step reads and overwrites. */
  stepSlots(trained: readonly TrainedParameter[]): StateSlot[] {
    return trained.flatMap(({ name, shape, slots }) =>
      slots.map(({ role, input, output }) => ({ input, output, tensor: role === 'parameter' ? this.#parameter(name, shape) : zerosAt(this.moments, input, shape) })),
    );
  }

  /** What the gradient of a part of a batch is added to. */
  gradientSlots(accumulators: readonly Accumulator[]): StateSlot[] {
    return accumulators.map(({ input, output, shape }) => ({ input, output, tensor: zerosAt(this.#gradients, input, shape) }));
  }

  get gradients(): Tensors {
    return this.#gradients;
  }

  clearGradients(): void {
    for (const { data } of this.#gradients.values()) data.fill(0);
  }

  /** Parameters that no step changes: inputs as any other. */
  parametersBut(changed: readonly { readonly name: string }[]): Tensors {
    const names = new Set(changed.map(({ name }) => name));
    return new Map([...this.parameters].filter(([name]) => !names.has(name)));
  }

  #parameter(name: string, shape: Shape): Tensor<'f32'> {
    const known = this.parameters.get(name);
    if (known === undefined || !isSameShape(known.shape, shape)) {
      throw new GraphError(`The parameter "${name}" has shape ${describeShape(shape)} in one bucket and ${describeShape(known?.shape ?? [])} in another.`);
    }
    return known;
  }
}

function zerosAt(tensors: Map<string, Tensor<'f32'>>, name: string, shape: Shape): Tensor<'f32'> {
  const known = tensors.get(name) ?? { dataType: 'f32', shape, data: new Float32Array(elementCount(shape)) };
  tensors.set(name, known);
  return known;
}
