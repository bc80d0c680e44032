/**
 * @file What an importer is: it recognises a file by content and reads it record by record, never holding the whole file.
 * Knows nothing of the store; it is run by a worker task and by tests.
 */
import type { CorpusKind, ImportOptions } from '#shared/contracts/corpora';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import type { VocabularyId } from '#shared/domain/strategies';

/** A file to read; opened anew for every pass. */
export interface ImportSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** Bytes in order, from the start. Ending the iteration early closes the file. */
  open(): AsyncIterable<Uint8Array>;
}

/** The start of a file, decoded, for recognition. */
export interface Probe {
  readonly fileName: string;
  /** First 256 KiB as text, BOM removed; `isWhole` when that is all of it. */
  readonly head: string;
  readonly isWhole: boolean;
  /** First complete JSON records (array elements or lines), parsed; empty where the file is not JSON. */
  readonly records: readonly unknown[];
  /** Header cells where the file looks like a CSV table. */
  readonly csvHeader: readonly string[] | null;
}

export interface Recognition {
  /** 0..1; above 0.5 means "this is it unless something fits better". */
  readonly confidence: number;
  /** What in the content shows it, e.g. "records have survey_score and speaker usr/sys". */
  readonly reason: string;
  /** The vocabulary that the file itself names; else the format's own holds. */
  readonly vocabulary?: VocabularyId;
}

export type ImportItem =
  | { readonly type: 'dialogue'; readonly index: number; readonly dialogue: Dialogue; readonly raw: string }
  | { readonly type: 'entry'; readonly index: number; readonly entry: KnowledgeEntry; readonly raw: string }
  /** A record that cannot be taken; the import goes on. */
  | { readonly type: 'rejected'; readonly index: number; readonly reason: string }
  /** Something the person should know; equal codes are counted together, the first example kept. */
  | { readonly type: 'warning'; readonly code: string; readonly example: string };

export interface Importer {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly kind: CorpusKind;
  readonly extensions: readonly string[];
  readonly vocabulary: VocabularyId;
  readonly needsMapping: boolean;
  recognise(probe: Probe): Recognition | null;
  /** Throws AppError INVALID_INPUT when the file as a whole cannot be this format. */
  read(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportItem>;
}

/** A corpus format that can be written. `write` yields text; `leftOut` is filled while writing with what the format cannot carry. */
export interface Exporter {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly kind: CorpusKind;
  /** With the dot: ".json". */
  readonly extension: string;
  write(records: AsyncIterable<Dialogue | KnowledgeEntry> | Iterable<Dialogue | KnowledgeEntry>, leftOut: Map<string, number>, vocabulary?: VocabularyId): AsyncGenerator<string>;
}
