/** @file Worker task: reads files with an importer and yields batches of records, then the counts. Writes nothing. */
import type { ImportOptions } from '#shared/contracts/corpora';
import type { CorpusCounts, ImportWarning, RejectedRecord } from '#shared/contracts/import-report';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import type { VocabularyId } from '#shared/domain/strategies';

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
