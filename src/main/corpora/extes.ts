/**
 * @file ExTES: {scene, description, content[{User} | {AI, "AI Strategy"}]} with its 16 labels mapped to 8 (spec 1.1), and its unlabelled
 * instruction/history form. Turns without a usable label take their dialogue with them unless the drop scope says otherwise.
 */
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { convertRecords, fieldsOf, listOf, rejection, turnText, withTurns, type Conversion, type FindLabel } from './conversion';
import { extesLabelFinder, labelExtesTurn } from './extes-labels';
import type { Importer } from './importer';
import { listShape } from './probe';
import { isFields, keepRemaining, openFields, own, take, takeFirst, takeText, type Fields, type OpenFields } from './records/fields';
import { readJsonRecords } from './records/json-records';

export const extesImporter: Importer = {
  id: 'extes',
  label: 'ExTES',
  description: 'ExTES.json: scene, description and a list of User and AI turns; its 16 strategies are mapped to 8.',
  kind: 'dialogues',
  extensions: ['.json', '.jsonl'],
  vocabulary: 'extes8',
  needsMapping: false,
  recognise(probe) {
    const shape = listShape(probe.records, ['content']);
    const keys = new Set([...(shape?.turnKeys ?? [])].map(foldKey));
    if (!keys.has('user') && !keys.has('ai')) return null;
    if (keys.has('aistrategy')) return { confidence: 0.95, reason: 'records have a "content" list of "User" and "AI" turns with "AI Strategy"' };
    return { confidence: 0.8, reason: 'records have a "content" list of "User" and "AI" turns' };
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'extes8', toDialogue: extesDialogue }, { source, options }),
};

export const extesUnlabelledImporter: Importer = {
  id: 'extes-unlabelled',
  label: 'ExTES (instruction form)',
  description: 'ExTES prepared for instruction tuning: instruction, output and the history before them, without strategies.',
  kind: 'dialogues',
  extensions: ['.json', '.jsonl'],
  vocabulary: 'extes8',
  needsMapping: false,
  recognise(probe) {
    const isMatch = probe.records.map(wholeExample).some((example) => isFields(example) && Array.isArray(own(example, 'history')) && Object.hasOwn(example, 'output'));
    return isMatch ? { confidence: 0.9, reason: 'records have "instruction", "output" and a "history" list of pairs' } : null;
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'extes8', toDialogue: unlabelledDialogue }, { source, options }),
};

function extesDialogue(value: unknown, conversion: Conversion): Dialogue {
  const fields = openFields(fieldsOf(value, 'the record'));
  const items = listOf(take(fields, 'content'), '"content" list');
  const reader: TurnReader = { conversion, find: extesLabelFinder(conversion), turns: [], turnNumber: 0 };
  for (const [at, item] of items.entries()) readItem(item, at + 1, reader);
  const dialogue: Dialogue = { turns: withTurns(reader.turns) };
  const scene = takeText(fields, 'scene');
  const description = takeText(fields, 'description');
  if (scene !== undefined) dialogue.problemType = scene;
  if (description !== undefined) dialogue.situation = description;
  keepRemaining(dialogue, fields);
  return dialogue;
}

interface TurnReader {
  readonly conversion: Conversion;
  readonly find: FindLabel;
  readonly turns: Turn[];
  /** One item of the list may hold two turns; numbers count turns. */
  turnNumber: number;
}

/** Reads one item of the list: a User turn, an AI turn, or both. */
function readItem(value: unknown, itemNumber: number, reader: TurnReader): void {
  const fields = withFoldedKeys(openFields(fieldsOf(value, `item ${itemNumber} of "content"`)));
  const hasUser = fields.has('user');
  const hasReply = fields.has('ai');
  if (hasUser) {
    reader.turnNumber++;
    const text = turnText(unwrap(take(fields, 'user')), reader.conversion, reader.turnNumber);
    if (text !== undefined) addTurn({ speaker: 'seeker', text }, hasReply ? new Map() : fields, reader);
  }
  if (hasReply) {
    reader.turnNumber++;
    readReply(fields, reader);
  }
  if (!hasUser && !hasReply) reader.conversion.warn('empty-turn', `item ${itemNumber} of "content" has neither a User nor an AI text`);
}

function readReply(fields: OpenFields, reader: TurnReader): void {
  const { conversion, turnNumber } = reader;
  const reply = take(fields, 'ai');
  if (isFields(reply)) for (const [key, inner] of withFoldedKeys(openFields(reply))) if (!fields.has(key)) fields.set(key, inner);
  const text = turnText(isFields(reply) ? takeFirst(fields, ['response', 'text', 'content', 'ai']) : reply, conversion, turnNumber);
  const label = takeFirst(fields, ['aistrategy', 'strategy', 'strategies']);
  if (text === undefined) return;
  const turn: Turn = { speaker: 'supporter', text };
  labelExtesTurn(turn, label, { conversion, turnNumber, find: reader.find });
  if (turn.strategy === undefined && dropsTurn(turn, reader)) return;
  addTurn(turn, fields, reader);
}

/** A turn without a usable label: whether it goes alone. Under the scope `dialogue` the whole record does. */
function dropsTurn(turn: Turn, { conversion, turnNumber }: TurnReader): boolean {
  const problem = turn.unknownStrategy === undefined ? 'has no strategy' : `has the strategy ${JSON.stringify(turn.unknownStrategy)}, which maps to none of the vocabulary`;
  if (conversion.options.extesDropScope === 'dialogue') throw rejection(`turn ${turnNumber} ${problem}; the dialogue is left out (drop scope "dialogue"; "turn" or "none" keeps it)`);
  if (conversion.options.extesDropScope === 'none') return false;
  conversion.warn('dropped-turn', `a turn that ${problem} was left out`, turnNumber);
  return true;
}

function addTurn(turn: Turn, rest: OpenFields, reader: TurnReader): void {
  keepRemaining(turn, rest);
  reader.turns.push(turn);
}

/** A text may be wrapped: {"User": {"Text": "..."}}. */
function unwrap(value: unknown): unknown {
  return isFields(value) ? takeFirst(withFoldedKeys(openFields(value)), ['text', 'content', 'message', 'response']) : value;
}

const knownKeys: ReadonlySet<string> = new Set(['user', 'ai', 'aistrategy', 'strategy', 'strategies', 'response', 'text', 'content', 'message']);

/** Known keys without case, space and underscore ("AI Strategy" is aistrategy); others as they are. */
function withFoldedKeys(fields: OpenFields): OpenFields {
  return new Map([...fields].map(([key, value]) => [knownKeys.has(foldKey(key)) ? foldKey(key) : key, value]));
}

function foldKey(key: string): string {
  return key.toLowerCase().replaceAll(/[\s_-]+/g, '');
}

/** Some files nest the growing examples of one dialogue in a list; the one with the longest history holds it all. */
function wholeExample(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.filter(isFields).reduce<Fields | undefined>((longest, one) => (longest === undefined || historyLength(one) > historyLength(longest) ? one : longest), undefined);
}

function historyLength(example: Fields): number {
  const history = own(example, 'history');
  return Array.isArray(history) ? history.length : 0;
}

function unlabelledDialogue(value: unknown, conversion: Conversion): Dialogue {
  const fields = openFields(fieldsOf(wholeExample(value), 'the record'));
  if (Array.isArray(value) && value.length > 1) conversion.warn('several-examples', `${value.length} examples of one dialogue: the longest was taken`);
  const turns: Turn[] = [];
  let turnNumber = 0;
  const add = (speaker: Turn['speaker'], found: unknown): void => {
    turnNumber++;
    const text = turnText(found, conversion, turnNumber);
    if (text !== undefined) turns.push({ speaker, text });
  };
  const history = take(fields, 'history');
  for (const [at, pair] of (history === undefined ? [] : listOf(history, 'history')).entries()) {
    const [said, answered] = listOf(pair, `pair ${at + 1} of "history"`);
    add('seeker', said);
    add('supporter', answered);
  }
  const input = takeText(fields, 'input');
  const instruction = takeText(fields, 'instruction');
  add('seeker', [instruction, input].filter((part) => part !== undefined).join('\n'));
  add('supporter', take(fields, 'output'));
  const dialogue: Dialogue = { turns: withTurns(turns) };
  keepRemaining(dialogue, fields);
  return dialogue;
}
