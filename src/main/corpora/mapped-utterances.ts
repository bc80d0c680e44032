/** @file Table rows to dialogues where every row is one utterance. Rows of a dialogue may stand apart; the order of rows is the order of turns. */
import type { Dialogue, Speaker, Turn } from '#shared/domain/dialogue';
import { mergeConsecutive, rejection } from './conversion';
import type { ImportItem } from './importer';
import { attempt, readFeedback, readSpeaker, readStrategy, startRow, type MappedTable, type MappingOf, type RowReading } from './mapping';
import { cellText, descriptions, otherValues, type Table, type TableRow } from './tables/table';

type Input = MappedTable<MappingOf<'utterance-rows'>>;

export async function* readUtteranceRows(input: Input): AsyncGenerator<ImportItem> {
  for await (const rows of dialogueGroups(input)) yield* toItems(rows, input);
}

/** Streams while each dialogue's rows stand together, which a first pass over the identifiers finds out; else gathers all. */
async function* dialogueGroups({ table, mapping }: Input): AsyncGenerator<TableRow[]> {
  const idOf = (row: TableRow): string => cellText(row, mapping.dialogueId);
  if (mapping.dialogueId !== undefined && !(await standTogether(table, idOf))) {
    yield* (await gather(table, idOf)).values();
    return;
  }
  let group: TableRow[] = [];
  for await (const row of table.rows()) {
    const [first] = group;
    if (first !== undefined && idOf(first) !== idOf(row)) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}

async function standTogether(table: Table, idOf: (row: TableRow) => string): Promise<boolean> {
  const closed = new Set<string>();
  let current: string | undefined;
  for await (const row of table.rows()) {
    const id = idOf(row);
    if (id === current) continue;
    if (closed.has(id)) return false;
    if (current !== undefined) closed.add(current);
    current = id;
  }
  return true;
}

async function gather(table: Table, idOf: (row: TableRow) => string): Promise<Map<string, TableRow[]>> {
  const groups = new Map<string, TableRow[]>();
  for await (const row of table.rows()) {
    const group = groups.get(idOf(row));
    if (group === undefined) groups.set(idOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function* toItems(rows: readonly TableRow[], input: Input): Generator<ImportItem> {
  const turns: Turn[] = [];
  for (const row of rows) {
    const reading = startRow(row, input);
    const outcome = attempt(() => toTurn(row, input, { ...reading, speakerByTurns: alternating(turns.length) }));
    if ('reason' in outcome) yield { type: 'rejected', index: row.index, reason: `${row.place}: ${outcome.reason}` };
    else turns.push(outcome.value);
    yield* reading.warnings;
  }
  const [first] = rows;
  if (first === undefined || turns.length === 0) return;
  const externalId = cellText(first, input.mapping.dialogueId);
  const dialogue: Dialogue = {
    ...(externalId === '' ? {} : { externalId }),
    ...descriptions(rows, input.mapping),
    turns: input.options.mergeConsecutive ? mergeConsecutive(turns) : turns,
  };
  yield { type: 'dialogue', index: first.index, dialogue, raw: rows.map((row) => row.raw).join('\n') };
}

function toTurn(row: TableRow, { mapping, used }: Input, reading: RowReading & { speakerByTurns: Speaker }): Turn {
  if (row.fault !== undefined) throw rejection(row.fault);
  const text = cellText(row, mapping.text);
  if (text.trim() === '') throw rejection(`there is no text in the column "${mapping.text}"`);
  if (mapping.dialogueId !== undefined && cellText(row, mapping.dialogueId) === '') throw rejection(`there is no identifier in the column "${mapping.dialogueId}"`);
  const speaker = mapping.speaker === undefined ? reading.speakerByTurns : readSpeaker(cellText(row, mapping.speaker), mapping.supporterValues);
  const meta = otherValues(row, used);
  const turn: Turn = { speaker, text, ...(meta === undefined ? {} : { meta }) };
  if (mapping.strategy !== undefined) {
    const label = cellText(row, mapping.strategy);
    if (speaker === 'supporter') readStrategy(turn, label, reading);
    else if (label !== '') keepAside(turn, mapping.strategy, { label, reading });
  }
  readFeedback(turn, mapping.feedback, { row, ...reading });
  return turn;
}

/** Strategies are the supporter's; a label on the seeker's side is not lost, and told where it is a real one. */
function keepAside(turn: Turn, column: string, { label, reading }: { label: string; reading: RowReading }): void {
  turn.meta = { ...turn.meta, [column]: label };
  if (reading.find(label) !== undefined) reading.conversion.warn('strategy-of-seeker', `a turn of the seeker has the strategy "${label}"; it is kept aside`);
}

/** Without a speaker column the seeker begins and the two take turns. */
function alternating(position: number): Speaker {
  return position % 2 === 0 ? 'seeker' : 'supporter';
}
