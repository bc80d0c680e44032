/** @file Writes ESConv's original JSON: speaker, annotation and content in every turn. State labels and alternatives have no place in it. */
import type { Turn } from '#shared/domain/dialogue';
import { addMeta, countLeftOut, toEsconvRecord, writeList, writtenLabel, type LeftOut } from './esconv-write';
import type { Exporter } from './importer';
import { isFields, type Fields } from './records/fields';

export const esconvExporter: Exporter = {
  id: 'esconv',
  label: 'ESConv (original JSON)',
  description: 'One list in the schema of ESConv.json; unknown labels are written as they were found.',
  kind: 'dialogues',
  extension: '.json',
  write: (records, leftOut) => writeList(records, leftOut, (dialogue) => toEsconvRecord(dialogue, dialogue.turns.map((turn) => toTurnRecord(turn, leftOut)), leftOut)),
};

function toTurnRecord(turn: Turn, leftOut: LeftOut): Fields {
  const { annotation: unread, ...meta } = turn.meta ?? {};
  const label = writtenLabel(turn);
  const annotation = {
    ...(label === undefined ? {} : { strategy: label }),
    ...(turn.feedback === undefined ? {} : { feedback: String(turn.feedback) }),
  };
  const record: Record<string, unknown> = { speaker: turn.speaker, annotation, content: turn.text };
  if (isFields(unread)) addMeta(annotation, unread, leftOut);
  else if (unread !== undefined) countLeftOut(leftOut, 'meta.annotation');
  addMeta(record, meta, leftOut);
  if (turn.state !== undefined) countLeftOut(leftOut, 'state');
  if (turn.alternatives !== undefined) countLeftOut(leftOut, 'alternatives');
  return record;
}
