/**
 * @file Tables `run_curves` and `run_points`: what runs measure. A point is known by run, name and step; the same again replaces it. A curve's
 * summary always agrees with its points. Steps of a run ascend with its work, and so do epochs and time: buckets are ranges of steps.
 */
import type { Curve, CurveAxis, MetricPoint, MetricRow, MetricSummary } from '#shared/contracts/run-results';
import type { RunId } from '#shared/domain/ids';
import { betterDirection } from '#shared/domain/runs/metric-direction';
import type { ReadableDb, WritableDb } from './database';
import { present } from './rows';
import { listOf, sql, type Sql } from './sql';

/** Everything measured at one step; a value that is not finite is kept as "not a number". */
export interface MeasuredStep {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
  readonly epoch?: number | undefined;
  /** Work of the run until then. */
  readonly workedMs: number;
}

interface CurveRow {
  id: number;
  run_id: RunId;
  name: string;
  points: number;
  broken: number;
  has_epochs: number;
  first_step: number | null;
  last_step: number | null;
  last_value: number | null;
  min_value: number | null;
  min_step: number | null;
  max_value: number | null;
  max_step: number | null;
}

export interface Point {
  readonly step: number;
  readonly value: number | null;
  readonly epoch: number | null;
  readonly workedMs: number;
}

interface Bucket {
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

export interface CurveRange {
  readonly axis: CurveAxis;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly buckets: number;
}

/** One batch; the caller's transaction holds it. */
export function storeMetrics(db: WritableDb, runId: RunId, steps: readonly MeasuredStep[]): void {
  const byName = new Map<string, Point[]>();
  for (const { step, values, epoch, workedMs } of steps) {
    for (const [name, value] of Object.entries(values)) {
      const points = byName.get(name) ?? [];
      if (points.length === 0) byName.set(name, points);
      points.push({ step, value: Number.isFinite(value) ? value : null, epoch: epoch ?? null, workedMs });
    }
  }
  db.transaction(() => {
    const curves = curvesByName(db, runId, [...byName.keys()]);
    for (const [name, points] of byName) storePoints(db, curves.get(name) ?? beginCurve(db, runId, name), points);
  });
}

export function metricSummaries(db: ReadableDb, ids: readonly RunId[]): MetricSummary[] {
  return db.all<CurveRow>(sql`SELECT * FROM run_curves WHERE run_id IN ${listOf(ids)} AND points > 0 ORDER BY name, run_id`).map(toSummary);
}

/** The curve's points in the range, or, where there are more than buckets, ranges of steps of equal width. Undefined where the run has no such metric. */
export function readCurve(db: ReadableDb, curve: { runId: RunId; name: string }, range: CurveRange): Curve | undefined {
  const found = curvesByName(db, curve.runId, [curve.name]).get(curve.name);
  if (found === undefined || found.points === 0) return undefined;
  const bounds = stepsBetween(db, found, range);
  const isExact = bounds.points <= range.buckets;
  const buckets = isExact ? pointsAsBuckets(db, found.id, { ...bounds, axis: range.axis }) : readBuckets(db, found.id, { ...bounds, axis: range.axis, count: range.buckets });
  const column = (key: keyof Bucket): number[] => buckets.map((bucket) => bucket[key]);
  return {
    ...curve,
    points: bounds.points,
    isExact,
    brokenPoints: bounds.broken,
    from: column('from'),
    to: column('to'),
    first: column('first'),
    min: column('min'),
    max: column('max'),
    last: column('last'),
    mean: column('mean'),
    count: column('count'),
  };
}

/** The point nearest to a place of the axis; of two equally near the earlier one. */
export function nearestPoint(db: ReadableDb, curve: { runId: RunId; name: string }, place: { axis: CurveAxis; at: number }): MetricPoint | undefined {
  const found = curvesByName(db, curve.runId, [curve.name]).get(curve.name);
  if (found === undefined) return undefined;
  const x = axisColumn(place.axis);
  const near = sql`SELECT step, value, epoch, worked_ms AS workedMs, abs(${x} - ${place.at}) AS distance FROM run_points WHERE curve_id = ${found.id}`;
  // Along steps the neighbours are found by the key; along the other axes the curve is read once.
  const candidates =
    place.axis === 'step'
      ? sql`SELECT * FROM (${near} AND step <= ${place.at} ORDER BY step DESC LIMIT 1) UNION ALL SELECT * FROM (${near} AND step > ${place.at} ORDER BY step LIMIT 1)`
      : sql`${near} AND ${x} IS NOT NULL`;
  const [point] = db.all<Point>(sql`SELECT * FROM (${candidates}) ORDER BY distance, step LIMIT 1`);
  return point === undefined ? undefined : { ...curve, ...present({ step: point.step, epoch: point.epoch }), seconds: point.workedMs / 1000, value: point.value };
}

/** Steps after one, everything measured at a step in one row. */
export function readMetricRows(db: ReadableDb, runId: RunId, page: { names?: readonly string[] | undefined; afterStep: number; limit: number }): MetricRow[] {
  const curves = db.all<CurveRow>(sql`SELECT * FROM run_curves WHERE run_id = ${runId} ORDER BY name`).filter(({ name }) => page.names === undefined || page.names.includes(name));
  const read = curves.map(({ id, name }) => ({
    name,
    points: db.all<Point>(sql`SELECT step, value, epoch, worked_ms AS workedMs FROM run_points WHERE curve_id = ${id} AND step > ${page.afterStep} ORDER BY step LIMIT ${page.limit}`),
  }));
  // Beyond the end of a curve that has more, rows would be incomplete.
  const lastWhole = Math.min(...read.flatMap(({ points }) => (points.length < page.limit ? [] : [points.at(-1)?.step ?? Infinity])));
  const rows = new Map<number, MetricRow>();
  for (const { name, points } of read) {
    for (const { step, value, epoch, workedMs } of points) {
      if (step > lastWhole) break;
      const row = rows.get(step) ?? { ...present({ step, epoch }), seconds: workedMs / 1000, values: {} };
      rows.set(step, row);
      row.values[name] = value;
    }
  }
  return [...rows.values()].sort((a, b) => a.step - b.step).slice(0, page.limit);
}

/** Points of one curve after a step, in order; an empty page is the end. */
export function readPoints(db: ReadableDb, { runId, name }: { runId: RunId; name: string }, page: { afterStep: number; limit: number }): Point[] {
  return db.all(sql`
    SELECT step, value, epoch, worked_ms AS workedMs FROM run_points WHERE curve_id = (SELECT id FROM run_curves WHERE run_id = ${runId} AND name = ${name}) AND step > ${page.afterStep} ORDER BY step LIMIT ${page.limit}`);
}

/** Points whose values differ by more than the tolerance, relative to the greater; a step that only one run has differs. */
export function differingPoints(db: ReadableDb, runs: { expected: RunId; found: RunId }, tolerance: number): { name: string; values: number; step: number; expected: number | null; found: number | null }[] {
  const points = (id: RunId): Sql => sql`SELECT name, step, value FROM run_curves JOIN run_points ON curve_id = run_curves.id WHERE run_id = ${id} AND name NOT LIKE 'system/%' AND name NOT LIKE 'speed/%'`;
  // min(step) decides from which row the other columns are taken: SQLite documents that.
  return db.all(sql`
    SELECT name, count(*) AS "values", min(step) AS step, expected, found FROM (
      SELECT coalesce(a.name, b.name) AS name, coalesce(a.step, b.step) AS step, a.value AS expected, b.value AS found, a.step IS NULL OR b.step IS NULL AS is_missing
      FROM (${points(runs.expected)}) AS a FULL JOIN (${points(runs.found)}) AS b ON a.name = b.name AND a.step = b.step)
    WHERE is_missing OR (expected IS NULL) <> (found IS NULL) OR abs(expected - found) > ${tolerance} * max(abs(expected), abs(found))
    GROUP BY name ORDER BY name`);
}

export function countPoints(db: ReadableDb, id: RunId): number {
  return db.number(sql`SELECT coalesce(sum(points), 0) FROM run_curves WHERE run_id = ${id} AND name NOT LIKE 'system/%' AND name NOT LIKE 'speed/%'`);
}

function curvesByName(db: ReadableDb, runId: RunId, names: readonly string[]): Map<string, CurveRow> {
  return new Map(db.all<CurveRow>(sql`SELECT * FROM run_curves WHERE run_id = ${runId} AND name IN ${listOf(names)}`).map((row) => [row.name, row]));
}

function beginCurve(db: WritableDb, runId: RunId, name: string): CurveRow {
  const [row] = db.returning<CurveRow>(sql`INSERT INTO run_curves (run_id, name) VALUES (${runId}, ${name}) RETURNING *`);
  if (row === undefined) throw new Error('a curve was not begun');
  return row;
}

function storePoints(db: WritableDb, curve: CurveRow, points: readonly Point[]): void {
  let last = curve.last_step ?? -1;
  let isAppended = true;
  for (const { step, value, epoch, workedMs } of points) {
    isAppended &&= step > last;
    last = step;
    db.run(sql`
      INSERT INTO run_points (curve_id, step, value, epoch, worked_ms) VALUES (${curve.id}, ${step}, ${value}, ${epoch}, ${workedMs})
      ON CONFLICT DO UPDATE SET value = excluded.value, epoch = excluded.epoch, worked_ms = excluded.worked_ms`);
  }
  const summary = isAppended ? extended(curve, points) : summarised(db, curve);
  db.run(sql`
    UPDATE run_curves SET points = ${summary.points}, broken = ${summary.broken}, has_epochs = ${summary.has_epochs}, first_step = ${summary.first_step}, last_step = ${summary.last_step},
      last_value = ${summary.last_value}, min_value = ${summary.min_value}, min_step = ${summary.min_step}, max_value = ${summary.max_value}, max_step = ${summary.max_step} WHERE id = ${curve.id}`);
}

/** Without reading the curve: only where every point lies after all of it. */
function extended(curve: CurveRow, points: readonly Point[]): CurveRow {
  const summary = { ...curve };
  for (const { step, value, epoch } of points) {
    summary.points += 1;
    summary.first_step ??= step;
    summary.last_step = step;
    summary.last_value = value;
    if (epoch !== null) summary.has_epochs = 1;
    if (value === null) summary.broken += 1;
    else {
      if (summary.min_value === null || value < summary.min_value) Object.assign(summary, { min_value: value, min_step: step });
      if (summary.max_value === null || value > summary.max_value) Object.assign(summary, { max_value: value, max_step: step });
    }
  }
  return summary;
}

function summarised(db: ReadableDb, curve: CurveRow): CurveRow {
  const [counted] = db.all<Pick<CurveRow, 'points' | 'broken' | 'has_epochs' | 'first_step' | 'last_step'>>(sql`
    SELECT count(*) AS points, count(*) - count(value) AS broken, count(epoch) > 0 AS has_epochs, min(step) AS first_step, max(step) AS last_step FROM run_points WHERE curve_id = ${curve.id}`);
  const extreme = (order: Sql): { step: number; value: number } | undefined =>
    db.all<{ step: number; value: number }>(sql`SELECT step, value FROM run_points WHERE curve_id = ${curve.id} AND value IS NOT NULL ORDER BY ${order} LIMIT 1`)[0];
  const [min, max] = [extreme(sql`value, step`), extreme(sql`value DESC, step`)];
  const [last] = db.column<number | null>(sql`SELECT value FROM run_points WHERE curve_id = ${curve.id} ORDER BY step DESC LIMIT 1`);
  return { ...curve, ...counted, last_value: last ?? null, min_value: min?.value ?? null, min_step: min?.step ?? null, max_value: max?.value ?? null, max_step: max?.step ?? null };
}

function axisColumn(axis: CurveAxis): Sql {
  return axis === 'step' ? sql`step` : axis === 'epoch' ? sql`epoch` : sql`worked_ms / 1000.0`;
}

function stepsBetween(db: ReadableDb, curve: CurveRow, { axis, from, to }: CurveRange): { points: number; broken: number; low: number; high: number } {
  if (from === undefined && to === undefined && axis !== 'epoch') return { points: curve.points, broken: curve.broken, low: curve.first_step ?? 0, high: curve.last_step ?? 0 };
  const x = axisColumn(axis);
  const [row] = db.all<{ points: number; broken: number; low: number | null; high: number | null }>(sql`
    SELECT count(*) AS points, count(*) - count(value) AS broken, min(step) AS low, max(step) AS high FROM run_points
    WHERE curve_id = ${curve.id} AND ${x} >= ${from ?? -Number.MAX_VALUE} AND ${x} <= ${to ?? Number.MAX_VALUE}`);
  return { points: row?.points ?? 0, broken: row?.broken ?? 0, low: row?.low ?? 0, high: row?.high ?? -1 };
}

/**
 * Equal widths in steps. One statement that looks up each range by the key: six times faster than GROUP BY, which sorts the points. SQLite
 * writes numbers into JSON exactly.
 */
function readBuckets(db: ReadableDb, curveId: number, { low, high, axis, count }: { low: number; high: number; axis: CurveAxis; count: number }): Bucket[] {
  const width = Math.ceil((high - low + 1) / count);
  const edges = Array.from({ length: Math.ceil((high - low + 1) / width) }, (_, index) => low + index * width);
  const within = sql`FROM run_points WHERE curve_id = ${curveId} AND step >= bucket.value AND step < bucket.value + ${width} AND step <= ${high} AND value IS NOT NULL`;
  const rows = db.all<{ summary: string; first: string | null; last: string | null }>(sql`
    SELECT (SELECT json_array(count(*), min(value), max(value), avg(value)) ${within}) AS summary,
      (SELECT json_array(${axisColumn(axis)}, value) ${within} ORDER BY step LIMIT 1) AS first,
      (SELECT json_array(${axisColumn(axis)}, value) ${within} ORDER BY step DESC LIMIT 1) AS last
    FROM json_each(${JSON.stringify(edges)}) AS bucket`);
  return rows.flatMap(({ summary, first, last }) => {
    // No point in the range.
    if (first === null || last === null) return [];
    const [points, min, max, mean] = JSON.parse(summary) as [number, number, number, number];
    const [[from, firstValue], [to, lastValue]] = [JSON.parse(first) as [number, number], JSON.parse(last) as [number, number]];
    return { count: points, from, to, first: firstValue, last: lastValue, min, max, mean };
  });
}

function pointsAsBuckets(db: ReadableDb, curveId: number, { low, high, axis }: { low: number; high: number; axis: CurveAxis }): Bucket[] {
  const rows = db.all<{ x: number; value: number }>(sql`
    SELECT ${axisColumn(axis)} AS x, value FROM run_points WHERE curve_id = ${curveId} AND step >= ${low} AND step <= ${high} AND value IS NOT NULL AND x IS NOT NULL ORDER BY step`);
  return rows.map(({ x, value }) => ({ count: 1, from: x, to: x, first: value, last: value, min: value, max: value, mean: value }));
}

function toSummary(row: CurveRow): MetricSummary {
  return present({
    runId: row.run_id,
    name: row.name,
    direction: betterDirection(row.name),
    points: row.points,
    firstStep: row.first_step ?? 0,
    lastStep: row.last_step ?? 0,
    hasEpochs: row.has_epochs === 1,
    last: row.last_value,
    min: row.min_value,
    minStep: row.min_step,
    max: row.max_value,
    maxStep: row.max_step,
  });
}
