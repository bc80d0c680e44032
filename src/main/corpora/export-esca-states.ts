/** @file Writes ESCA's annotated ESConv: the strategy beside a supporter's text, the state labels beside a seeker's. Alternatives have no place in it. */
import type { Turn } from '#shared/domain/dialogue';
import { degreeKeys } from './esca-states';
import { addMeta, countLeftOut, toEsconvRecord, writeList, writtenLabel, type LeftOut } from './esconv-write';
import type { Exporter } from './importer';
import type { Fields } from './records/fields';

export const escaStatesExporter: Exporter = {
  id: 'esca-states',
  label: 'ESCA annotated states',
  description: "One list in the schema of ESCA's annotated ESConv: strategies on supporter turns, state labels on seeker turns.",
  kind: 'dialogues',
  extension: '.json',
  write: (records, leftOut) => writeList(records, leftOut, (dialogue) => toEsconvRecord(dialogue, dialogue.turns.map((turn) => toTurnRecord(turn, leftOut)), leftOut)),
};

function toTurnRecord(turn: Turn, leftOut: LeftOut): Fields {
  const record: Record<string, unknown> = { speaker: turn.speaker, text: turn.text };
  const label = writtenLabel(turn);
  if (label !== undefined) record['strategy'] = label;
  if (turn.feedback !== undefined) record['feedback'] = turn.feedback;
  if (turn.speaker === 'seeker') addState(record, turn.state ?? {});
  else if (turn.state !== undefined) countLeftOut(leftOut, 'state');
  addMeta(record, turn.meta, leftOut);
  if (turn.alternatives !== undefined) countLeftOut(leftOut, 'alternatives');
  return record;
}

function addState(record: Record<string, unknown>, state: NonNullable<Turn['state']>): void {
  if (state.behaviour !== undefined) record['behavior'] = state.behaviour;
  if (state.stageOfChange !== undefined) record['stage_of_change'] = state.stageOfChange;
  for (const [key, name] of degreeKeys) if (state[name] !== undefined) record[key] = state[name];
}
