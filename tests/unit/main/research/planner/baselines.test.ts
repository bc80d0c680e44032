/** @file The planner's baselines on examples that can be counted by hand, and TF-IDF and regression against scikit-learn 1.9.1. */
import { describe, expect, test } from 'vitest';
import { drawByFrequency, majorityLabel, previousStrategy, regressOnTexts } from '#main/research/planner/baselines';
import { classWeights } from '#main/research/planner/class-weights';
import { minimise } from '#main/research/planner/lbfgs';
import { fitLogisticRegression } from '#main/research/planner/logistic-regression';
import { nearestRows } from '#main/research/planner/nearest';
import { fitTfidf } from '#main/research/planner/tfidf';
import { buildVocabulary, specialTokens } from '#main/research/planner/vocabulary';

test('the majority; of equals the first', () => {
  expect(majorityLabel([2, 1, 2, 0], 4)).toBe(2);
  expect(majorityLabel([3, 1, 3, 1], 4)).toBe(1);
});

test('the supporter’s last strategy', () => {
  const history = [{ speaker: 'supporter', text: '', strategy: 'Question' }, { speaker: 'seeker', text: '' }, { speaker: 'supporter', text: '' }] as const;
  expect(previousStrategy({ history }, 'Others')).toBe('Question');
  expect(previousStrategy({ history: history.slice(1) }, 'Others')).toBe('Others');
});

test('labels are drawn as often as they occur, and equally for equal seeds', () => {
  const [first = new Int32Array(), second] = drawByFrequency([0, 0, 0, 2], { classes: 3, items: 4_000, draws: 2, seed: 5 });
  const share = (label: number): number => first.filter((one) => one === label).length / first.length;
  expect([share(0), share(1), share(2)]).toEqual([expect.closeTo(0.75, 1), 0, expect.closeTo(0.25, 1)]);
  expect(second).not.toEqual(first);
  expect(drawByFrequency([0, 0, 0, 2], { classes: 3, items: 4_000, draws: 1, seed: 5 })[0]).toEqual(first);
});

test('class weights', () => {
  expect(classWeights([0, 0, 0, 1], 3, 'none')).toEqual([1, 1, 1]);
  expect(classWeights([0, 0, 0, 1], 3, 'balanced')).toEqual([4 / 9, 4 / 3, 1]);
  expect(classWeights([0, 0, 0, 1], 3, 'squareRoot')).toEqual([2 / 3, Math.sqrt(4 / 3), 1]);
});

test('L-BFGS finds the minimum of a narrow valley', () => {
  // Rosenbrock's function, whose minimum is at (1, 1).
  const evaluate = ([x = 0, y = 0]: Float64Array, gradient: Float64Array): number => {
    gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
    gradient[1] = 200 * (y - x * x);
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  };
  const { point, hasConverged } = last(minimise(evaluate, Float64Array.of(-1.2, 1), { tolerance: 1e-8, mostIterations: 200 }));
  expect(hasConverged).toBe(true);
  expect(point[0]).toBeCloseTo(1, 6);
  expect(point[1]).toBeCloseTo(1, 6);
});

const texts = ['I feel sad and tired today', 'Have you tried to talk to a friend?', 'I feel tired of work, so tired', 'Why do you feel so?', 'You could try a walk today', 'What happened at work?'];
const labels = Int32Array.of(0, 1, 0, 2, 1, 2);

describe('TF-IDF', () => {
  test('words, weights and lengths are scikit-learn’s', () => {
    const tfidf = fitTfidf(texts, { leastTexts: 2 });
    expect([...tfidf.vocabulary.keys()]).toEqual(['feel', 'so', 'tired', 'today', 'work', 'you']);
    const { indices, values, starts } = tfidf.transform(['tired, tired work and nothing']);
    const [tired, work] = [values[0] ?? 0, values[1] ?? 0];
    expect([...starts, ...indices]).toEqual([0, 2, tfidf.vocabulary.get('tired'), tfidf.vocabulary.get('work')]);
    expect(tired / work).toBeCloseTo(2, 12);
    expect(Math.hypot(tired, work)).toBeCloseTo(1, 12);
  });
});

describe('logistic regression', () => {
  test('reaches scikit-learn’s objective and predictions', () => {
    const rows = fitTfidf(texts).transform(texts);
    const fitted = last(fitLogisticRegression(rows, labels, { classes: 3, inversePenalty: 1, classWeights: [1, 1, 1], tolerance: 1e-6 }));
    expect(fitted.hasConverged).toBe(true);
    expect(fitted.value).toBeCloseTo(0.852953307, 8);
    expect([...fitted.predict(rows)]).toEqual([...labels]);
  });

  test('over texts: what it was taught it knows', () => {
    const result = last(regressOnTexts({ trainingTexts: [...texts, ...texts], trainingLabels: Int32Array.of(...labels, ...labels), texts: ['I am so tired', 'you could try'], classes: 3, isBalanced: true }));
    expect([...result.predictions]).toEqual([0, 1]);
  });
});

test('the most similar rows by cosine; of equals the earlier', () => {
  const table = Float32Array.of(1, 0, 0, 2, 3, 3, 2, 0, 0, 0);
  expect(nearestRows(table, Float32Array.of(1, 0), 3).map(({ row }) => row)).toEqual([0, 3, 2]);
  expect(nearestRows(table, Float32Array.of(1, 0), 9).at(-1)).toEqual({ row: 4, similarity: 0 });
});

describe('a vocabulary from texts', () => {
  test('special tokens first, then the words that occur often enough, the most frequent first', () => {
    const { tokens, tokenizer } = buildVocabulary(['Sad, sad days; über', 'Sad nights, Uber!'], { size: 60, leastOccurrences: 2 });
    expect(tokens).toEqual([...Object.values(specialTokens), 'sad', ',', 'uber']);
    expect(tokenizer['model']).toMatchObject({ type: 'WordPiece', unk_token: '[UNK]', vocab: { '[PAD]': 0, sad: 5 } });
  });

  test('is no larger than it may be', () => {
    expect(buildVocabulary(['a b c d e f g h'], { size: 8, leastOccurrences: 1 }).tokens).toHaveLength(8);
  });
});

function last<Step, Result>(steps: Generator<Step, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
