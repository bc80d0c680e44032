/** @file Worker task: writes a model with an adapter merged into it. In a worker, since it reads and writes all of its weights. */
import { mergeAdapter, type Merge } from '../../engine/checkpoint/merge-adapter';

export interface MergedModel {
  /** Layers that the adapter changed. */
  readonly layers: number;
}

export async function* mergeModel(merge: Merge): AsyncGenerator<MergedModel> {
  yield { layers: await mergeAdapter(merge) };
}
