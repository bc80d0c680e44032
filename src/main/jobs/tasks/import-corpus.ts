/** @file Worker task: reads files with an importer and yields batches of records, then the counts. Writes nothing. */
import type { ImportOptions } from '#shared/contracts/corpora';
import { describeIssues } from '#shared/contracts/describe-issues';
import type { CorpusCounts, ImportWarning, RejectedRecord } from '#shared/contracts/import-report';
import { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import type { VocabularyId } from '#shared/domain/strategies';
import { hashRecord, hashRecords } from '../../corpora/content-hash';
import type { ImportItem } from '../../corpora/importer';
import { fileSource, type FileOnDisk } from '../../platform/file-source';
import { chooseImporter } from './choose-importer';
import { createImportTally, type ImportTally } from './import-tally';

export interface ImportTaskInput {
  files: { path: string; name: string; sizeBytes: number }[];
  /** `auto` or a format id. */
  format: string;
  options: ImportOptions;
}

export interface ImportedRecord {
  record: Dialogue | KnowledgeEntry;
  raw: string;
  fileName: string;
  /** sha256 of the canonical content of this record, hex. */
  sha256: string;
}

export type ImportTaskValue =
  | { type: 'started'; format: string; formatReason: string; kind: 'dialogues' | 'knowledge'; vocabulary: VocabularyId }
  | { type: 'batch'; records: ImportedRecord[]; bytesRead: number; bytesTotal: number }
  | { type: 'finished'; counts: CorpusCounts; sha256: string; warnings: ImportWarning[]; rejected: RejectedRecord[]; recordsPerFile: number[] };

const batchRecords = 64;
const batchCharacters = 1024 ** 2;

export async function* importCorpus({ files, format, options }: ImportTaskInput): AsyncGenerator<ImportTaskValue> {
  const { importer, reason, vocabulary } = await chooseImporter(files, { format, options });
  yield { type: 'started', format: importer.id, formatReason: reason, kind: importer.kind, vocabulary: options.vocabulary ?? vocabulary };

  const tally = createImportTally();
  const recordHashes: string[] = [];
  const recordsPerFile: number[] = [];
  const bytesTotal = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let bytesBefore = 0;
  for (const file of files) {
    let bytesInFile = 0;
    let records = 0;
    const source = fileSource(file, (bytesRead) => (bytesInFile = bytesRead));
    for await (const batch of batches(acceptedRecords(importer.read(source, options), file, tally))) {
      for (const { sha256 } of batch) recordHashes.push(sha256);
      records += batch.length;
      yield { type: 'batch', records: batch, bytesRead: bytesBefore + bytesInFile, bytesTotal };
    }
    recordsPerFile.push(records);
    bytesBefore += file.sizeBytes;
  }
  yield { type: 'finished', ...tally.result(), sha256: hashRecords(recordHashes), recordsPerFile };
}

/** Every record is checked against its schema once more, so that no importer can store what no page can read. */
async function* acceptedRecords(items: AsyncGenerator<ImportItem>, file: FileOnDisk, tally: ImportTally): AsyncGenerator<ImportedRecord> {
  for await (const item of items) {
    if (item.type === 'warning') tally.warn(item.code, item.example);
    else if (item.type === 'rejected') tally.reject({ index: item.index, reason: item.reason, file: file.name });
    else {
      const parsed = item.type === 'dialogue' ? Dialogue.safeParse(item.dialogue) : KnowledgeEntry.safeParse(item.entry);
      if (!parsed.success) {
        tally.reject({ index: item.index, reason: describeIssues(parsed.error.issues), file: file.name });
        continue;
      }
      const record = parsed.data;
      if ('turns' in record) tally.addDialogue(record);
      else tally.addEntry();
      yield { record, raw: item.raw, fileName: file.name, sha256: hashRecord(record) };
    }
  }
}

async function* batches(records: AsyncGenerator<ImportedRecord>): AsyncGenerator<ImportedRecord[]> {
  let batch: ImportedRecord[] = [];
  let characters = 0;
  for await (const record of records) {
    batch.push(record);
    characters += record.raw.length;
    if (batch.length < batchRecords && characters < batchCharacters) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
