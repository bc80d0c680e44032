/** @file Worker task: reads a file of labels, an exported label set or ESCA's annotated JSON, in batches. Writes nothing. */
import { ImportOptions } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { Dialogue } from '#shared/domain/dialogue';
import { escaStatesImporter } from '../../corpora/esca-states';
import { readLabelHeader, readLabelledDialogues, type LabelFileDialogue, type LabelFileHeader } from '../../corpora/label-file';
import { fileSource, type FileOnDisk } from '../../platform/file-source';

export type ReadLabelsValue =
  | { readonly type: 'label-set'; readonly header: LabelFileHeader }
  | { readonly type: 'labels'; readonly dialogues: readonly LabelFileDialogue[] }
  | { readonly type: 'annotated-corpus' }
  | { readonly type: 'states'; readonly dialogues: readonly { readonly index: number; readonly dialogue: Dialogue }[] };

const batchSize = 50;

export async function* readLabels({ file }: { readonly file: FileOnDisk }): AsyncGenerator<ReadLabelsValue> {
  const source = fileSource(file);
  const header = await readLabelHeader(source);
  if (header !== null) {
    yield { type: 'label-set', header };
    for await (const dialogues of batches(readLabelledDialogues(source))) yield { type: 'labels', dialogues };
    return;
  }
  yield { type: 'annotated-corpus' };
  for await (const dialogues of batches(readStates(file))) yield { type: 'states', dialogues };
}

async function* readStates(file: FileOnDisk): AsyncGenerator<{ index: number; dialogue: Dialogue }> {
  for await (const item of escaStatesImporter.read(fileSource(file), ImportOptions.parse({}))) {
    if (item.type === 'rejected') throw new AppError('INVALID_INPUT', `${file.name}, record ${item.index}: ${item.reason}. Labels are laid on a corpus only where every record can be read.`);
    if (item.type === 'dialogue') yield { index: item.index, dialogue: item.dialogue };
  }
}

async function* batches<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
