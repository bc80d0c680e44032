/** @file The layouts of a foreign table and the parts its columns can play in each. Pure. */
import type { ColumnMapping } from '#shared/contracts/corpora';

export type Layout = ColumnMapping['layout'];

export interface ColumnRole {
  readonly key: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly help?: string;
}

const required = (key: string, label: string): ColumnRole => ({ key, label, isRequired: true });
const optional = (key: string, label: string, help?: string): ColumnRole => ({ key, label, isRequired: false, ...(help !== undefined && { help }) });

const descriptive = [optional('emotionType', 'Emotion'), optional('problemType', 'Problem'), optional('situation', 'Situation')];
const labels = [optional('strategy', 'Strategy'), optional('feedback', 'Feedback, 1 to 5')];

export const layouts: Readonly<Record<Layout, { label: string; description: string; roles: readonly ColumnRole[] }>> = {
  'utterance-rows': {
    label: 'One row an utterance',
    description: 'Rows of one dialogue follow one another, or share an identifier.',
    roles: [required('text', 'Text'), optional('dialogueId', 'Dialogue', 'Without it the whole file is one dialogue.'), optional('speaker', 'Speaker', 'Without it speakers alternate, the seeker first.'), ...labels, ...descriptive],
  },
  'context-rows': {
    label: 'One row a reply with its history',
    description: 'Each row is a supporter’s reply, with the utterances before it in one cell.',
    roles: [required('history', 'History'), required('response', 'Reply'), optional('historySpeakers', 'Speakers of the history', 'Without it speakers alternate back from the reply.'), ...labels, ...descriptive],
  },
  'knowledge-rows': {
    label: 'One row a knowledge entry',
    description: 'A question or post with an answer; becomes a knowledge base, not dialogues.',
    roles: [required('query', 'Question or post'), required('answer', 'Answer'), optional('title', 'Title'), optional('topics', 'Topics')],
  },
};

export function columnOf(mapping: ColumnMapping, role: string): string {
  const column = (mapping as Readonly<Record<string, unknown>>)[role];
  return typeof column === 'string' ? column : '';
}

export function withColumn(mapping: ColumnMapping, role: string, column: string): ColumnMapping {
  const { [role as 'layout']: _, ...rest } = mapping;
  return (column === '' ? rest : { ...rest, [role]: column }) as ColumnMapping;
}

/** Another layout keeps what means the same in both. */
export function withLayout(mapping: ColumnMapping | null, layout: Layout, columns: readonly string[]): ColumnMapping {
  if (mapping?.layout === layout) return mapping;
  const had = (...roles: string[]) => roles.map((role) => (mapping === null ? '' : columnOf(mapping, role))).find((column) => column !== '');
  const first = columns[0] ?? '';
  const second = columns[1] ?? first;
  const shared = Object.fromEntries(['strategy', 'feedback', 'emotionType', 'problemType', 'situation'].flatMap((role) => {
    const column = had(role);
    return column === undefined ? [] : [[role, column]];
  }));
  if (layout === 'utterance-rows') return { layout, text: had('text', 'response', 'answer') ?? second, supporterValues: [], ...shared };
  if (layout === 'context-rows') return { layout, history: had('history', 'query') ?? first, historySeparator: '</s>', response: had('response', 'text', 'answer') ?? second, supporterValues: ['supporter', 'sys', 'listener'], startMarkers: ['<START>'], ...shared };
  return { layout, query: had('query', 'history') ?? first, answer: had('answer', 'response', 'text') ?? second };
}

/** The generic importers split the layouts among them; coming from questions and answers, the file's name tells the form of the table. */
export function formatForLayout(layout: Layout, from: { format: string; fileName: string }): string {
  if (layout === 'knowledge-rows') return 'qa-table';
  if (from.format !== 'qa-table') return from.format;
  return /\.jsonl?$/i.test(from.fileName) ? 'generic-jsonl' : 'generic-csv';
}

export interface TableRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const emptyLabels: ReadonlySet<string> = new Set(['none', 'null', 'nan', 'n/a', '-']);

/** The labels of the strategy column, as found. */
export function foundLabels(table: TableRows, mapping: ColumnMapping): string[] {
  if (mapping.layout === 'knowledge-rows' || mapping.strategy === undefined) return [];
  const position = table.columns.indexOf(mapping.strategy);
  return [...new Set(table.rows.map((row) => row[position]?.trim() ?? ''))].filter((label) => label !== '' && !emptyLabels.has(label.toLowerCase()));
}
