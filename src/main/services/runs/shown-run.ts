/** @file Runs as pages see them: rows with their last and best figures, and one run with all that is known of it. */
import type { RunCost, RunDetail, RunReference, RunRow } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import type { Parsed, Output } from '#shared/contracts/index';
import { readCallTotals } from '../../store/call-queries';
import type { ReadableDb } from '../../store/database';
import { thingsOf } from '../../store/run-lineage-repository';
import { figuresOf, listRuns, type RunFigures } from '../../store/run-list-repository';
import { artifactsOf } from '../../store/run-log-repository';
import { childrenOf, getRun, getRunContents, neededBy, needsOf, type RunRecord } from '../../store/run-repository';
import { present } from '../../store/rows';

export function shownRuns(db: ReadableDb, query: Parsed<'runs.list'>): Output<'runs.list'> {
  const { total, runs } = listRuns(db, query);
  return { total, rows: toRows(db, runs) };
}

export function shownRun(db: ReadableDb, id: RunId): RunRow {
  const record = getRun(db, id);
  return toRow(record, figuresOf(db, [id]).get(id));
}

export function toRows(db: ReadableDb, records: readonly RunRecord[]): RunRow[] {
  const figures = figuresOf(db, records.map(({ id }) => id));
  return records.map((record) => toRow(record, figures.get(record.id)));
}

export function runDetail(db: ReadableDb, id: RunId): RunDetail {
  const record = getRun(db, id);
  const { config, provenance, ...contents } = getRunContents(db, id);
  return present({
    ...toRow(record, figuresOf(db, [id]).get(id)),
    ...contents,
    configuration: config,
    inputs: thingsOf(db, id, 'input'),
    outputs: thingsOf(db, id, 'output'),
    needs: needsOf(db, id),
    neededBy: neededBy(db, id),
    children: childrenOf(db, id).map(toReference),
    error: record.error,
    artifacts: artifactsOf(db, id),
    provenance: provenance === undefined ? undefined : present({ ...provenance, device: record.device }),
    attempts: record.attempts,
    deaths: record.deaths,
    heartbeatAt: record.heartbeatAt,
    cost: costOf(db, id),
  });
}

function toRow(record: RunRecord, figures: RunFigures | undefined): RunRow {
  const { options, workedMs, error, attempts: _attempts, deaths: _deaths, furthest: _furthest, heartbeatAt: _heartbeatAt, tolerance: _tolerance, tags, ...same } = record;
  return { ...same, tags: [...tags], config: { ...options }, durationMs: workedMs, lastMetrics: figures?.last ?? {}, bestMetrics: figures?.best ?? {}, ...(error === undefined ? {} : { errorMessage: error.message }) };
}

/** Answers that were there already are told, and cost nothing. */
function costOf(db: ReadableDb, id: RunId): RunCost | undefined {
  const { calls, cached, promptTokens, replyTokens, cost } = readCallTotals(db, id);
  return calls + cached === 0 ? undefined : { calls, cachedCalls: cached, promptTokens, replyTokens, cost };
}

function toReference({ id, kind, name, state }: RunRecord): RunReference {
  return { id, kind, name, state };
}
