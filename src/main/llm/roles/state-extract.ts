/**
 * @file Reading the seeker's state off the running dialogue (spec E-6): the fields of one call, for the last seeker's turn. What cannot be read
 * becomes its default and is counted.
 */
import { z } from 'zod';
import { LabelField } from '#shared/domain/label-schema';
import { exampleFields, exampleWindow } from './example-labels';
import { readSpelling } from './label-lines';
import { defineRole, readable } from './role';
import { charactersPerToken, Utterance, utterancesOf } from './utterances';

const exampleIds = ['emotionIntensity', 'behaviour', 'stageOfChange'];
const exampleDefaults = { emotionIntensity: '3', behaviour: 'others', stageOfChange: 'precontemplation' };
const windowSize = 6;
const marker = /\(\s*\d{1,4}\s*\)\s*[:：]/g;

export const stateExtractRole = defineRole({
  name: 'state-extract',
  title: 'Extract the state',
  description: 'Labels the seeker’s turns of the last utterances; the last one counts.',
  slots: z.object({
    utterances: z.array(Utterance).min(1).describe('The last six utterances.'),
    fields: z.array(LabelField).min(1).describe('What is labelled in this call, in the order of the line.'),
    defaults: z.record(z.string(), z.string()).describe('What a field is where the reply does not tell, by the field’s id.'),
  }),
  derived: { seekerTurns: { description: 'How many seeker’s turns there are.', of: ({ utterances }) => utterances.filter(({ speaker }) => speaker === 'seeker').length } },
  parameters: { temperature: 0.5, maxTokens: 512 },
  answer: '{values: the field’s id and its label, fallbacks: ids of the fields that got their default}.',
  example: { utterances: exampleWindow, fields: exampleFields(exampleIds), defaults: exampleDefaults },
  parse(text, { fields, defaults }) {
    const labels = lastLabels(text, fields);
    const values: Record<string, string> = {};
    const fallbacks: string[] = [];
    for (const [index, field] of fields.entries()) {
      const label = labels[index];
      if (label === undefined) fallbacks.push(field.id);
      values[field.id] = label ?? defaults[field.id] ?? field.whenUnsure ?? field.values[0]?.value ?? '';
    }
    return readable({ values, fallbacks });
  },
  replyTokens: ({ utterances, fields }) => Math.ceil(utterances.reduce((sum, { text }) => sum + text.length, 0) / charactersPerToken / 2) + 12 * fields.length,
  fromDialogue: (dialogue, turn) => ({ utterances: utterancesOf(dialogue, turn).slice(-windowSize), fields: exampleFields(exampleIds), defaults: exampleDefaults }),
});

/** Of the last line with labels in the last block of the reply, else of the last such line anywhere. */
function lastLabels(text: string, fields: readonly LabelField[]): (string | undefined)[] {
  const blocks = text.trim().split(/\n\s*\n/);
  for (const part of [blocks.at(-1) ?? '', text]) {
    const line = part.split(/\r?\n/).findLast((one) => one.search(marker) >= 0);
    const last = line === undefined ? undefined : [...line.matchAll(marker)].at(-1);
    if (line === undefined || last === undefined) continue;
    const parts = line.slice(last.index + last[0].length).split(',');
    return fields.map((field, index) => readSpelling(field, parts[index] ?? ''));
  }
  return [];
}
