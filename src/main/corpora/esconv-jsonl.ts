/** @file ESConv as model hubs carry it: one conversation a line, speakers usr and sys, the strategy beside the text. */
import { convertRecords } from './conversion';
import { esconvDialogue } from './esconv-record';
import type { Importer } from './importer';
import { dialogShape } from './probe';
import { readJsonRecords } from './records/json-records';

export const esconvJsonlImporter: Importer = {
  id: 'esconv-jsonl',
  label: 'ESConv (hub JSON Lines)',
  description: 'train.txt, valid.txt and test.txt as on model hubs: one conversation a line, with survey scores.',
  kind: 'dialogues',
  extensions: ['.txt', '.jsonl', '.json'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise(probe) {
    const shape = dialogShape(probe.records);
    if (shape === null || !shape.turnKeys.has('text')) return null;
    if (shape.recordKeys.has('survey_score')) return { confidence: 0.95, reason: 'records have "survey_score" and a "dialog" list whose turns have "text" and "speaker"' };
    return { confidence: 0.6, reason: 'records have a "dialog" list whose turns have "text" and "speaker"' };
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'esconv8', toDialogue: esconvDialogue }, { source, options }),
};
