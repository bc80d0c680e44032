/**
 * @file Solace's own JSON Lines: a header object, then one record a line exactly as it is stored. Lossless; the format to archive and to pass on.
 * Header: {"solace":"corpus","version":1,"kind":"dialogues"|"knowledge","vocabulary":"esconv8"|"extes8"}.
 */
import type { CorpusKind } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import { convertRecords } from './conversion';
import type { Exporter, Importer, ImportItem, ImportSource, Probe, Recognition } from './importer';
import { attempt } from './mapping';
import { isFields, own } from './records/fields';
import { readJsonRecords, type ParsedRecord } from './records/json-records';
import { checkedDialogue, checkedEntry, vocabularyNamed } from './solace-record';

const formatVersion = 1;
const ids = { dialogues: 'solace-jsonl', knowledge: 'solace-knowledge-jsonl' } as const;
const labels = { dialogues: 'Solace (JSON Lines)', knowledge: 'Solace knowledge (JSON Lines)' } as const;
const descriptions = {
  dialogues: 'Solace’s own format for dialogues: everything is kept, and importing it again gives the same corpus.',
  knowledge: 'Solace’s own format for knowledge bases: everything is kept, and importing it again gives the same corpus.',
} as const;

export const solaceJsonlImporter: Importer = {
  ...importerOf('dialogues'),
  read: (source, options) => convertRecords(recordsAfterHeader(source, 'dialogues'), { vocabulary: 'esconv8', toDialogue: checkedDialogue }, { source, options }),
};

export const solaceKnowledgeJsonlImporter: Importer = { ...importerOf('knowledge'), read: (source) => readEntries(source) };

export const solaceJsonlExporter = exporterOf('dialogues');
export const solaceKnowledgeJsonlExporter = exporterOf('knowledge');

function importerOf(kind: CorpusKind): Omit<Importer, 'read'> {
  return {
    id: ids[kind],
    label: labels[kind],
    description: descriptions[kind],
    kind,
    extensions: ['.jsonl'],
    vocabulary: 'esconv8',
    needsMapping: false,
    recognise: (probe) => recognise(probe, kind),
  };
}

function exporterOf(kind: CorpusKind): Exporter {
  return {
    id: ids[kind],
    label: labels[kind],
    description: descriptions[kind],
    kind,
    extension: '.jsonl',
    async *write(records, _leftOut, vocabulary) {
      yield `${JSON.stringify({ solace: 'corpus', version: formatVersion, kind, ...(vocabulary === undefined ? {} : { vocabulary }) })}\n`;
      for await (const record of records) yield `${JSON.stringify(record)}\n`;
    },
  };
}

function recognise({ records }: Probe, kind: CorpusKind): Recognition | null {
  const [header] = records;
  if (!isHeader(header) || own(header, 'kind') !== kind) return null;
  const vocabulary = vocabularyNamed(own(header, 'vocabulary'));
  return { confidence: 1, reason: 'its first line is the header of a Solace corpus', ...(vocabulary === undefined ? {} : { vocabulary }) };
}

/** The records behind the header, counted from 0. Throws where the header is missing, newer, or of the other kind. */
async function* recordsAfterHeader(source: ImportSource, kind: CorpusKind): AsyncGenerator<ParsedRecord> {
  let isFirst = true;
  for await (const record of readJsonRecords(source)) {
    if (isFirst) checkHeader('value' in record ? record.value : undefined, kind, source.name);
    else yield { ...record, index: record.index - 1 };
    isFirst = false;
  }
}

function checkHeader(header: unknown, kind: CorpusKind, file: string): void {
  const details = { file };
  if (!isHeader(header)) throw new AppError('INVALID_INPUT', `${file} has no Solace header in its first line; it should begin with {"solace":"corpus","version":${formatVersion},"kind":"${kind}"}.`, { details });
  const version = own(header, 'version');
  if (version !== formatVersion) throw new AppError('INVALID_INPUT', `${file} is version ${JSON.stringify(version) ?? 'unknown'} of Solace's format; this Solace reads version ${formatVersion}. Use the Solace that wrote it, or a newer one.`, { details });
  const found = own(header, 'kind');
  if (found !== kind) throw new AppError('INVALID_INPUT', `${file} holds ${found === 'knowledge' || found === 'dialogues' ? found : 'records of an unknown kind'}, not ${kind}. Import it with --format auto.`, { details });
}

function isHeader(value: unknown): value is Readonly<Record<string, unknown>> {
  return isFields(value) && own(value, 'solace') === 'corpus';
}

async function* readEntries(source: ImportSource): AsyncGenerator<ImportItem> {
  for await (const record of recordsAfterHeader(source, 'knowledge')) {
    const outcome = 'error' in record ? { reason: record.error } : attempt(() => checkedEntry(record.value));
    if ('reason' in outcome) yield { type: 'rejected', index: record.index, reason: outcome.reason };
    else yield { type: 'entry', index: record.index, entry: outcome.value, raw: 'raw' in record ? record.raw : '' };
  }
}
