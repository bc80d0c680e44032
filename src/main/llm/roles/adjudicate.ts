/** @file The adjudicator (spec E-2): one field of one turn on which annotators disagree, one label out. Any field of any schema. */
import { z } from 'zod';
import { LabelField } from '#shared/domain/label-schema';
import { exampleField, exampleTurn, exampleWindow } from './example-labels';
import { allowedLabels, readSpelling } from './label-lines';
import { Utterance, utterancesOf } from './utterances';
import { defineRole, readable, unreadable } from './role';

const contextSize = 3;

export const adjudicateRole = defineRole({
  name: 'adjudicate',
  title: 'Adjudicate a label',
  description: 'Decides one label of one seeker’s turn where annotators disagree.',
  slots: z.object({
    field: LabelField.describe('The field in dispute with its rubric.'),
    context: z.array(Utterance).describe('The utterances before the turn, oldest first.'),
    current: Utterance.describe('The turn that is judged.'),
    next: Utterance.nullable().default(null).describe('The utterance after the turn, where the adjudicator may see it.'),
    proposals: z.array(z.string()).default([]).describe('What the annotators said; empty where the adjudicator is not to know.'),
  }),
  parameters: { temperature: 0, maxTokens: 1_024 },
  answer: 'The label.',
  example: { field: exampleField('behaviour'), context: exampleWindow.slice(1, 4), current: exampleTurn },
  parse(text, { field }) {
    const label = readSpelling(field, lastAnswer(text));
    return label === undefined ? unreadable(text.trim() === '' ? 'form' : 'label', `it does not end in one of the labels ${allowedLabels(field)}`) : readable(label);
  },
  replyTokens: () => 8,
  fromDialogue(dialogue, turn) {
    const utterances = utterancesOf(dialogue, turn);
    return { field: exampleField('behaviour'), context: utterances.slice(0, -1).slice(-contextSize), current: utterances.at(-1) ?? exampleTurn };
  },
});

/** What stands after the last colon, on the last line that says anything. */
function lastAnswer(text: string): string {
  const line = text.split(/\r?\n/).findLast((one) => one.trim() !== '') ?? '';
  return line.slice(line.lastIndexOf(':') + 1);
}
