/** @file The planner's samples and the simplest baselines on the real ESConv split, where it is there. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plannerLabels } from '#shared/domain/planner';
import { findStrategy } from '#shared/domain/strategies';
import { measureStrategies } from '#main/research/metrics/strategy';
import { majorityLabel, previousStrategy } from '#main/research/planner/baselines';
import { buildSamples, type PlannerSample } from '#main/research/planner/samples';

const folder = resolve('../shared/data/esconv');
const isThere = existsSync(folder);
if (!isThere) console.warn(`SKIPPED: ${folder} is absent; the planner's samples and baselines on ESConv are not checked.`);

describe.skipIf(!isThere)('ESConv', () => {
  const [train, valid, heldOut] = isThere ? [samplesOf('train'), samplesOf('valid'), samplesOf('test')] : [[], [], []];
  const labels = plannerLabels('esconv8');

  test('every supporter turn after the seeker’s first is an example', () => {
    expect([train.length, valid.length, heldOut.length]).toEqual([12_235, 2_616, 2_794]);
  });

  test('the majority and the previous strategy, as scikit-learn scores them', () => {
    const majority = labels[majorityLabel(train.map(({ strategy }) => labels.indexOf(strategy)), labels.length)] ?? '';
    const scores = (predict: (sample: PlannerSample) => string): number[] => {
      const { accuracy, macroF1 } = measureStrategies(heldOut.map((sample) => ({ gold: sample.strategy, predicted: predict(sample) })));
      return [accuracy, macroF1];
    };
    expect(majority).toBe('Question');
    expect(scores(() => majority)).toEqual([expect.closeTo(0.2008, 4), expect.closeTo(0.0418, 4)]);
    expect(scores((sample) => previousStrategy(sample, majority))).toEqual([expect.closeTo(0.238, 4), expect.closeTo(0.2028, 4)]);
  });
});

function samplesOf(part: string): readonly PlannerSample[] {
  const lines = readFileSync(resolve(folder, `${part}.txt`), 'utf8').trim().split('\n');
  const dialogues = lines.map((line, id) => {
    const { dialog } = JSON.parse(line) as { dialog: { text: string; speaker: 'usr' | 'sys'; strategy?: string }[] };
    return { id, turns: dialog.map(({ text, speaker, strategy }) => (speaker === 'usr' ? { speaker: 'seeker' as const, text } : { speaker: 'supporter' as const, text, strategy: findStrategy('esconv8', strategy ?? '')?.label })) };
  });
  return buildSamples(dialogues, { needsState: false, skipsAfterSupporter: false }).samples;
}
