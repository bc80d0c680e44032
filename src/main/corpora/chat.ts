/**
 * @file Chat messages {role, content} as turns: system texts apart, strategies from their own field or from "(Strategy) text", replies that were
 * not preferred as alternatives. Shared by the ESC-Pro and preference formats; knows nothing of their records.
 */
import type { Alternative, Turn } from '#shared/domain/dialogue';
import { fieldsOf, rejection, speakerOf, turnText, type Conversion, type FindLabel } from './conversion';
import { labelExtesTurn, splitRendered } from './extes-labels';
import { describe, isFields, keepRemaining, openFields, own, take, takeFirst, textOf } from './records/fields';

export interface ChatReader {
  readonly conversion: Conversion;
  readonly find: FindLabel;
  /** `all`: every reply has a label, and brackets at its start hold one; `some`: only a known label in brackets counts. */
  readonly labels: 'all' | 'some';
}

export interface Chat {
  readonly turns: Turn[];
  readonly system: string | undefined;
}

/** Turns are numbered from `firstNumber` on, system messages not counted. */
export function readChat(messages: readonly unknown[], reader: ChatReader, firstNumber = 1): Chat {
  const turns: Turn[] = [];
  const systemTexts: string[] = [];
  let turnNumber = firstNumber;
  for (const message of messages) {
    const fields = fieldsOf(message, `message ${turnNumber}`);
    if (own(fields, 'role') === 'system' || own(fields, 'from') === 'system') {
      const text = contentText(own(fields, 'content') ?? own(fields, 'value'));
      if (text !== undefined && text !== '') systemTexts.push(text);
      continue;
    }
    const turn = readMessage(message, reader, turnNumber);
    if (turn !== undefined) turns.push(turn);
    turnNumber++;
  }
  return { turns, system: systemTexts.length === 0 ? undefined : systemTexts.join('\n') };
}

export function readMessage(message: unknown, reader: ChatReader, turnNumber: number): Turn | undefined {
  const fields = openFields(fieldsOf(message, `message ${turnNumber}`));
  const speaker = speakerOf(takeFirst(fields, ['role', 'from']), turnNumber);
  const text = turnText(contentText(takeFirst(fields, ['content', 'value'])), reader.conversion, turnNumber);
  if (text === undefined) return undefined;
  const turn: Turn = { speaker, text };
  if (speaker === 'supporter') {
    labelReply(turn, take(fields, 'strategy'), { reader, turnNumber });
    const negatives = takeFirst(fields, ['negative', 'negatives']);
    const alternatives = negatives === undefined ? [] : readAlternatives(negatives, reader, turnNumber);
    if (alternatives.length > 0) turn.alternatives = alternatives;
  }
  keepRemaining(turn, fields);
  return turn;
}

/** A supporter turn from a bare reply text. */
export function readReply(text: string, reader: ChatReader, turnNumber: number): Turn | undefined {
  return readMessage({ role: 'assistant', content: text }, reader, turnNumber);
}

/** A reply that was not preferred: a text, or a message with its strategy. */
export function readAlternative(value: unknown, reader: ChatReader, turnNumber: number): Alternative | undefined {
  const fields = isFields(value) ? openFields(value) : new Map<string, unknown>([['content', value]]);
  const text = contentText(takeFirst(fields, ['content', 'value', 'text']));
  if (text === undefined || text.trim() === '') {
    reader.conversion.warn('empty-alternative', 'an alternative reply without text was left out', turnNumber);
    return undefined;
  }
  const turn: Turn = { speaker: 'supporter', text };
  labelReply(turn, take(fields, 'strategy'), { reader, turnNumber });
  const { strategy, unknownStrategy } = turn;
  return { text: turn.text, ...(strategy === undefined ? {} : { strategy }), ...(unknownStrategy === undefined ? {} : { unknownStrategy }) };
}

function readAlternatives(values: unknown, reader: ChatReader, turnNumber: number): Alternative[] {
  const list: readonly unknown[] = Array.isArray(values) ? values : [values];
  return list.map((value) => readAlternative(value, reader, turnNumber)).filter((one) => one !== undefined);
}

/** Takes "(Strategy)" off the text; the field counts before it. */
function labelReply(turn: Turn, field: unknown, place: { reader: ChatReader; turnNumber: number }): void {
  const { reader, turnNumber } = place;
  const { conversion, find } = reader;
  const split = splitRendered(turn.text, { find, isAlwaysRendered: reader.labels === 'all' && field === undefined });
  if (split !== null && split.text !== '') turn.text = split.text;
  const label = field ?? split?.label;
  if (label !== undefined || reader.labels === 'all') labelExtesTurn(turn, label, { conversion, turnNumber, find });
}

/** Text of a message: a text, or a list of parts of which the texts count. */
function contentText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = Array.isArray(value) ? value.map((part: unknown) => textOf(isFields(part) ? own(part, 'text') : part) ?? '').join('') : textOf(value);
  if (text === undefined) throw rejection(`the text of a message is ${describe(value)}`);
  return text;
}
