/** @file Decoding and scoring through the facade that all of the workbench uses (engine/inference/language-model.ts). */
import { join } from 'node:path';
import { openLanguageModel } from '../../../../engine/inference/language-model';
import type { LanguageModel, WeightPrecision } from '../../../../engine/inference/types';
import type { DecodingInputs, Job, Measured, ScoringInputs } from './job';
import { timeRepeatedly } from './stopwatch';

export async function measureDecoding(job: Job, { prompt, newTokens }: DecodingInputs, signal: AbortSignal): Promise<Measured> {
  return await withModel(job, job.variant as WeightPrecision, async (model) => {
    let values: readonly number[] = [];
    const timed = await timeRepeatedly(job, async () => {
      let firstMs = NaN;
      let lastMs = NaN;
      for await (const event of model.generate({ prompts: [prompt], maxTokens: newTokens, endTokenIds: [] }, signal)) {
        if (event.kind === 'end') values = event.logProbs;
        else lastMs = performance.now();
        if (Number.isNaN(firstMs)) firstMs = lastMs;
      }
      // Without the first token, which takes the prompt.
      return (lastMs - firstMs) / (newTokens - 1);
    });
    return { ...timed, processorMs: timed.processorMs / newTokens, values };
  });
}

export async function measureScoring(job: Job, { prefix, continuations }: ScoringInputs, signal: AbortSignal): Promise<Measured> {
  const groups = job.variant === 'packed' ? [continuations] : continuations.map((continuation) => [continuation]);
  return await withModel(job, 'f32', async (model) => {
    let values: readonly number[] = [];
    const timed = await timeRepeatedly(job, async () => {
      const scores = [];
      for (const group of groups) scores.push(...(await model.score(prefix, group, signal)));
      values = scores.map(({ sumLogProb }) => sumLogProb);
      return undefined;
    });
    return { ...timed, values };
  });
}

async function withModel(job: Job, weights: WeightPrecision, work: (model: LanguageModel) => Promise<Measured>): Promise<Measured> {
  const model = await openLanguageModel({ folder: job.folder, threads: job.threads, weights, cacheFolder: join(job.folder, 'quantised') });
  try {
    return await work(model);
  } finally {
    await model.dispose();
  }
}
