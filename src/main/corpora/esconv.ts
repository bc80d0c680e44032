/** @file ESConv's original JSON, one list of conversations; FailedESConv spells its speakers otherwise and is read the same way. */
import { convertRecords } from './conversion';
import { esconvDialogue } from './esconv-record';
import type { Importer } from './importer';
import { dialogShape } from './probe';
import { readJsonRecords } from './records/json-records';

export const esconvImporter: Importer = {
  id: 'esconv',
  label: 'ESConv (original JSON)',
  description: 'ESConv.json and FailedESConv.json as the authors published them, with annotations, feedback and survey scores.',
  kind: 'dialogues',
  extensions: ['.json'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise(probe) {
    const shape = dialogShape(probe.records);
    if (shape === null || !shape.turnKeys.has('content')) return null;
    if (shape.turnKeys.has('annotation')) return { confidence: 0.95, reason: 'records have a "dialog" list whose turns have "content" and "annotation"' };
    return { confidence: 0.6, reason: 'records have a "dialog" list whose turns have "content"' };
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'esconv8', toDialogue: esconvDialogue }, { source, options }),
};
