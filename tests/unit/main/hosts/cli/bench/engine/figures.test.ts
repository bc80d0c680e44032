/** @file Medians, best times, ratios and agreement, and that unequal work is told. */
import { expect, test } from 'vitest';
import { differenceOf, figuresOf, median, orderOfRound } from '#main/hosts/cli/bench/engine/figures';
import type { Measurement } from '#main/hosts/cli/bench/engine/job';
import { reportOf } from '#main/hosts/cli/bench/engine/report';
import { workloads, type Side, type Workload } from '#main/hosts/cli/bench/engine/workloads';

const [training] = workloads(1) as [Workload];
const [own, , torch] = training.sides as unknown as [Side, Side, Side];

test('figures are of all rounds together, ratios to PyTorch', () => {
  const { sides } = figuresOf(
    training,
    new Map([
      [own, [measurement({ durationsMs: [4, 2], peakResidentBytes: 30, cancelMs: [7, 9] }), measurement({ durationsMs: [3], processorMs: 5, peakResidentBytes: 20 })]],
      [torch, [measurement({ durationsMs: [8, 6], processorMs: 20, peakResidentBytes: 40, values: [1.5, 0.5] }), measurement({ durationsMs: [4], processorMs: 25 })]],
    ]),
  );
  expect(sides).toMatchObject([
    { medianMs: 3, bestMs: 2, processorMs: 5, peakResidentBytes: 30, cancelMs: 9, ratios: { median: 0.5, best: 0.5, processor: 0.25, memory: 0.75 }, difference: 0.5 },
    { medianMs: 6, bestMs: 4, processorMs: 20, peakResidentBytes: 40, cancelMs: null, ratios: null, difference: null },
  ]);
});

test('without PyTorch the last side is what the others are compared with', () => {
  const [, , , scoring] = workloads(1) as [Workload, Workload, Workload, Workload];
  const [packed, separate] = scoring.sides as unknown as [Side, Side];
  const { sides } = figuresOf(scoring, new Map([[packed, [measurement({ durationsMs: [1] })]], [separate, [measurement({ durationsMs: [6] })]]]));
  expect(sides.map(({ ratios }) => ratios?.median)).toEqual([1 / 6, undefined]);
});

test('sides whose values are not the same work are told apart, rounded weights are not held to it', () => {
  expect(differenceOf([1, 2], [1, 2.25])).toBe(0.25);
  expect(differenceOf([1], [1, 2])).toBeNaN();
  const unequal = figuresOf(training, new Map([[own, [measurement({ values: [1] })]], [torch, [measurement({ values: [1, 2] })]]]));
  expect(reportOf([unequal], { threads: 2, rounds: 1 }).text).toContain('the ratios mean nothing');
  const rounded = figuresOf(training, new Map([[{ ...own, isApproximate: true }, [measurement({ values: [1] })]], [torch, [measurement({})]]]));
  expect(rounded.sides[0]?.difference).toBeNull();
  expect(reportOf([rounded], { threads: 2, rounds: 1 }).text).not.toContain('the ratios mean nothing');
});

test('a median between two, and sides that take turns at being first', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect([0, 1, 2].map((round) => orderOfRound(['a', 'b'], round).join(''))).toEqual(['ab', 'ba', 'ab']);
});

test('speeds are tokens a second where the unit is a token', () => {
  const [, , decoding] = workloads(1);
  const [f32] = (decoding as Workload).sides;
  const { text, document } = reportOf([figuresOf(decoding as Workload, new Map([[f32, [measurement({ durationsMs: [4] })]]]))], { threads: 2, rounds: 1 });
  expect(text).toMatch(/Solace, f32 +250 +250 /);
  expect(document).toMatchObject({ benchmark: 'engine', threads: 2, workloads: [{ name: 'decode', unit: 'token', sides: [{ engine: 'solace', variant: 'f32', medianMs: 4 }] }] });
});

function measurement(changes: Partial<Measurement>): Measurement {
  return { version: 'one', durationsMs: [1], processorMs: 10, peakResidentBytes: 10, values: [1, 1], cancelMs: [], ...changes };
}
