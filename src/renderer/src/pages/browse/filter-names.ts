/** @file The parts of a filter in words, each with the change that takes it away. Pure. */
import type { DialogueFilter } from '#shared/contracts/dialogues';
import { sentenceCase } from '../../components/format';

export interface FilterNames {
  readonly corpora: ReadonlyMap<number, string>;
  readonly splits: ReadonlyMap<number, string>;
}

export interface FilterPart {
  readonly kind: string;
  readonly value: string;
  readonly removal: Partial<DialogueFilter>;
}

export function describeFilter(filter: DialogueFilter, names: FilterNames): FilterPart[] {
  const { text, corpora = [], strategies = [], emotions = [], problems = [], split, turns, feedback } = filter;
  return [
    ...(text === undefined ? [] : [{ kind: 'Text', value: text, removal: { text: undefined } }]),
    ...corpora.map((id) => ({ kind: 'Corpus', value: names.corpora.get(id) ?? `number ${id}`, removal: { corpora: corpora.filter((one) => one !== id), split: undefined } })),
    ...(split === undefined ? [] : [{ kind: 'Part', value: `${split.part} of ${names.splits.get(split.splitSetId) ?? `split ${split.splitSetId}`}`, removal: { split: undefined } }]),
    ...strategies.map((label) => ({ kind: 'Strategy', value: label, removal: { strategies: strategies.filter((one) => one !== label) } })),
    ...emotions.map((label) => ({ kind: 'Emotion', value: sentenceCase(label), removal: { emotions: emotions.filter((one) => one !== label) } })),
    ...problems.map((label) => ({ kind: 'Problem', value: sentenceCase(label), removal: { problems: problems.filter((one) => one !== label) } })),
    ...(turns === undefined ? [] : [{ kind: 'Turns', value: rangeText(turns), removal: { turns: undefined } }]),
    ...(feedback === undefined ? [] : [{ kind: 'Feedback', value: rangeText(feedback), removal: { feedback: undefined } }]),
  ];
}

function rangeText({ from, to }: { from?: number | undefined; to?: number | undefined }): string {
  if (from === undefined) return `at most ${to}`;
  return to === undefined ? `at least ${from}` : `${from} to ${to}`;
}
