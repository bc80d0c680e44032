/** @file What the command line says of label schemas, as text. Pure. */
import { allFields, type AnyLabelField, type LabelSchema } from '#shared/domain/label-schema';
import { formatNumber, oneLine, textList, textTable } from './text-table';

export interface SchemaRow {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly isBuiltIn: boolean;
  readonly fields: readonly string[];
  readonly derived: readonly string[];
  readonly labelSets: number;
}

export function describeSchemas(rows: readonly SchemaRow[]): string {
  return textTable(
    ['id', 'name', 'version', 'fields', 'label sets', 'from'],
    rows.map((row) => [row.id, row.name, formatNumber(row.version), [...row.fields, ...row.derived].join(', '), formatNumber(row.labelSets), row.isBuiltIn ? 'built in' : 'own']),
  );
}

export function describeSchema(schema: LabelSchema): string {
  const { id, name, version, description, fields, passes } = schema;
  const titleOf = (field: string): string => fields.find((one) => one.id === field)?.title ?? field;
  const facts: [string, string][] = [
    ['id', id],
    ['version', formatNumber(version)],
    ['asked in', oneLine(passes.map((pass) => `${pass.title} (${pass.fields.map(titleOf).join(', ')})`).join('; '))],
  ];
  const head = [oneLine(name), oneLine(description), textList(facts)].filter((part) => part !== '').join('\n');
  return [head, ...allFields(schema).map(describeField)].join('\n\n');
}

function describeField({ id, title, abbreviation, scale, rubric, values, isDerived }: AnyLabelField): string {
  const kind = isDerived ? 'derived' : scale;
  return `${oneLine(`${title} (${id}, ${abbreviation}), ${kind}`)}\n${oneLine(rubric)}\n${textTable(['value', 'title', 'when'], values.map((one) => [one.value, one.title, one.description]))}`;
}
