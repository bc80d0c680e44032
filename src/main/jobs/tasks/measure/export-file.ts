/** @file The JSON that reproduces a measurement: its data, options and result in one document, written by an export and read to measure again. */
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { describeIssues } from '#shared/contracts/describe-issues';
import { AppError } from '#shared/contracts/errors';
import { AgreementOptions, ComparisonOptions, MeasurementInput, NlgOptions, StrategyOptions, type MeasuredOutcome, type Measurement, type Reproduction } from '#shared/contracts/measure';
import { describeFileError } from '../../../platform/file-errors';
import type { FileOnDisk } from '../../../platform/file-source';
import type { KeptItem, MeasureTask, RatingRow } from './request';

const documentType = 'solace-measurement';
const shownDifferences = 20;

const Header = z.object({
  type: z.literal(documentType),
  version: z.literal(1),
  name: z.string(),
  solaceVersion: z.string(),
  createdAt: z.string(),
  inputs: z.array(MeasurementInput),
  /** Compared figure by figure, whatever fields it has. */
  result: z.record(z.string(), z.unknown()),
});

const references = z.array(z.string()).min(1);
const ExportDocument = z.discriminatedUnion('kind', [
  Header.extend({ kind: z.literal('nlg'), options: NlgOptions, data: z.object({ items: z.array(z.object({ hypothesis: z.string(), references })) }) }),
  Header.extend({
    kind: z.literal('strategy'),
    options: StrategyOptions,
    data: z.object({ rows: z.array(z.object({ gold: z.string(), predicted: z.string().nullable(), dialogue: z.string().optional() })) }),
  }),
  Header.extend({ kind: z.literal('agreement'), options: AgreementOptions, data: z.object({ rows: z.array(z.object({ item: z.string(), rater: z.string(), label: z.string() })) }) }),
  Header.extend({ kind: z.literal('comparison'), options: ComparisonOptions, data: z.object({ items: z.array(z.object({ a: z.string(), b: z.string(), references })) }) }),
]);
type ExportDocument = z.output<typeof ExportDocument>;

export interface ExportedMeasurement {
  readonly task: MeasureTask;
  readonly name: string;
  readonly inputs: readonly MeasurementInput[];
  readonly result: Readonly<Record<string, unknown>>;
  readonly sha256: string;
}

/** The document piece by piece, so that a large one is never a single text. */
export async function* exportDocument(measurement: Measurement, items: AsyncIterable<readonly { readonly item: KeptItem }[]>): AsyncGenerator<string> {
  const { kind, name, solaceVersion, createdAt, inputs, options, result } = measurement;
  yield JSON.stringify({ type: documentType, version: 1, kind, name, solaceVersion, createdAt, inputs, options, result }, null, 1).replace(/\n\}$/, '');
  yield `,\n "data": {"${kind === 'nlg' || kind === 'comparison' ? 'items' : 'rows'}": [`;
  let isFirst = true;
  for await (const rows of kind === 'agreement' ? ratingRows(items) : dataRows(items)) {
    for (const row of rows) {
      yield `${isFirst ? '' : ','}\n  ${JSON.stringify(row)}`;
      isFirst = false;
    }
  }
  yield '\n ]}\n}\n';
}

export async function readExportedMeasurement(file: FileOnDisk): Promise<ExportedMeasurement> {
  const bytes = await readFile(file.path).catch((error: unknown) => {
    throw describeFileError(error, file.name);
  });
  const document = parseDocument(file.name, bytes.toString('utf8'));
  return { task: taskOf(document), name: document.name, inputs: document.inputs, result: document.result, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Whether the figures came out as the exported document has them. */
export function compareWithExport(exported: ExportedMeasurement, outcome: MeasuredOutcome): Reproduction {
  const now = JSON.parse(JSON.stringify(outcome.result)) as unknown;
  const differing = differencesOf(exported.result, now, '');
  return { of: exported.name, sha256: exported.sha256, isIdentical: differing.length === 0, differing: differing.slice(0, shownDifferences) };
}

function parseDocument(name: string, text: string): ExportDocument {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${name}: it is not valid JSON (${error instanceof Error ? error.message : String(error)}). Choose a measurement that was exported as JSON.`, { cause: error, details: { file: name } });
  }
  const document = ExportDocument.safeParse(parsed);
  if (document.success) return document.data;
  throw new AppError('INVALID_INPUT', `${name}: this is not an exported measurement (${describeIssues(document.error.issues)}). Choose a measurement that was exported as JSON.`, { details: { file: name } });
}

function taskOf(document: ExportDocument): MeasureTask {
  switch (document.kind) {
    case 'nlg':
      return { data: { kind: 'nlg', items: document.data.items }, options: document.options };
    case 'strategy':
      return { data: { kind: 'strategy', rows: document.data.rows }, options: document.options };
    case 'agreement':
      return { data: { kind: 'agreement', rows: document.data.rows }, options: document.options };
  }
  return { data: { kind: 'comparison', items: document.data.items }, options: document.options };
}

/** What the items were made from. */
async function* dataRows(items: AsyncIterable<readonly { readonly item: KeptItem }[]>): AsyncGenerator<object[]> {
  for await (const page of items) {
    yield page.map(({ item }) => {
      if (item.kind === 'nlg') return { hypothesis: item.hypothesis, references: item.references };
      if (item.kind === 'comparison') return { a: item.a.text, b: item.b.text, references: item.references };
      return item.kind === 'strategy' ? { gold: item.writtenGold, predicted: item.written, dialogue: item.dialogue } : {};
    });
  }
}

/** All at once, since the ratings of one item need not stand together. */
async function* ratingRows(items: AsyncIterable<readonly { readonly item: KeptItem }[]>): AsyncGenerator<RatingRow[]> {
  const rows: (RatingRow & { row: number })[] = [];
  for await (const page of items) {
    for (const { item } of page) if (item.kind === 'agreement') rows.push(...item.ratings.map((rating) => ({ item: item.item, ...rating })));
  }
  yield rows.toSorted((first, second) => first.row - second.row).map(({ item, rater, label }) => ({ item, rater, label }));
}

function differencesOf(before: unknown, now: unknown, path: string): string[] {
  if (Object.is(before, now)) return [];
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const [old, fresh] = [before, now].map((one) => new Map(Object.entries(one)));
  return [...keys].flatMap((key) => differencesOf(old?.get(key), fresh?.get(key), path === '' ? key : `${path}.${key}`));
}
