/** @file ESC-Pro of CSO: {scene, description, iter, messages}, where a reply carries its strategy and the replies that were not preferred to it. */
import type { Dialogue } from '#shared/domain/dialogue';
import { readChat, type Chat } from './chat';
import { convertRecords, fieldsOf, listOf, withTurns, type Conversion } from './conversion';
import { extesLabelFinder } from './extes-labels';
import type { Importer } from './importer';
import { listShape } from './probe';
import { keepRemaining, openFields, take, takeText, type OpenFields } from './records/fields';
import { readJsonRecords } from './records/json-records';

export const escProImporter: Importer = {
  id: 'esc-pro',
  label: 'ESC-Pro dialogues',
  description: "CSO's ESC-Pro: chat messages with a strategy and the replies that were not preferred.",
  kind: 'dialogues',
  extensions: ['.json', '.jsonl'],
  vocabulary: 'extes8',
  needsMapping: false,
  recognise(probe) {
    const shape = listShape(probe.records, ['messages']);
    if (shape === null || !shape.turnKeys.has('role') || shape.recordKeys.has('chosen')) return null;
    if (shape.turnKeys.has('negative')) return { confidence: 0.95, reason: 'records have "messages" whose replies carry "negative" ones' };
    return shape.turnKeys.has('strategy') ? { confidence: 0.85, reason: 'records have "messages" whose replies carry a "strategy"' } : null;
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'extes8', toDialogue: escProDialogue }, { source, options }),
};

function escProDialogue(value: unknown, conversion: Conversion): Dialogue {
  const fields = openFields(fieldsOf(value, 'the record'));
  const messages = listOf(take(fields, 'messages'), '"messages" list');
  return sceneDialogue(readChat(messages, { conversion, find: extesLabelFinder(conversion), labels: 'all' }), fields);
}

/** The dialogue of a chat whose record tells the scene and the description; other fields are kept. */
export function sceneDialogue(chat: Chat, fields: OpenFields): Dialogue {
  const dialogue: Dialogue = { turns: withTurns(chat.turns) };
  const scene = takeText(fields, 'scene');
  const description = takeText(fields, 'description');
  if (scene !== undefined) dialogue.problemType = scene;
  if (description !== undefined) dialogue.situation = description;
  if (chat.system !== undefined) fields.set('system', chat.system);
  keepRemaining(dialogue, fields);
  return dialogue;
}
