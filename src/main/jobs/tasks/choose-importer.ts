/** @file Which importer reads these files: the one that was named, the one a mapping calls for, or the one that every file's content shows. */
import type { ImportOptions } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { VocabularyId } from '#shared/domain/strategies';
import type { Importer, Probe } from '../../corpora/importer';
import { makeProbe } from '../../corpora/probe';
import { findImporter, recogniseFormat } from '../../corpora/registry';
import { fileSource, type FileOnDisk } from '../../platform/file-source';

export interface ImporterChoice {
  readonly importer: Importer;
  readonly reason: string;
  /** The vocabulary that the first file names, else the format's own. */
  readonly vocabulary: VocabularyId;
}

interface FileChoice extends ImporterChoice {
  readonly file: string;
}

export async function chooseImporter(files: readonly FileOnDisk[], wanted: { format: string; options: ImportOptions }): Promise<ImporterChoice> {
  const choices: FileChoice[] = [];
  for (const file of files) choices.push(await chooseForFile(file, wanted));
  const [first] = choices;
  if (first === undefined) throw new AppError('INVALID_INPUT', 'There is no file to import.');
  if (choices.every(({ importer }) => importer === first.importer)) return first;
  const found = choices.map(({ file, importer }) => `${file} is ${importer.id}`).join(', ');
  throw new AppError('INVALID_INPUT', `The files are of different formats: ${found}. Import them as separate corpora, or name one format for all.`);
}

async function chooseForFile(file: FileOnDisk, { format, options: { mapping } }: { format: string; options: ImportOptions }): Promise<FileChoice> {
  const probe = await makeProbe(fileSource(file));
  const choose = (importer: Importer, reason: string): FileChoice => ({ file: file.name, importer, reason, vocabulary: vocabularyOf(importer, probe) });
  if (format !== 'auto') return choose(findImporter(format), `The format ${format} was named.`);
  if (mapping !== undefined) {
    const table = probe.csvHeader === null ? 'generic-jsonl' : 'generic-csv';
    const importer = findImporter(mapping.layout === 'knowledge-rows' ? 'qa-table' : table);
    return choose(importer, `${importer.label}: a mapping of its columns was given.`);
  }
  const { importer, reason } = recogniseFormat(probe);
  if (importer === null) throw new AppError('INVALID_INPUT', reason, { details: { file: file.name } });
  return choose(importer, reason);
}

function vocabularyOf(importer: Importer, probe: Probe): VocabularyId {
  return importer.recognise(probe)?.vocabulary ?? importer.vocabulary;
}
