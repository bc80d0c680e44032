/** @file How fast an import is, against merely parsing the same JSON; with --synthetic, how it holds at size. Imports run in a child, so that its peak memory is its own. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import { programRoot } from '../../../platform/program-root';
import type { CommandContext } from '../command-context';
import { formatBytes, formatNumber, textList, textTable } from '../text-table';
import type { Benchmark, BenchmarkReport } from './benchmark';
import { importInChild, type ChildImport } from './child-import';
import { timeFilters, type FilterTiming } from './filter-timing';
import { writeSyntheticCorpus } from './synthetic-corpus';

interface Options {
  readonly synthetic?: number;
  readonly runs: number;
  readonly seed: number;
}

interface Figures {
  readonly files: readonly string[];
  readonly sizeBytes: number;
  readonly parseMs: number;
  readonly child: ChildImport;
  readonly databaseBytes: number;
  readonly filters: readonly FilterTiming[];
}

export const importBenchmark: Benchmark = {
  name: 'import',
  summary: 'import against JSON.parse; --synthetic N for a large corpus, its memory and the speed of filters',
  configure(command: Command) {
    command
      .argument('[file...]', 'JSON Lines files (default: the ESConv files beside the project)')
      .option('--synthetic <dialogues>', 'generate and import this many dialogues instead', parseCount)
      .option('--runs <count>', 'take the median of this many runs', parseCount, 3)
      .option('--seed <integer>', 'seed of the generated text', parseCount, 13);
  },
  async run(context, { args, options }) {
    const folder = await mkdtemp(join(tmpdir(), 'solace-bench-'));
    try {
      return await measure(context, { folder, args, options: options as unknown as Options });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(context: CommandContext, setting: { folder: string; args: readonly string[]; options: Options }): Promise<BenchmarkReport> {
  const { folder, options } = setting;
  const files = options.synthetic === undefined ? chooseFiles(setting.args) : [await generate(context, folder, { ...options, synthetic: options.synthetic })];
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  context.terminal.note(`Parsing and importing ${files.length} files, ${options.runs} times each`);
  const parses: number[] = [];
  const imports: ChildImport[] = [];
  for (let run = 0; run < options.runs; run++) {
    context.signal.throwIfAborted();
    parses.push(timeParsing(files));
    imports.push(await importInChild(files, { workspacePath: join(folder, `workspace-${run}`), signal: context.signal }));
  }
  const child = imports.toSorted((a, b) => a.wallMs - b.wallMs)[Math.floor(imports.length / 2)] as ChildImport;
  const lastWorkspace = join(folder, `workspace-${options.runs - 1}`);
  const filters = options.synthetic === undefined ? [] : await timeFilters(lastWorkspace, { terminal: context.terminal, signal: context.signal });
  const figures = { files, sizeBytes: sum(sizes), parseMs: median(parses), child, databaseBytes: (await stat(join(lastWorkspace, 'solace.sqlite'))).size, filters };
  return { document: toDocument(figures), text: toText(figures) };
}

function toDocument({ files, sizeBytes, parseMs, child, databaseBytes, filters }: Figures): object {
  return {
    benchmark: 'import',
    files,
    sizeBytes,
    dialogues: child.dialogues,
    parseMs,
    importMs: child.wallMs,
    ratio: child.wallMs / parseMs,
    peakResidentBytes: child.peakResidentBytes,
    databaseBytes,
    databaseToFileRatio: databaseBytes / sizeBytes,
    filters,
  };
}

function toText({ sizeBytes, parseMs, child, databaseBytes, filters }: Figures): string {
  const milliseconds = (value: number): string => `${formatNumber(value)} ms`;
  const facts = textList([
    ['dialogues', formatNumber(child.dialogues)],
    ['file size', formatBytes(sizeBytes)],
    ['JSON.parse alone', milliseconds(parseMs)],
    ['whole import command', `${milliseconds(child.wallMs)} (${formatNumber(child.wallMs / parseMs)} times parsing)`],
    ['peak resident memory', formatBytes(child.peakResidentBytes)],
    ['database', `${formatBytes(databaseBytes)} (${formatNumber(databaseBytes / sizeBytes)} times the file)`],
  ]);
  if (filters.length === 0) return facts;
  const table = textTable(
    ['filter', 'found', 'rows p50', 'rows p95', 'counts p50', 'counts p95'],
    filters.map(({ name, total, p50Ms, p95Ms, countsP50Ms, countsP95Ms }) => [name, formatNumber(total), ...[p50Ms, p95Ms, countsP50Ms, countsP95Ms].map(milliseconds)]),
  );
  return `${facts}\n\n${table}`;
}

function chooseFiles(named: readonly string[]): string[] {
  if (named.length > 0) return [...named];
  const files = ['train.txt', 'valid.txt', 'test.txt'].map((name) => join(programRoot(), '..', 'shared', 'data', 'esconv', name));
  if (files.every((file) => existsSync(file))) return files;
  throw new AppError('NOT_FOUND', 'The ESConv files are not beside the project. Name JSON Lines files, or use --synthetic N.');
}

async function generate(context: CommandContext, folder: string, { synthetic, seed }: { synthetic: number; seed: number }): Promise<string> {
  context.terminal.note(`Writing ${formatNumber(synthetic)} synthetic dialogues`);
  const path = join(folder, 'synthetic.jsonl');
  await writeSyntheticCorpus(path, { dialogues: synthetic, seed });
  return path;
}

function timeParsing(files: readonly string[]): number {
  const startedMs = performance.now();
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line.trim() !== '') JSON.parse(line);
  }
  return performance.now() - startedMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}
