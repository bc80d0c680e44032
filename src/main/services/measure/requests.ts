/** @file From what a caller asked to what a worker is told: handles become paths, corpora become columns. What cannot be found is refused at once. */
import type { Output, Parsed } from '#shared/contracts/index';
import type { ColumnSource } from '#shared/contracts/measure';
import type { FileId } from '#shared/domain/ids';
import type { InspectRequest } from '../../jobs/tasks/measure/inspect';
import type { ColumnInput, MeasureRequest } from '../../jobs/tasks/measure/request';
import type { FileOnDisk } from '../../platform/file-source';
import { planCorpusColumn, readCorpusColumn } from './corpus-column';
import type { MeasureDependencies } from './dependencies';

/** Reads what comes from the workspace, once the activity runs. */
export type LazyRequest = (signal: AbortSignal) => Promise<MeasureRequest>;

type LazyColumn = (signal: AbortSignal) => Promise<ColumnInput>;

export function nlgRequest(dependencies: MeasureDependencies, { hypotheses, references, options }: Parsed<'measure.nlg'>): LazyRequest {
  const [replies, gold] = [columnOf(dependencies, hypotheses), references.map((source) => columnOf(dependencies, source))];
  return async (signal) => ({ kind: 'nlg', hypotheses: await replies(signal), references: await readAll(gold, signal), options });
}

export function comparisonRequest(dependencies: MeasureDependencies, { references, options, ...systems }: Parsed<'measure.compare'>): LazyRequest {
  const [a, b, gold] = [columnOf(dependencies, systems.a), columnOf(dependencies, systems.b), references.map((source) => columnOf(dependencies, source))];
  return async (signal) => ({ kind: 'comparison', a: await a(signal), b: await b(signal), references: await readAll(gold, signal), options });
}

export function strategyRequest(dependencies: MeasureDependencies, { source, options }: Parsed<'measure.strategy'>): LazyRequest {
  if (source.kind === 'rows') {
    const { kind, fileId, format, columns } = source;
    const file = fileOf(dependencies, fileId);
    return () => Promise.resolve({ kind: 'strategy', source: { kind, file, format, columns }, options });
  }
  const [gold, predicted] = [columnOf(dependencies, source.gold), columnOf(dependencies, source.predicted)];
  return async (signal) => ({ kind: 'strategy', source: { kind: 'columns', gold: await gold(signal), predicted: await predicted(signal) }, options });
}

export function agreementRequest(dependencies: MeasureDependencies, { source: { fileId, format, columns }, options }: Parsed<'measure.agreement'>): LazyRequest {
  const file = fileOf(dependencies, fileId);
  return () => Promise.resolve({ kind: 'agreement', file, format, columns, options });
}

export function reproductionRequest(dependencies: MeasureDependencies, { fileId }: Parsed<'measure.reproduce'>): LazyRequest {
  const file = fileOf(dependencies, fileId);
  return () => Promise.resolve({ kind: 'reproduction', file });
}

const samples = 3;
const longestSample = 300;

/** What a source holds; a file is read by a worker. */
export async function inspectSource(dependencies: MeasureDependencies, { source }: Parsed<'measure.inspect'>, signal: AbortSignal): Promise<Output<'measure.inspect'>> {
  const column = await columnOf(dependencies, source)(signal);
  if (column.kind === 'values') {
    return { format: 'lines', rows: column.values.length, columns: [], column: null, samples: column.values.slice(0, samples).map((value) => (value ?? '').slice(0, longestSample)) };
  }
  const request: InspectRequest = column;
  for await (const found of dependencies.ports.spawnTask<Output<'measure.inspect'>>('inspect-column', request)) return found;
  throw new Error('the worker ended without a result');
}

function columnOf(dependencies: MeasureDependencies, source: ColumnSource): LazyColumn {
  if (source.kind === 'file') {
    const file = fileOf(dependencies, source.fileId);
    return () => Promise.resolve({ kind: 'file', file, format: source.format, column: source.column });
  }
  const { db } = dependencies.store;
  const plan = planCorpusColumn(db, source);
  return (signal) => readCorpusColumn(db, plan, signal);
}

async function readAll(columns: readonly LazyColumn[], signal: AbortSignal): Promise<ColumnInput[]> {
  const read: ColumnInput[] = [];
  for (const column of columns) read.push(await column(signal));
  return read;
}

/** Only what a worker may know of a file. */
function fileOf({ files }: MeasureDependencies, fileId: FileId): FileOnDisk {
  const { path, name, sizeBytes } = files.readable(fileId);
  return { path, name, sizeBytes };
}
