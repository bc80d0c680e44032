/** @file A trained planner in use: opened from its run's folder, asked for one dialogue at a time. For a worker process; the parent never loads this. */
import { join } from 'node:path';
import { openPlannerFolder } from '../../../../engine/models/planner-folder';
import { createPlannerPredictor, plannerOnnx } from '../../../../engine/models/planner-predictor';
import { writeFileWhole } from '../../../../engine/checkpoint/atomic-file';
import { chooseRuntime } from '../../../../engine/runtime/choose-runtime';
import { nearestRows } from '../../../../research/planner/nearest';
import type { PlannerSample } from '../../../../research/planner/samples';
import { encoderOf } from './examples';
import { plannerArtifacts, readTrainingVectors } from './keep-planner';

export interface StrategyPrediction {
  /** In the order of the classes. */
  readonly labels: readonly string[];
  readonly probabilities: readonly number[];
  /** In the order of the aspects; null in the ablation. */
  readonly attention: readonly number[] | null;
  readonly tokens: number;
  /** Index into the history of the first utterance that was read. */
  readonly firstTurn: number;
  readonly nearest: readonly { readonly dialogueId: number; readonly turn: number; readonly strategy: string; readonly similarity: number }[];
}

export interface OpenedPlanner {
  predict(request: Pick<PlannerSample, 'history' | 'state'> & { readonly neighbours: number }): Promise<StrategyPrediction>;
  /** Writes the planner as one .onnx file. */
  exportOnnx(path: string): Promise<void>;
  dispose(): Promise<void>;
}

/** `runFolder` holds what a planner run left. */
export async function openPlanner(runFolder: string): Promise<OpenedPlanner> {
  const planner = await openPlannerFolder(join(runFolder, plannerArtifacts.planner));
  const vectors = await readTrainingVectors(join(runFolder, plannerArtifacts.neighbours));
  const predictor = await createPlannerPredictor(planner, await chooseRuntime());
  const { settings } = planner;
  const encode = encoderOf(planner.tokenizer, settings);
  return {
    async predict({ history, state, neighbours }) {
      const query = encode({ history, state });
      const [answer] = await predictor.predict([query]);
      if (answer === undefined) throw new TypeError('The planner gave no answer.');
      const { probabilities, attention, context } = answer;
      const nearest = nearestRows(vectors.values, context, neighbours).flatMap(({ row, similarity }) => {
        const example = vectors.examples[row];
        return example === undefined ? [] : [{ ...example, similarity }];
      });
      return { labels: settings.labels, probabilities: [...probabilities], attention: attention.length === 0 ? null : [...attention], tokens: query.tokenIds.length, firstTurn: query.firstUtterance, nearest };
    },
    exportOnnx: async (path) => writeFileWhole(path, [await plannerOnnx(planner)]),
    dispose: () => predictor.dispose(),
  };
}
