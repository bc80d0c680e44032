/**
 * @file A label set as JSON Lines: a header that names corpus, schema and annotators, then one dialogue a line with its values and votes. Dialogues
 * are named by the hash of their content, so that the labels find theirs in any workspace. Calls of language models stay behind.
 */
import { z } from 'zod';
import { Annotator, LabelledDialogue } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import { describeIssues } from '#shared/contracts/describe-issues';
import { Json } from '#shared/domain/json';
import { LabelSchema } from '#shared/domain/label-schema';
import type { ImportSource } from './importer';
import { isFields } from './records/fields';
import { readJsonRecords } from './records/json-records';

export const LabelFileHeader = z.object({
  solace: z.literal('labels'),
  version: z.literal(1),
  name: z.string(),
  corpus: z.object({ name: z.string(), sha256: z.string() }),
  schema: LabelSchema,
  annotators: z.array(Annotator.omit({ endpointId: true })),
  adjudicator: Annotator.omit({ endpointId: true }).nullable(),
  isScripted: z.boolean(),
  options: Json,
});
export type LabelFileHeader = z.output<typeof LabelFileHeader>;

export const LabelFileDialogue = LabelledDialogue.omit({ dialogueId: true }).extend({ state: z.enum(['labelled', 'failed']), /** Of the dialogue's content. */ sha256: z.string() });
export type LabelFileDialogue = z.output<typeof LabelFileDialogue>;

/** The header where the file is a label set, null where it is something else. */
export async function readLabelHeader(source: ImportSource): Promise<LabelFileHeader | null> {
  for await (const record of readJsonRecords(source)) {
    if ('error' in record || !isFields(record.value) || record.value['solace'] !== 'labels') return null;
    return parsed(LabelFileHeader, record.value, `${source.name}, line 1`);
  }
  return null;
}

export async function* readLabelledDialogues(source: ImportSource): AsyncGenerator<LabelFileDialogue> {
  for await (const record of readJsonRecords(source)) {
    const where = `${source.name}, line ${record.index + 1}`;
    if ('error' in record) throw new AppError('INVALID_INPUT', `${where}: ${record.error}. Export the label set again.`);
    if (record.index > 0) yield parsed(LabelFileDialogue, record.value, where);
  }
}

/** One line of the file. */
export function labelLine(record: LabelFileHeader | LabelFileDialogue): string {
  return `${JSON.stringify(record)}\n`;
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('INVALID_INPUT', `${where}: this is no label set as Solace writes it: ${describeIssues(result.error.issues)}`, { cause: result.error });
}
