/**
 * @file Table rows to dialogues where every row is one reply of the supporter with the history before it in one cell.
 * Each row becomes a dialogue of its own, as the windows of neighbouring rows overlap and cannot be joined safely.
 */
import type { Dialogue, Speaker, Turn } from '#shared/domain/dialogue';
import { mergeConsecutive, rejection } from './conversion';
import type { ImportItem } from './importer';
import { attempt, readFeedback, readSpeaker, readStrategy, startRow, type MappedTable, type MappingOf, type RowReading } from './mapping';
import { cellText, descriptions, otherValues, type TableRow } from './tables/table';

type Mapping = MappingOf<'context-rows'>;
type Input = MappedTable<Mapping>;

export async function* readContextRows(input: Input): AsyncGenerator<ImportItem> {
  for await (const row of input.table.rows()) {
    const reading = startRow(row, input);
    const outcome = attempt(() => toDialogue(row, input, reading));
    if ('reason' in outcome) yield { type: 'rejected', index: row.index, reason: `${row.place}: ${outcome.reason}` };
    else yield { type: 'dialogue', index: row.index, dialogue: outcome.value, raw: row.raw };
    yield* reading.warnings;
  }
}

function toDialogue(row: TableRow, { mapping, used, options }: Input, reading: RowReading): Dialogue {
  if (row.fault !== undefined) throw rejection(row.fault);
  const reply: Turn = { speaker: 'supporter', text: cellText(row, mapping.response) };
  if (reply.text.trim() === '') throw rejection(`there is no reply in the column "${mapping.response}"`);
  if (mapping.strategy !== undefined) readStrategy(reply, cellText(row, mapping.strategy), reading);
  readFeedback(reply, mapping.feedback, { row, ...reading });
  const turns = [...readHistory(row, mapping), reply];
  const meta = otherValues(row, used);
  return { ...descriptions([row], mapping), turns: options.mergeConsecutive ? mergeConsecutive(turns) : turns, ...(meta === undefined ? {} : { meta }) };
}

function readHistory(row: TableRow, mapping: Mapping): Turn[] {
  const parts = cellText(row, mapping.history).split(mapping.historySeparator).map((part) => part.trim());
  const isSaid = (part: string): boolean => part !== '' && !mapping.startMarkers.includes(part);
  if (mapping.historySpeakers === undefined) {
    const said = parts.filter(isSaid);
    return said.map((text, position) => ({ speaker: alternatingBack(said.length - position), text }));
  }
  const names = cellText(row, mapping.historySpeakers).split(/\s+/u).filter((name) => name !== '');
  const isEmpty = names.length === 0 && !parts.some(isSaid);
  if (names.length !== parts.length && !isEmpty) {
    throw rejection(`there are ${names.length} speakers in "${mapping.historySpeakers}" for ${parts.length} utterances in "${mapping.history}"; check the separator "${mapping.historySeparator}"`);
  }
  return parts.flatMap((text, position) => (isSaid(text) ? [{ speaker: readSpeaker(names[position] ?? '', mapping.supporterValues), text }] : []));
}

/** Speakers alternate back from the reply: the seeker spoke just before it. */
function alternatingBack(distance: number): Speaker {
  return distance % 2 === 1 ? 'seeker' : 'supporter';
}
