/** @file The two judges who give a supporter's reply a number: straQ*'s score from 1 to 5 (spec S-5), CSO's four criteria (spec C-1). */
import { z } from 'zod';
import { exampleWindow } from './example-labels';
import { defineRole, readable, unreadable } from './role';
import { Utterance, utterancesOf } from './utterances';

const history = z.array(Utterance).min(1).describe('The dialogue before the reply, supporters with their strategies.');
const reply = z.string().describe('The supporter’s reply that is judged.');
const example = { history: exampleWindow.slice(0, 3), reply: exampleWindow[3]?.text ?? '' };

export const replyScoreRole = defineRole({
  name: 'reply-score',
  title: 'Score a reply',
  description: 'Says how well a reply supports the seeker, from 1 to 5: the distilled reward of straQ*.',
  slots: z.object({
    emotionType: z.string(),
    situation: z.string().describe('What brings the seeker, in their words.'),
    history,
    reply,
  }),
  parameters: { temperature: 0, maxTokens: 80 },
  answer: 'A whole number from 1 to 5.',
  example: { emotionType: 'fear', situation: 'My landlord gave me notice.', ...example },
  parse(text) {
    const [, score = ''] = /(?<![\d.,-])(\d+)(?![.,]?\d)/.exec(text) ?? [];
    return /^[1-5]$/.test(score) ? readable(Number(score)) : unreadable('form', 'its first whole number is none from 1 to 5');
  },
  replyTokens: () => 40,
});

/** In the order of the answer's lines. */
const criteria = ['empathy', 'information', 'humanoid', 'strategies'] as const;

export const replyRewardRole = defineRole({
  name: 'reply-reward',
  title: 'Reward a reply',
  description: 'Rates the supporter’s last reply by empathy, information, humanity and strategy, each from 0 to 4: the reward of CSO’s search.',
  slots: z.object({ history, strategy: z.string().describe('The strategy of the reply.'), reply }),
  parameters: { temperature: 1, maxTokens: 200 },
  answer: 'Four whole numbers from 0 to 4: empathy, information, humanoid, strategies.',
  example: { ...example, strategy: 'Reflection of feelings' },
  parse(text) {
    const scores = criteria.map((_, index) => new RegExp(String.raw`^[ \t]*\(?${index + 1}\)?[:.][ \t]*([0-4])(?![.,]?\d)`, 'm').exec(text)?.[1]);
    const missing = scores.indexOf(undefined);
    if (missing >= 0) return unreadable('form', `there is no line "${missing + 1}: " with a whole number from 0 to 4`);
    return readable(Object.fromEntries(criteria.map((name, index) => [name, Number(scores[index])])));
  },
  replyTokens: () => 60,
  fromDialogue(dialogue, turn) {
    const said = utterancesOf(dialogue, turn);
    const last = said.findLastIndex(({ speaker }, index) => speaker === 'supporter' && index > 0);
    const judged = said[last] ?? { text: 'I am here and I have time.', strategy: null };
    return { history: said.slice(0, Math.max(1, last)), strategy: judged.strategy ?? 'Others', reply: judged.text };
  },
});
