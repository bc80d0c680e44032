/** @file Curves: a point again replaces, summaries agree with points, buckets hold every point once. */
import { array, assert, constant, integer, nat, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunId } from '#shared/domain/ids';
import { differingPoints, metricSummaries, nearestPoint, readCurve, readMetricRows, storeMetrics } from '#main/store/run-metric-repository';
import { insertRun } from '#main/store/run-repository';
import type { WritableDb } from '#main/store/database';
import { openMemoryStore, someTime } from '../../../support/store';

function newRun(db: WritableDb): RunId {
  return insertRun(db, { kind: 'k', name: 'n', slot: 'cpu', priority: 0, tags: [], notes: '', seed: 1, isScripted: false, config: {}, needs: [], createdAt: someTime });
}

const steps = (count: number, value: (step: number) => number) => Array.from({ length: count }, (_, step) => ({ step, values: { loss: value(step) }, epoch: step / 10, workedMs: step * 100 }));

describe('a summary', () => {
  test('is what the points say, in whatever batches and however often they came', () => {
    const point = record({ step: nat(30), value: oneof(integer({ min: -5, max: 5 }), constant(Number.NaN)) });
    assert(
      property(array(array(point, { maxLength: 8 }), { maxLength: 6 }), (batches) => {
        const db = openMemoryStore();
        const id = newRun(db);
        const expected = new Map<number, number>();
        for (const batch of batches) {
          storeMetrics(db, id, batch.map(({ step, value }) => ({ step, values: { loss: value }, workedMs: 0 })));
          for (const { step, value } of batch) expected.set(step, value);
        }
        const [summary] = metricSummaries(db, [id]);
        const sorted = [...expected].sort(([a], [b]) => a - b);
        const values = sorted.map(([, value]) => value).filter((value) => !Number.isNaN(value));
        db.close();
        if (sorted.length === 0) expect(summary).toBeUndefined();
        else {
          expect(summary).toMatchObject({ points: sorted.length, firstStep: sorted[0]?.[0], lastStep: sorted.at(-1)?.[0] });
          expect(summary?.min).toBe(values.length === 0 ? undefined : Math.min(...values));
          expect(summary?.max).toBe(values.length === 0 ? undefined : Math.max(...values));
          const last = sorted.at(-1)?.[1];
          expect(summary?.last).toBe(Number.isNaN(last) ? undefined : last);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a curve', () => {
  test('with more points than buckets keeps extremes, ends and counts', () => {
    const db = openMemoryStore();
    const id = newRun(db);
    storeMetrics(db, id, steps(1_000, (step) => (step === 501 ? Number.NaN : step === 700 ? -9 : Math.sin(step))));
    const curve = readCurve(db, { runId: id, name: 'loss' }, { axis: 'epoch', buckets: 30 });
    expect(curve).toMatchObject({ points: 1_000, brokenPoints: 1, isExact: false });
    expect(curve?.count.reduce((sum, count) => sum + count, 0)).toBe(999);
    expect(curve?.count.length).toBeLessThanOrEqual(30);
    expect(Math.min(...(curve?.min ?? []))).toBe(-9);
    expect([curve?.from[0], curve?.to.at(-1), curve?.first[0], curve?.last.at(-1)]).toEqual([0, 99.9, 0, Math.sin(999)]);
  });

  test('in a range with few points gives them as they are', () => {
    const db = openMemoryStore();
    const id = newRun(db);
    storeMetrics(db, id, steps(1_000, (step) => step));
    expect(readCurve(db, { runId: id, name: 'loss' }, { axis: 'time', from: 1, to: 1.3, buckets: 30 })).toMatchObject({ points: 4, isExact: true, from: [1, 1.1, 1.2, 1.3], first: [10, 11, 12, 13], count: [1, 1, 1, 1] });
    expect(readCurve(db, { runId: id, name: 'loss' }, { axis: 'step', from: 5_000, buckets: 30 })).toMatchObject({ points: 0, from: [] });
    expect(readCurve(db, { runId: id, name: 'nothing' }, { axis: 'step', buckets: 30 })).toBeUndefined();
  });

  test('is pointed at by its axis', () => {
    const db = openMemoryStore();
    const id = newRun(db);
    storeMetrics(db, id, [0, 10, 20].map((step) => ({ step, values: { loss: step }, epoch: step / 10, workedMs: step * 1_000 })));
    const at = (axis: 'step' | 'epoch' | 'time', place: number) => nearestPoint(db, { runId: id, name: 'loss' }, { axis, at: place })?.step;
    expect([at('step', -3), at('step', 4), at('step', 5), at('step', 6), at('step', 99), at('epoch', 1.1), at('time', 16)]).toEqual([0, 0, 0, 10, 20, 10, 20]);
  });
});

test('rows of several metrics come page by page, each step whole', () => {
  const db = openMemoryStore();
  const id = newRun(db);
  storeMetrics(db, id, Array.from({ length: 25 }, (_, step) => ({ step, values: (step % 5 === 0 ? { loss: step, valid: 100 + step } : { loss: step }) as Record<string, number>, workedMs: 0 })));
  const rows = [];
  for (let afterStep = -1; ; ) {
    const page = readMetricRows(db, id, { afterStep, limit: 4 });
    if (page.length === 0) break;
    rows.push(...page);
    afterStep = page.at(-1)?.step ?? 0;
  }
  expect(rows.map(({ step }) => step)).toEqual(Array.from({ length: 25 }, (_, step) => step));
  expect(rows.filter(({ values }) => 'valid' in values).map(({ step, values }) => [step, values['valid']])).toEqual([0, 5, 10, 15, 20].map((step) => [step, 100 + step]));
});

test('two runs differ where a value, or its being there, does', () => {
  const db = openMemoryStore();
  const [a, b] = [newRun(db), newRun(db)];
  const store = (id: RunId, values: Record<string, number[]>) =>
    Object.entries(values).forEach(([name, list]) => storeMetrics(db, id, list.map((value, step) => ({ step, values: { [name]: value }, workedMs: step }))));
  store(a, { same: [1, 2], near: [100, 100], other: [1, 2, 3], short: [1], 'speed/steps': [5], broken: [Number.NaN] });
  store(b, { same: [1, 2], near: [100, 100.05], other: [1, 9, 8], short: [1, 2], 'speed/steps': [6], broken: [1] });
  expect(differingPoints(db, { expected: a, found: b }, 0.001)).toEqual([
    { name: 'broken', values: 1, step: 0, expected: null, found: 1 },
    { name: 'other', values: 2, step: 1, expected: 2, found: 9 },
    { name: 'short', values: 1, step: 1, expected: null, found: 2 },
  ]);
  expect(differingPoints(db, { expected: a, found: b }, 0).map(({ name }) => name)).toEqual(['broken', 'near', 'other', 'short']);
});
