/** @file Who is asked while CSO searches (spec C-1): a seeker who may leave, and a psychologist who weighs the strategies. Its supporter is the usual one. */
import { z } from 'zod';
import { extes8 } from '#shared/domain/strategies';
import { exampleWindow } from './example-labels';
import { defineRole, readable, unreadable } from './role';
import { parseSpokenReply } from './spoken-reply';
import { Utterance, utterancesOf } from './utterances';

export const leavingSeekerRole = defineRole({
  name: 'leaving-seeker',
  title: 'Simulate a seeker who may leave',
  description: 'Plays the person who seeks support, says the next sentence, or ends the conversation once there is nothing left to say.',
  slots: z.object({
    emotionType: z.string().describe('What the seeker wants relief of, e.g. anxiety.'),
    situation: z.string().describe('What has happened, as a whole; the seeker tells it little by little.'),
    history: z.array(Utterance).describe('The dialogue so far; the seeker speaks next.'),
  }),
  parameters: { temperature: 1, maxTokens: 60 },
  answer: 'text, what the seeker says as one line or null, and isEnd.',
  example: { emotionType: 'fear', situation: 'My landlord gave me notice and I have six weeks to find a flat.', history: exampleWindow.slice(0, 4) },
  parse(text) {
    if (/<\/end\/>|\/end\/|<end>/i.test(text)) return readable({ text: null, isEnd: true });
    const said = parseSpokenReply(text, 'seeker');
    return said.isReadable ? readable({ text: said.value, isEnd: false }) : said;
  },
  replyTokens: () => 20,
  fromDialogue: (dialogue, turn) => ({ emotionType: dialogue.emotionType ?? 'distress', situation: dialogue.situation ?? dialogue.problemType ?? 'a personal problem', history: utterancesOf(dialogue, turn) }),
});

export const strategyScoresRole = defineRole({
  name: 'strategy-scores',
  title: 'Weigh the strategies',
  description: 'Says of every strategy how well it would serve as the supporter’s next one, from 0 to 10: the prior of CSO’s search.',
  slots: z.object({
    history: z.array(Utterance).min(1).describe('The dialogue so far, supporters with their strategies; the supporter speaks next.'),
    strategies: z.array(z.object({ name: z.string(), description: z.string() })).min(1).default(extes8.map(({ label, definition }) => ({ name: label, description: definition }))),
  }),
  parameters: { temperature: 1, maxTokens: 400 },
  answer: 'scores by the strategies’ names, and missing, the names without one.',
  example: { history: exampleWindow },
  parse(text, { strategies }) {
    const found = jsonObjectIn(text);
    if (found === undefined) return unreadable('form', 'there is no JSON object between three backticks');
    const byName = new Map(Object.entries(found).map(([name, score]) => [name.trim().toLowerCase(), score]));
    const scores = strategies.flatMap(({ name }) => (byName.has(name.toLowerCase()) ? [[name, byName.get(name.toLowerCase())] as const] : []));
    const wrong = scores.find(([, score]) => !isScore(score));
    if (wrong !== undefined) return unreadable('form', `"${wrong[0]}" has no whole number from 0 to 10`);
    if (scores.length === 0) return unreadable('form', 'the JSON object names none of the strategies');
    const missing = strategies.flatMap(({ name }) => (byName.has(name.toLowerCase()) ? [] : [name]));
    return readable({ scores: Object.fromEntries(scores) as Record<string, number>, missing });
  },
  replyTokens: () => 160,
  fromDialogue: (dialogue, turn) => ({ history: utterancesOf(dialogue, turn) }),
});

/** The one block between three backticks, else the first span between single ones. */
function jsonObjectIn(text: string): object | undefined {
  const blocks = [...text.matchAll(/```([^`]*)```/g)];
  const [, inside = ''] = (blocks.length === 1 ? blocks[0] : /(?<!`)`([^`]+)`(?!`)/.exec(text)) ?? [];
  try {
    const value: unknown = JSON.parse(inside.replace(/^\s*json\b/i, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isScore(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10;
}
