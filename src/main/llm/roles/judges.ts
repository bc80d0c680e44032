/** @file The two judges of ESCA's environment (spec E-6, decision D-6): has the problem been solved, and does a reply follow its strategy. */
import { z } from 'zod';
import { exampleWindow } from './example-labels';
import { defineRole, readable, unreadable, type ParsedReply } from './role';
import { Utterance, utterancesOf } from './utterances';

const parameters = { temperature: 1.1, maxTokens: 16 };

/** Worst first: the order in which the published code looks for them. */
const goalVerdicts = ['worse', 'same', 'better', 'solved'] as const;
const goalWindow = 8;

export const goalJudgeRole = defineRole({
  name: 'goal-judge',
  title: 'Judge the goal',
  description: 'Says whether the seeker’s problem is worse, the same, better or solved by the end of the dialogue so far.',
  slots: z.object({
    emotionType: z.string(),
    problemType: z.string(),
    utterances: z.array(Utterance).min(1).describe('The part of the dialogue that is judged: the last eight utterances by default.'),
    parse: z.enum(['strict', 'k1Substring']).default('strict').describe('How the verdict is read: by its leading yes or no and its word, or by any occurrence of a word, in the order worse, same, better, solved.'),
  }),
  parameters,
  answer: 'worse, same, better or solved.',
  example: { emotionType: 'fear', problemType: 'losing a home', utterances: exampleWindow },
  parse: (text, slots) => (slots.parse === 'strict' ? parseVerdict(text) : findVerdict(text)),
  replyTokens: () => 10,
  fromDialogue: (dialogue, turn) => ({ emotionType: dialogue.emotionType ?? 'distress', problemType: dialogue.problemType ?? 'a personal problem', utterances: utterancesOf(dialogue, turn).slice(-goalWindow) }),
});

const followingVerdicts = [
  { begins: /^not\s+following\b/i, value: 0 },
  { begins: /^following\s+poorly\b/i, value: 0.5 },
  { begins: /^following\s+well\b/i, value: 1 },
];

export const strategyJudgeRole = defineRole({
  name: 'strategy-judge',
  title: 'Judge the strategy',
  description: 'Says how well a supporter’s reply follows the strategy that was chosen.',
  slots: z.object({
    context: z.array(Utterance).describe('The two utterances before the reply.'),
    strategy: z.object({ name: z.string(), definition: z.string() }),
    reply: z.string().describe('The supporter’s reply that is judged.'),
  }),
  parameters,
  answer: '0 not following, 0.5 following poorly, 1 following well.',
  example: { context: exampleWindow.slice(1, 3), strategy: { name: 'Reflection of feelings', definition: 'Names the feelings that the seeker shows.' }, reply: exampleWindow[3]?.text ?? '' },
  parse(text) {
    const bare = text.replace(/^[^\p{L}]+/u, '');
    const verdict = followingVerdicts.find(({ begins }) => begins.test(bare));
    return verdict === undefined ? unreadable('form', 'it does not begin with "Not following", "Following poorly" or "Following well"') : readable(verdict.value);
  },
  replyTokens: () => 4,
});

/** Yes goes with solved, No with the other three. */
function parseVerdict(text: string): ParsedReply {
  const [, lead = '', rest = ''] = /^[^\p{L}]*(yes|no)\b([^\n]*)/iu.exec(text) ?? [];
  const words = goalVerdicts.filter((verdict) => new RegExp(String.raw`\b${verdict}\b`, 'i').test(rest));
  const [word, ...others] = words;
  if (word === undefined || others.length > 0 || (lead.toLowerCase() === 'yes') !== (word === 'solved')) return unreadable('form', 'it is none of the four verdicts');
  return readable(word);
}

function findVerdict(text: string): ParsedReply {
  const found = goalVerdicts.find((verdict) => text.toLowerCase().includes(verdict));
  return found === undefined ? unreadable('form', 'it is none of the four verdicts') : readable(found);
}
