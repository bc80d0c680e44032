/** @file A label schema as a JSON file: written, and read back with what is wrong said as a sentence. */
import { describeIssues } from '#shared/contracts/describe-issues';
import { LabelSchema } from '#shared/domain/label-schema';
import { downloadText } from '../../components/download';

export function downloadSchema(schema: LabelSchema): void {
  downloadText(`${JSON.stringify(schema, null, 2)}\n`, { name: `${schema.id}-v${schema.version}.json`, type: 'application/json' });
}

export type ReadSchema = { readonly schema: LabelSchema } | { readonly problem: string };

export function readSchemaFile({ name, text }: { name: string; text: string }): ReadSchema {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: `${name} is not JSON. Choose a label schema that was downloaded from Solace or written like one.` };
  }
  const schema = LabelSchema.safeParse(document);
  return schema.success ? { schema: schema.data } : { problem: `${name} is not a label schema: ${describeIssues(schema.error.issues)}.` };
}
