/** @file Rows drawn from ESC-Pro: a history with a chosen and a rejected reply, or with one reply and whether it was preferred (KTO). */
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { readAlternative, readChat, readMessage, type ChatReader } from './chat';
import { convertRecords, fieldsOf, listOf, rejection, type Conversion } from './conversion';
import { sceneDialogue } from './esc-pro';
import { extesLabelFinder } from './extes-labels';
import type { Importer } from './importer';
import { listShape } from './probe';
import { openFields, take, takeFirst } from './records/fields';
import { readJsonRecords } from './records/json-records';

export const escProPairsImporter: Importer = {
  id: 'esc-pro-pairs',
  label: 'ESC-Pro pairs',
  description: "CSO's preference rows: messages with a chosen and a rejected reply, or with a reply and its label, rendered \"(Strategy) text\".",
  kind: 'dialogues',
  extensions: ['.json', '.jsonl'],
  vocabulary: 'extes8',
  needsMapping: false,
  recognise(probe) {
    const keys = listShape(probe.records, ['messages'])?.recordKeys;
    if (keys?.has('chosen') === true && (keys.has('reject') || keys.has('rejected'))) return { confidence: 0.95, reason: 'records have "messages" with a "chosen" and a rejected reply' };
    return keys?.has('label') === true ? { confidence: 0.8, reason: 'records have "messages" and the "label" of their last reply' } : null;
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'extes8', toDialogue: pairDialogue }, { source, options }),
};

function pairDialogue(value: unknown, conversion: Conversion): Dialogue {
  const fields = openFields(fieldsOf(value, 'the record'));
  const reader: ChatReader = { conversion, find: extesLabelFinder(conversion), labels: 'all' };
  const messages = listOf(take(fields, 'messages'), '"messages" list');
  const chat = readChat(messages, reader);
  const chosen = take(fields, 'chosen');
  const label = fields.get('label');
  if (chosen !== undefined) chat.turns.push(chosenTurn(chosen, takeFirst(fields, ['rejected', 'reject']), { reader, turnNumber: chat.turns.length + 1 }));
  else if (typeof label === 'boolean') markLast(chat.turns, take(fields, 'label'));
  else throw rejection('it has neither a "chosen" reply nor a "label"');
  return sceneDialogue(chat, fields);
}

function chosenTurn(chosen: unknown, rejected: unknown, place: { reader: ChatReader; turnNumber: number }): Turn {
  const turn = readMessage(chosen, place.reader, place.turnNumber);
  if (turn?.speaker !== 'supporter') throw rejection('"chosen" is no reply of the supporter with a text');
  const alternative = rejected === undefined ? undefined : readAlternative(rejected, place.reader, place.turnNumber);
  if (alternative === undefined) throw rejection('it has no "rejected" reply with a text');
  return { ...turn, alternatives: [alternative] };
}

function markLast(turns: Turn[], label: unknown): void {
  const last = turns.at(-1);
  if (last?.speaker !== 'supporter') throw rejection('the last message is no reply of the supporter, so its label has nothing to stand for');
  last.meta = { ...last.meta, label };
}
