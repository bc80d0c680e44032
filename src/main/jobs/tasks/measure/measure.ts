/** @file One measurement from its request to its result: reads the inputs, computes, names it. Run by a worker task, and inline by the command line. */
import { compareWithExport, readExportedMeasurement } from './export-file';
import { measureData } from './measure-data';
import { readRatings } from './read-ratings';
import { readStrategies } from './read-strategies';
import { assertEquallyMany, readReferences, readReplies, type ReadColumn } from './read-texts';
import type { ColumnInput, Measured, MeasureRequest, MeasureTask, OnProgress } from './request';

/** As in the contract. */
const mostNameCharacters = 80;

/** @throws AppError INVALID_INPUT that names file, line and field. */
export async function measure(request: MeasureRequest, onProgress: OnProgress = () => undefined): Promise<Measured> {
  if (request.kind === 'reproduction') return reproduce(request, onProgress);
  const { task, name, inputs } = await read(request);
  return { ...measureData(task, onProgress), name, inputs };
}

interface ReadTask extends Pick<Measured, 'name' | 'inputs'> {
  readonly task: MeasureTask;
}

async function read(request: Exclude<MeasureRequest, { kind: 'reproduction' }>): Promise<ReadTask> {
  if (request.kind === 'nlg') return readTexts(request);
  if (request.kind === 'comparison') return readComparison(request);
  if (request.kind === 'strategy') {
    const { rows, name, inputs } = await readStrategies(request.source, request.options);
    return { task: { data: { kind: 'strategy', rows }, options: request.options }, name: `Strategies of ${name}`, inputs };
  }
  const { rows, name, inputs } = await readRatings(request, request.options);
  return { task: { data: { kind: 'agreement', rows }, options: request.options }, name: `Agreement in ${name}`, inputs };
}

async function readTexts({ hypotheses, references, options }: Extract<MeasureRequest, { kind: 'nlg' }>): Promise<ReadTask> {
  const replies = await readReplies(hypotheses, 'hypotheses');
  const { columns, referencesOf, name } = await readAllReferences(references, [replies]);
  const items = replies.values.map((hypothesis, index) => ({ hypothesis, references: referencesOf(index) }));
  return { task: { data: { kind: 'nlg', items }, options }, name: `${replies.name} against ${name}`, inputs: inputsOf(columns) };
}

async function readComparison({ a, b, references, options }: Extract<MeasureRequest, { kind: 'comparison' }>): Promise<ReadTask> {
  const [first, second] = [await readReplies(a, 'a'), await readReplies(b, 'b')];
  const { columns, referencesOf, name } = await readAllReferences(references, [first, second]);
  const items = first.values.map((text, index) => ({ a: text, b: second.values[index] ?? '', references: referencesOf(index) }));
  const names = options.names ?? systemNames(first.name, second.name);
  return { task: { data: { kind: 'comparison', items }, options: { ...options, names } }, name: `${first.name} and ${second.name} against ${name}`, inputs: inputsOf(columns) };
}

interface AllReferences {
  readonly columns: readonly ReadColumn<unknown>[];
  readonly referencesOf: (index: number) => string[];
  readonly name: string;
}

async function readAllReferences(sources: readonly ColumnInput[], replies: readonly ReadColumn<string>[]): Promise<AllReferences> {
  const references = await readReferences(sources);
  const columns = [...replies, ...references];
  assertEquallyMany(columns);
  return { columns, referencesOf: (index) => references.flatMap((one) => one.values[index] ?? []), name: references.map((one) => one.name).join(' and ') };
}

function inputsOf(columns: readonly ReadColumn<unknown>[]): Measured['inputs'] {
  return columns.map(({ input }) => input);
}

/** File names without folder and ending, or as much of them as tells the systems apart. */
function systemNames(a: string, b: string): { a: string; b: string } {
  const shortened = (name: string): string => name.replace(/^.*[/\\]/, '').replace(/\.[a-z]+$/i, '');
  if (shortened(a) !== shortened(b)) return { a: shortened(a).slice(0, mostNameCharacters), b: shortened(b).slice(0, mostNameCharacters) };
  return a === b ? { a: 'A', b: 'B' } : { a: a.slice(-mostNameCharacters), b: b.slice(-mostNameCharacters) };
}

async function reproduce({ file }: Extract<MeasureRequest, { kind: 'reproduction' }>, onProgress: OnProgress): Promise<Measured> {
  const exported = await readExportedMeasurement(file);
  const computed = measureData(exported.task, onProgress);
  return { ...computed, inputs: exported.inputs, name: exported.name, reproduction: compareWithExport(exported, computed.outcome) };
}
