/**
 * @file What the dialogue importers share: turning parsed records into import items, collecting what a person should know,
 * and the turns' common rules. In messages a record has its zero-based index, as in the list of rejected ones; turns count from 1.
 */
import { AppError } from '#shared/contracts/errors';
import type { ImportOptions } from '#shared/contracts/corpora';
import type { Dialogue, Speaker, Turn } from '#shared/domain/dialogue';
import { findStrategy, foldLabel, type VocabularyId } from '#shared/domain/strategies';
import type { ImportItem, ImportSource } from './importer';
import { describe, isFields, textOf, type Fields } from './records/fields';
import type { ParsedRecord } from './records/json-records';

/** One record on its way to a dialogue. */
export interface Conversion {
  readonly vocabulary: VocabularyId;
  readonly options: ImportOptions;
  /** Notes something that the person should know; `turnNumber` counts from 1. */
  warn(code: string, what: string, turnNumber?: number): void;
}

export interface DialogueFormat {
  readonly vocabulary: VocabularyId;
  /** Throws AppError where the record cannot be a dialogue. */
  toDialogue(value: unknown, conversion: Conversion): Dialogue;
}

/** So many records rejected with none taken mean that the file is of another format. */
const mostFruitless = 1000;

export async function* convertRecords(records: AsyncGenerator<ParsedRecord>, format: DialogueFormat, from: { source: ImportSource; options: ImportOptions }): AsyncGenerator<ImportItem> {
  const fileName = from.source.name;
  let isFruitful = false;
  let recordCount = 0;
  for await (const record of records) {
    recordCount++;
    const items = convertRecord(record, format, { fileName, options: from.options });
    isFruitful ||= items.at(-1)?.type === 'dialogue';
    if (!isFruitful && recordCount === mostFruitless) throw new AppError('INVALID_INPUT', noneFits(fileName, items), { details: { file: fileName } });
    yield* items;
  }
  if (recordCount === 0) throw new AppError('INVALID_INPUT', `${fileName} holds no records.`, { details: { file: fileName } });
}

function noneFits(fileName: string, items: readonly ImportItem[]): string {
  const last = items.at(-1);
  return `None of the first ${mostFruitless} records of ${fileName} can be taken in this format. Choose another one. About the last: ${last?.type === 'rejected' ? last.reason : ''}.`;
}

/** The dialogue of a record after its warnings, or the one reason why there is none. */
function convertRecord(record: ParsedRecord, format: DialogueFormat, from: { fileName: string; options: ImportOptions }): ImportItem[] {
  const { index } = record;
  if ('error' in record) return [{ type: 'rejected', index, reason: clip(record.error) }];
  const { fileName, options } = from;
  const warnings: ImportItem[] = [];
  const warn: Conversion['warn'] = (code, what, turnNumber) => {
    const turn = turnNumber === undefined ? '' : `, turn ${turnNumber}`;
    warnings.push({ type: 'warning', code, example: `${clip(what)} (${fileName}, record ${index}${turn})` });
  };
  try {
    const dialogue = format.toDialogue(record.value, { vocabulary: options.vocabulary ?? format.vocabulary, options, warn });
    const merged = options.mergeConsecutive ? { ...dialogue, turns: mergeConsecutive(dialogue.turns) } : dialogue;
    return [...warnings, { type: 'dialogue', index, dialogue: merged, raw: record.raw }];
  } catch (error) {
    if (error instanceof AppError) return [{ type: 'rejected', index, reason: clip(error.message) }];
    throw error;
  }
}

/** Examples and reasons are for reading: a label may be megabytes long. */
function clip(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300).toWellFormed()}…` : text;
}

/** The reason for which a record is not taken. */
export function rejection(reason: string): AppError {
  return new AppError('INVALID_INPUT', reason);
}

export function fieldsOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw rejection(`${what} is ${describe(value)} where an object should be`);
  return value;
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw rejection(value === undefined ? `it has no ${what}` : `${what} is ${describe(value)} where a list should be`);
  return value;
}

/** A turn's text; undefined, with a warning, where there is nothing but white space. */
export function turnText(value: unknown, conversion: Conversion, turnNumber: number): string | undefined {
  const text = value === undefined || value === null ? '' : textOf(value);
  if (text === undefined) throw rejection(`the text of turn ${turnNumber} is ${describe(value)}`);
  if (text.trim() !== '') return text;
  conversion.warn('empty-turn', 'a turn without text was left out', turnNumber);
  return undefined;
}

const speakers: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ...['seeker', 'usr', 'user', 'speaker', 'human', 'client', 'patient'].map((name) => [name, 'seeker'] as const),
  ...['supporter', 'sys', 'system', 'listener', 'assistant', 'ai', 'bot', 'gpt', 'therapist', 'counselor', 'counsellor'].map((name) => [name, 'supporter'] as const),
]);

/** The speaker as the published files name it. */
export function parseSpeaker(value: unknown): Speaker | undefined {
  return typeof value === 'string' ? speakers.get(value.trim().toLowerCase()) : undefined;
}

export function speakerOf(value: unknown, turnNumber: number): Speaker {
  const speaker = parseSpeaker(value);
  if (speaker !== undefined) return speaker;
  throw rejection(`the speaker of turn ${turnNumber} is ${typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : describe(value)}, neither seeker nor supporter`);
}

export function withTurns(turns: Turn[]): Turn[] {
  if (turns.length === 0) throw rejection('it has no turn with text');
  return turns;
}

export type FindLabel = (label: string) => string | undefined;

/** Looks labels up in the vocabulary, after the spellings that the person named for this file. */
export function labelFinder(conversion: Conversion): FindLabel {
  const named = new Map(Object.entries(conversion.options.labelMap).map(([label, canonical]) => [foldLabel(label), canonical]));
  return (label) => findStrategy(conversion.vocabulary, named.get(foldLabel(label)) ?? label)?.label;
}

/** Anything longer is no label, and is not searched for one. */
const longestLabel = 200;

/** Sets a supporter turn's strategy from the label as found: canonical, or unknown and reported; of several the first counts and all are kept. */
export function labelTurn(turn: Turn, found: unknown, how: { conversion: Conversion; turnNumber: number; find: FindLabel }): void {
  const { conversion, turnNumber, find } = how;
  const label = labelText(found);
  if (label === '') {
    conversion.warn('missing-strategy', found === undefined || found === null || found === '' ? 'no strategy' : `the strategy is ${describe(found)}`, turnNumber);
    return;
  }
  const findShort: FindLabel = (text) => (text.length > longestLabel ? undefined : find(text));
  const known = findShort(label);
  const parts = known === undefined && label.length <= longestLabel ? splitLabels(label) : [];
  if (parts.some((part) => findShort(part) !== undefined) && parts.length > 1) {
    conversion.warn('several-strategies', label, turnNumber);
    turn.meta = { ...turn.meta, strategies: parts.map((part) => findShort(part) ?? part) };
    setStrategy(turn, findShort(parts[0] ?? ''), parts[0] ?? label);
  } else setStrategy(turn, known, label);
  if (turn.unknownStrategy !== undefined) conversion.warn('unknown-strategy', turn.unknownStrategy, turnNumber);
}

function labelText(found: unknown): string {
  const texts = (Array.isArray(found) ? found : [found]).map(textOf).filter((text) => text !== undefined);
  return texts.join(', ').trim();
}

function setStrategy(turn: Turn, known: string | undefined, label: string): void {
  if (known === undefined) turn.unknownStrategy = label;
  else turn.strategy = known;
}

function splitLabels(label: string): string[] {
  return label
    .split(/[,;]/)
    .map((part) => part.trim().replaceAll(/^\[|\]$/g, '').trim())
    .filter((part) => part !== '');
}

/** Joins neighbouring turns of one speaker; the first strategy counts, all are kept in `meta.strategies`. */
export function mergeConsecutive(turns: readonly Turn[]): Turn[] {
  const merged: Turn[] = [];
  for (const turn of turns) {
    const last = merged.at(-1);
    if (last?.speaker === turn.speaker) merged[merged.length - 1] = joinTurns(last, turn);
    else merged.push(turn);
  }
  return merged;
}

function joinTurns(first: Turn, second: Turn): Turn {
  const strategies = [...strategiesOf(first), ...strategiesOf(second)];
  const alternatives = [...(first.alternatives ?? []), ...(second.alternatives ?? [])];
  const joined: Turn = { ...first, ...second, text: `${first.text} ${second.text}` };
  delete joined.strategy;
  delete joined.unknownStrategy;
  const labelled = first.strategy === undefined && first.unknownStrategy === undefined ? second : first;
  if (labelled.strategy !== undefined) joined.strategy = labelled.strategy;
  if (labelled.unknownStrategy !== undefined) joined.unknownStrategy = labelled.unknownStrategy;
  if (alternatives.length > 0) joined.alternatives = alternatives;
  const meta = { ...second.meta, ...first.meta, ...(strategies.length > 1 ? { strategies } : {}) };
  if (Object.keys(meta).length > 0) joined.meta = meta;
  return joined;
}

function strategiesOf(turn: Turn): unknown[] {
  const listed = turn.meta?.['strategies'];
  if (Array.isArray(listed)) return listed;
  return [turn.strategy ?? turn.unknownStrategy].filter((label) => label !== undefined);
}
