/**
 * @file EmoDynamiX's ESConv tables: a reply with up to five utterances before it in each row, strategies as numbers.
 * The generic table importer with its mapping already made, and an example of what `labelMap` is for.
 */
import type { Importer } from './importer';
import { readContextRows } from './mapped-contexts';
import { applyMapping, type MappingOf } from './mapping';
import { readCsvTable } from './tables/csv-table';

export const emoDynamiXMapping: MappingOf<'context-rows'> = {
  layout: 'context-rows',
  history: 'Dialogue_History',
  historySeparator: '</s>',
  historySpeakers: 'Speaker_Turn',
  supporterValues: ['supporter'],
  response: 'Gold_Standard',
  strategy: 'Next_Strategy',
  feedback: 'Feedback',
  startMarkers: ['<START>'],
};

/** Found by comparing the rows with the same turns in PPDPP's validation file; the order is neither of `esconv8Orders`. */
export const emoDynamiXLabels: Readonly<Record<string, string>> = {
  0: 'Reflection of feelings',
  1: 'Self-disclosure',
  2: 'Question',
  3: 'Affirmation and Reassurance',
  4: 'Providing Suggestions',
  5: 'Restatement or Paraphrasing',
  6: 'Information',
  7: 'Others',
};

export const emoDynamiXImporter: Importer = {
  id: 'emodynamix',
  label: 'EmoDynamiX table (CSV)',
  description: 'ESConv as published with EmoDynamiX: each row is a supporter’s reply with the utterances before it; every row becomes a short dialogue.',
  kind: 'dialogues',
  extensions: ['.csv'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise: ({ csvHeader }) =>
    ['Dialogue_History', 'Speaker_Turn', 'Gold_Standard', 'Next_Strategy'].every((column) => csvHeader?.includes(column)) ? { confidence: 0.95, reason: 'rows with Dialogue_History, Speaker_Turn, Gold_Standard and Next_Strategy' } : null,
  async *read(source, options) {
    const table = await readCsvTable(source);
    const labelled = { ...options, labelMap: { ...emoDynamiXLabels, ...options.labelMap } };
    yield* readContextRows(applyMapping(table, emoDynamiXMapping, { file: source.name, options: labelled }));
  },
};
