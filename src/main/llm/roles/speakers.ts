/** @file The two who talk in ESCA's environment (spec E-6): a simulated seeker, and a supporter who is told a strategy. */
import { z } from 'zod';
import { exampleWindow } from './example-labels';
import { defineRole } from './role';
import { parseSpokenReply } from './spoken-reply';
import { Utterance, utterancesOf } from './utterances';

const parameters = { temperature: 0.7, maxTokens: 50 };
const replyTokens = (): number => 25;

export const seekerRole = defineRole({
  name: 'seeker',
  title: 'Simulate a seeker',
  description: 'Plays the person who seeks support and says the next sentence.',
  slots: z.object({
    emotionType: z.string().describe('What the seeker feels, e.g. anxiety.'),
    problemType: z.string().describe('What it is about, e.g. job crisis.'),
    history: z.array(Utterance).describe('The dialogue so far; the seeker speaks next.'),
  }),
  parameters,
  answer: 'What the seeker says, as one line of whole sentences.',
  example: { emotionType: 'fear', problemType: 'losing a home', history: exampleWindow.slice(0, 4) },
  parse: (text) => parseSpokenReply(text, 'seeker'),
  replyTokens,
  fromDialogue: (dialogue, turn) => ({ emotionType: dialogue.emotionType ?? 'distress', problemType: dialogue.problemType ?? 'a personal problem', history: utterancesOf(dialogue, turn) }),
});

export const supporterRole = defineRole({
  name: 'supporter',
  title: 'Write a supporter’s reply',
  description: 'Replies to the seeker with a given strategy, and with knowledge where there is some.',
  slots: z.object({
    history: z.array(Utterance).min(1).describe('The dialogue so far; the supporter speaks next.'),
    strategy: z.object({ name: z.string(), instruction: z.string() }).nullable().default(null).describe('What the reply is to do, and the sentence that says how.'),
    knowledge: z.object({ category: z.string(), text: z.string() }).nullable().default(null).describe('What the reply may draw on.'),
  }),
  derived: { recent: { description: 'The last six utterances.', of: ({ history }) => history.slice(-6) } },
  parameters,
  answer: 'What the supporter says, as one line of whole sentences.',
  example: { history: exampleWindow, strategy: { name: 'Affirmation and Reassurance', instruction: 'Affirm what the seeker is able to do, and reassure them.' } },
  parse: (text) => parseSpokenReply(text, 'supporter'),
  replyTokens,
  fromDialogue: (dialogue, turn) => ({ history: utterancesOf(dialogue, turn) }),
});
