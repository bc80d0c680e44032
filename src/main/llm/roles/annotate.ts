/**
 * @file The annotators' roles (spec E-2): a window of a dialogue in, one line of labels for every seeker's turn in it out. They differ in
 * wording only: three for ESCA's passes, one for any fields a researcher defines.
 */
import { z } from 'zod';
import { LabelField } from '#shared/domain/label-schema';
import { exampleFields, exampleWindow } from './example-labels';
import { parseLabelLines } from './label-lines';
import { charactersPerToken, Utterance, utterancesOf } from './utterances';
import { defineRole, type Role } from './role';

const WindowUtterance = Utterance.extend({
  /** Labels that are given beforehand and stay as they are: the field's id and its label. */
  known: z.record(z.string(), z.string()).default({}),
});

const AnnotateSlots = z.object({
  utterances: z.array(WindowUtterance).min(1).describe('The window: every utterance in it, both speakers.'),
  fields: z.array(LabelField).min(1).describe('What every seeker’s turn is labelled with, in the order of the line.'),
});
type AnnotateSlots = z.output<typeof AnnotateSlots>;

const derived = {
  seekerTurns: { description: 'How many seeker’s turns the window has: as many lines are asked for.', of: (slots: AnnotateSlots) => countSeekerTurns(slots) },
};

export const annotateRoles: readonly Role[] = [
  annotateRole('annotate-emotion', 'Annotate emotion intensity', 'Labels the emotion intensity of every seeker’s turn in a window.', ['emotionIntensity']),
  annotateRole('annotate-behaviour-stage', 'Annotate behaviour and stage', 'Labels dialogue behaviour and stage of change of every seeker’s turn in a window.', ['behaviour', 'stageOfChange']),
  annotateRole('annotate-trust', 'Annotate trust', 'Labels the three dimensions of trust of every seeker’s turn in a window.', ['reliability', 'responseCompetence', 'perceivedUnderstandability']),
  annotateRole('annotate-labels', 'Annotate any labels', 'Labels every seeker’s turn in a window with the fields of any label schema.', ['emotionIntensity', 'behaviour']),
];

function annotateRole(...[name, title, description, fieldIds]: [name: string, title: string, description: string, fieldIds: string[]]): Role {
  const fields = exampleFields(fieldIds);
  return defineRole({
    name,
    title,
    description,
    slots: AnnotateSlots,
    derived,
    parameters: { temperature: 0, maxTokens: 2_048 },
    answer: 'A list with one record for each seeker’s turn: the field’s id and its label. Labels known beforehand are as they were given.',
    example: { utterances: exampleWindow, fields },
    parse(text, slots) {
      const parsed = parseLabelLines(text, { count: countSeekerTurns(slots), fields: slots.fields });
      if (!parsed.isReadable) return parsed;
      const known = slots.utterances.filter(isSeekers).map((one) => one.known);
      return { isReadable: true, value: (parsed.value as Record<string, string>[]).map((row, index) => ({ ...row, ...pick(known[index] ?? {}, row) })) };
    },
    replyTokens: ({ utterances, fields }) => Math.ceil(utterances.filter(isSeekers).reduce((sum, { text }) => sum + text.length, 0) / charactersPerToken) + countOf(utterances) * (6 + 3 * fields.length),
    fromDialogue: (dialogue, turn) => ({ utterances: utterancesOf(dialogue, turn).slice(-8), fields }),
  });
}

function countSeekerTurns({ utterances }: AnnotateSlots): number {
  return countOf(utterances);
}

function countOf(utterances: AnnotateSlots['utterances']): number {
  return utterances.filter(isSeekers).length;
}

function isSeekers({ speaker }: { readonly speaker: string }): boolean {
  return speaker === 'seeker';
}

/** What is known of the fields that were asked for. */
function pick(known: Readonly<Record<string, string>>, row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(known).filter(([id]) => Object.hasOwn(row, id)));
}
