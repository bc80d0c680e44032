/** @file Which formats there are, and what files look like before they are imported. */
import type { FormatInfo, ImportOptions } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import { readTablePreview } from '../../corpora/column-guess';
import { makeProbe } from '../../corpora/probe';
import { exporters, findImporter, importers, recogniseFormat } from '../../corpora/registry';
import { fileSource, type FileOnDisk } from '../../platform/file-source';

export function listFormats(): FormatInfo[] {
  const canExport = new Set(exporters.map(({ id }) => id));
  const readable = importers.map(({ id, label, description, kind, extensions, needsMapping }) => ({
    id,
    label,
    description,
    kind,
    extensions: [...extensions],
    canImport: true,
    canExport: canExport.has(id),
    needsMapping,
  }));
  const known = new Set(importers.map(({ id }) => id));
  const writeOnly = exporters
    .filter(({ id }) => !known.has(id))
    .map(({ id, label, description, kind, extension }) => ({ id, label, description, kind, extensions: [extension], canImport: false, canExport: true, needsMapping: false }));
  return [...readable, ...writeOnly];
}

/** One answer for all files; null where they differ or nothing fits. */
export async function recogniseFiles(files: readonly FileOnDisk[]): Promise<Output<'corpora.recognise'>> {
  const choices = [];
  for (const file of files) choices.push({ file, choice: recogniseFormat(await makeProbe(fileSource(file))) });
  const [first] = choices;
  if (first === undefined) return { format: null, reason: 'There is no file.', candidates: [] };
  const unknown = choices.find(({ choice }) => choice.importer === null) ?? first;
  const candidates = unknown.choice.candidates.map(({ format, confidence, reason }) => ({ format, confidence, reason }));
  const formats = new Set(choices.map(({ choice }) => choice.importer?.id ?? null));
  if (formats.size > 1 && !formats.has(null)) {
    return { format: null, reason: `The files are of different formats: ${choices.map(({ file, choice }) => `${file.name} is ${choice.importer?.id ?? 'unknown'}`).join(', ')}. Import them as separate corpora.`, candidates };
  }
  return { format: unknown.choice.importer?.id ?? null, reason: unknown.choice.reason, candidates };
}

export async function readColumns(file: FileOnDisk): Promise<Output<'corpora.columns'>> {
  return readTablePreview(fileSource(file));
}

const triedRecords = 5;
const triedProblems = 10;

/** The first records as the import itself would read them. */
export async function tryMapping(file: FileOnDisk, options: ImportOptions): Promise<Output<'corpora.tryMapping'>> {
  const source = fileSource(file);
  const isCsv = (await makeProbe(source)).csvHeader !== null;
  const importer = options.mapping?.layout === 'knowledge-rows' ? 'qa-table' : isCsv ? 'generic-csv' : 'generic-jsonl';
  const records: Output<'corpora.tryMapping'>['records'] = [];
  const problems = new Set<string>();
  for await (const item of findImporter(importer).read(source, options)) {
    if (item.type === 'dialogue') records.push(item.dialogue);
    else if (item.type === 'entry') records.push(item.entry);
    else problems.add(item.type === 'rejected' ? item.reason : `${nameOfWarning(item.code)}: ${item.example}`);
    if (records.length >= triedRecords || problems.size >= triedProblems) break;
  }
  return { records, problems: [...problems] };
}

/** A code as words: "unknown-strategy" is "Unknown strategy". */
function nameOfWarning(code: string): string {
  return `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
}
