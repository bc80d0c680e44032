/** @file What a model says in somebody's voice, made fit to stand in a dialogue (spec E-6): no role names, no half sentence. */
import { readable, unreadable, type ParsedReply } from './role';

const names = { seeker: ['seeker', 'user', 'patient', 'help-seeker'], supporter: ['supporter', 'assistant', 'therapist', 'counsellor', 'counselor'] };

export function parseSpokenReply(text: string, speaker: 'seeker' | 'supporter'): ParsedReply {
  const other = speaker === 'seeker' ? names.supporter : names.seeker;
  const own = text.trim().replace(nameAtStart(names[speaker]), '').replace(/^["“'\s]+|["”\s]+$/g, '');
  const said = finishSentences(cutAt(own, other));
  return said === '' ? unreadable('form', `the ${speaker} says nothing`) : readable(said);
}

/** Everything from where the other one's name begins a speech. */
function cutAt(text: string, others: readonly string[]): string {
  const match = new RegExp(String.raw`(?:^|\n|\s)(?:${others.join('|')})\s*:`, 'i').exec(text);
  return match === null ? text : text.slice(0, match.index);
}

function nameAtStart(own: readonly string[]): RegExp {
  return new RegExp(String.raw`^["“'\s]*(?:${own.join('|')})\s*:\s*`, 'i');
}

/** A single sentence gets its full stop; of several, an unfinished last one goes. */
function finishSentences(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '' || /[.!?…]["”')\]]*$/.test(line)) return line;
  const end = Math.max(...['.', '!', '?', '…'].map((mark) => line.lastIndexOf(`${mark} `)));
  return end < 0 ? `${line}.` : line.slice(0, end + 1);
}
