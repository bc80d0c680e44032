/**
 * @file The identity of a model's folder, cheap even for hundreds of gigabytes. sha256 over one line a file, in code-unit order of names:
 * JSON of [name, size in bytes, sha256 hex], where the last is that of the whole content for small files, and of the header (names, types, shapes
 * and offsets of all tensors) for safetensors. Weights that differ in values alone, with all sizes equal, have equal hashes.
 */
import { createHash } from 'node:crypto';
import { findFile, listNames, readSmallFile, type CheckpointFolder, type FolderFile } from './folder-files';
import type { WeightFile } from './stored-weights';

/** Files that decide what the model computes or how its text is read; readmes and licences may change. */
const decisive = /^(config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|modules|sentence_bert_config|model\.safetensors\.index)\.json$|^(merges|vocab)\.txt$|^tokenizer\.model$|^chat_template\.jinja$/;
const pooling = '1_Pooling/config.json';
const largestBytes = 100_000_000;

/** Beside the weights: what decides how the model computes and how its text is read. */
export async function listDecisiveFiles(folder: CheckpointFolder): Promise<readonly FolderFile[]> {
  const names = [...(await listNames(folder)).filter((name) => decisive.test(name)), pooling];
  const files = await Promise.all(names.map((name) => findFile(folder, name)));
  return files.filter((file) => file !== undefined);
}

export async function hashFolder(weightFiles: readonly WeightFile[], otherFiles: readonly FolderFile[]): Promise<string> {
  const lines = weightFiles.map(({ name, sizeBytes, headerBytes }) => line(name, sizeBytes, headerBytes));
  for (const file of otherFiles) lines.push(line(file.name, file.sizeBytes, await readSmallFile(file, largestBytes)));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function line(name: string, sizeBytes: number, bytes: Uint8Array): string {
  return JSON.stringify([name, sizeBytes, createHash('sha256').update(bytes).digest('hex')]);
}
