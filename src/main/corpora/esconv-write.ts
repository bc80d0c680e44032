/** @file Dialogues as records of the ESConv family: the way back of esconv-record.ts. What a record cannot carry is counted by its field. */
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { describingKeys, surveyKeys } from './esconv-record';
import type { Exporter } from './importer';
import { isFields, type Fields } from './records/fields';

type Writable = Record<string, unknown>;
export type LeftOut = Map<string, number>;

/** One list, a record a line. Entries of a knowledge base are left out. */
export async function* writeList(records: Parameters<Exporter['write']>[0], leftOut: LeftOut, toRecord: (dialogue: Dialogue, leftOut: LeftOut) => Fields): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const record of records) {
    if (!('turns' in record)) {
      countLeftOut(leftOut, 'entry');
      continue;
    }
    yield separator + JSON.stringify(toRecord(record, leftOut));
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** `dialog` holds the turns as the format writes them. */
export function toEsconvRecord(dialogue: Dialogue, dialog: readonly Fields[], leftOut: LeftOut): Fields {
  const record: Writable = {};
  for (const [key, name] of describingKeys) if (dialogue[name] !== undefined) record[key] = dialogue[name];
  const { survey_score: unreadSurvey, ...meta } = dialogue.meta ?? {};
  record['survey_score'] = surveyScore(dialogue, unreadSurvey, leftOut);
  record['dialog'] = dialog;
  addMeta(record, meta, leftOut);
  return record;
}

function surveyScore(dialogue: Dialogue, unread: unknown, leftOut: LeftOut): unknown {
  if (dialogue.survey === undefined && unread !== undefined && !isFields(unread)) return unread;
  const score: { [side: string]: Writable } = { seeker: {}, supporter: {} };
  for (const [side, key, name] of surveyKeys) {
    const number = dialogue.survey?.[name];
    if (number !== undefined) score[side] = { ...score[side], [key]: String(number) };
  }
  if (unread !== undefined && !isFields(unread)) countLeftOut(leftOut, 'meta.survey_score');
  if (!isFields(unread)) return score;
  const merged: Writable = { ...score };
  for (const [side, scores] of Object.entries(unread)) merged[side] = isFields(scores) ? { ...score[side], ...scores } : scores;
  return merged;
}

/** Adds kept source fields under their own keys, except where the format has one of that name. */
export function addMeta(record: Writable, meta: Fields | undefined, leftOut: LeftOut): void {
  for (const [key, value] of Object.entries(meta ?? {})) {
    if (Object.hasOwn(record, key)) countLeftOut(leftOut, `meta.${key}`);
    else record[key] = value;
  }
}

/** A turn's label as the files write it: the canonical one, or the unknown one as it was found. */
export function writtenLabel(turn: Turn): string | undefined {
  return turn.strategy ?? turn.unknownStrategy;
}

export function countLeftOut(leftOut: LeftOut, field: string): void {
  leftOut.set(field, (leftOut.get(field) ?? 0) + 1);
}
