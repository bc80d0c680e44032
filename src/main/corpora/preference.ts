/** @file TRL's preference rows: {prompt, chosen, rejected}, with or without the prompt in the replies, and {prompt, completion, label}; texts or messages. */
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { readAlternative, readChat, readReply, type Chat, type ChatReader } from './chat';
import { convertRecords, fieldsOf, rejection, turnText, type Conversion } from './conversion';
import { sceneDialogue } from './esc-pro';
import { extesLabelFinder } from './extes-labels';
import type { Importer } from './importer';
import { isFields, openFields, own, take, type OpenFields } from './records/fields';
import { readJsonRecords } from './records/json-records';

export const preferenceImporter: Importer = {
  id: 'preference',
  label: 'Preference rows (TRL)',
  description: 'prompt with chosen and rejected reply (DPO), or with a completion and its label (KTO); plain texts or chat messages.',
  kind: 'dialogues',
  extensions: ['.jsonl', '.json'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise(probe) {
    const first = probe.records.find(isFields);
    if (first === undefined || Object.hasOwn(first, 'messages')) return null;
    const has = (...keys: string[]): boolean => keys.every((key) => Object.hasOwn(first, key));
    if (has('chosen', 'rejected')) return { confidence: has('prompt') ? 0.95 : 0.85, reason: `records have ${has('prompt') ? '"prompt", ' : ''}"chosen" and "rejected"` };
    return has('prompt', 'completion') ? { confidence: has('label') ? 0.95 : 0.7, reason: `records have "prompt" and "completion"${has('label') ? ' with a "label"' : ''}` } : null;
  },
  read: (source, options) => convertRecords(readJsonRecords(source), { vocabulary: 'esconv8', toDialogue: preferenceDialogue }, { source, options }),
};

function preferenceDialogue(value: unknown, conversion: Conversion): Dialogue {
  const fields = openFields(fieldsOf(value, 'the record'));
  const reader: ChatReader = { conversion, find: extesLabelFinder(conversion), labels: 'some' };
  if (fields.has('completion')) return completionDialogue(take(fields, 'completion'), { fields, reader });
  const chosen = take(fields, 'chosen');
  const rejected = take(fields, 'rejected');
  if (chosen === undefined || rejected === undefined) throw rejection('it has neither "chosen" and "rejected" nor a "completion"');
  const shared = fields.has('prompt') ? 0 : sharedMessages(chosen, rejected);
  const chat = readPrompt(fields.has('prompt') ? take(fields, 'prompt') : messagesOf(chosen).slice(0, shared), reader);
  const replies = readReplies(withoutFirst(chosen, shared), reader, chat.turns.length + 1);
  const reply = replies.find((turn) => turn.speaker === 'supporter');
  if (reply === undefined) throw rejection('"chosen" holds no reply with a text');
  const others = messagesOf(withoutFirst(rejected, shared)).filter((message) => !isFields(message) || own(message, 'role') !== 'user');
  if (others.length > 1) conversion.warn('longer-alternative', '"rejected" holds several replies: the first was taken');
  const alternative = readAlternative(others[0], reader, chat.turns.length + 1);
  if (alternative === undefined) throw rejection('"rejected" holds no reply with a text');
  reply.alternatives = [alternative];
  return sceneDialogue({ ...chat, turns: [...chat.turns, ...replies] }, fields);
}

function completionDialogue(completion: unknown, { fields, reader }: { fields: OpenFields; reader: ChatReader }): Dialogue {
  const chat = readPrompt(take(fields, 'prompt'), reader);
  const replies = readReplies(completion, reader, chat.turns.length + 1);
  const last = replies.at(-1);
  if (last?.speaker !== 'supporter') throw rejection('"completion" holds no reply with a text');
  const label = take(fields, 'label');
  if (label !== undefined) last.meta = { ...last.meta, label };
  return sceneDialogue({ ...chat, turns: [...chat.turns, ...replies] }, fields);
}

/** A plain prompt is one turn of the seeker. */
function readPrompt(prompt: unknown, reader: ChatReader): Chat {
  if (Array.isArray(prompt)) return readChat(prompt, reader);
  const text = prompt === undefined ? undefined : turnText(prompt, reader.conversion, 1);
  return { turns: text === undefined ? [] : [{ speaker: 'seeker', text }], system: undefined };
}

function readReplies(value: unknown, reader: ChatReader, firstNumber: number): Turn[] {
  if (Array.isArray(value) || isFields(value)) return readChat(messagesOf(value), reader, firstNumber).turns;
  const text = turnText(value, reader.conversion, firstNumber);
  const turn = text === undefined ? undefined : readReply(text, reader, firstNumber);
  return turn === undefined ? [] : [turn];
}

function messagesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** How many messages both conversations start with: without a prompt of its own, that is the prompt. */
function sharedMessages(chosen: unknown, rejected: unknown): number {
  if (!Array.isArray(chosen) || !Array.isArray(rejected)) return 0;
  const different = chosen.findIndex((message, at) => JSON.stringify(message) !== JSON.stringify(rejected[at]));
  return different === -1 ? 0 : different;
}

function withoutFirst(value: unknown, count: number): unknown {
  return Array.isArray(value) ? value.slice(count) : value;
}
