/** @file Made-up dialogues and a search over them, for tests of the browser and the reader. */
import { DialogueRow, DialogueView } from '#shared/contracts/dialogues';
import type { Parsed } from '#shared/contracts/index';
import type { FakeHandlers } from './fake-client';
import { sampleCorpora } from './samples';

const emotions = ['anxiety', 'sadness', 'anger'];

export function sampleRow(index: number): DialogueRow {
  return DialogueRow.parse({
    id: index + 1,
    corpusId: 1,
    corpusName: 'ESConv',
    position: index,
    externalId: null,
    emotionType: emotions[index % emotions.length],
    problemType: 'job crisis',
    turns: 20 + (index % 30),
    meanFeedback: index % 2 === 0 ? 4.5 : null,
    strategies: [
      { label: 'Question', count: 5 },
      { label: 'Others', count: 2 },
    ],
    excerpt: `Dialogue ${index + 1} is about \uE000work\uE001 that wears me out.`,
  });
}

export const sampleView = DialogueView.parse({
  id: 2,
  corpusId: 1,
  corpusName: 'ESConv',
  position: 1,
  vocabulary: 'esconv8',
  sourceFile: 'train.txt',
  isDemo: false,
  parts: [
    { splitSet: 'sequential 8:1:1', part: 'train' },
    { splitSet: 'from files', part: 'test' },
  ],
  dialogue: {
    emotionType: 'anxiety',
    problemType: 'job crisis',
    situation: 'I may lose\n my job.',
    survey: { initialIntensity: 5, finalIntensity: 2 },
    turns: [
      { speaker: 'seeker', text: 'Hello there.', state: { emotionIntensity: 4, behaviour: 'greeting', trust: 2 } },
      { speaker: 'supporter', text: 'Hi! What  is on\nyour mind?', strategy: 'Question', alternatives: [{ text: 'Cheer up, jobs come and go.', strategy: 'Others' }] },
      { speaker: 'seeker', text: 'I am worried about my job.', feedback: 4, state: { emotionIntensity: 5 } },
      { speaker: 'supporter', text: 'Losing a job is frightening.', strategy: 'Reflection of feelings' },
      { speaker: 'supporter', text: 'You could call your union.', unknownStrategy: 'Direct Guidance' },
      { speaker: 'seeker', text: 'That is worth a try.' },
    ],
  },
});

/** A result of `total` dialogues that a text search makes shorter. */
export function dialogueHandlers(total: number): FakeHandlers {
  const found = (filter: Parsed<'dialogues.search'>['filter'] | undefined) => (filter?.text === 'nothing' ? 0 : filter?.text === undefined ? total : Math.min(total, 3));
  return {
    'corpora.list': ({ kind }) => sampleCorpora.filter((corpus) => kind === undefined || corpus.kind === kind),
    'dialogues.search': ({ filter, offset = 0, limit = 100 }) => {
      const count = found(filter as Parsed<'dialogues.search'>['filter']);
      return { total: count, rows: Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, index) => sampleRow(offset + index)) };
    },
    'dialogues.facets': () => ({
      corpora: [
        { id: sampleRow(0).corpusId, name: 'ESConv', count: total },
        { id: DialogueRow.shape.corpusId.parse(2), name: 'FailedESConv', count: 196 },
      ],
      emotions: emotions.map((value, index) => ({ value, count: 300 - index })),
      problems: Array.from({ length: 9 }, (_, index) => ({ value: `problem ${index + 1}`, count: 50 - index })),
      strategies: [
        { value: 'Question', count: 1200 },
        { value: 'Others', count: 900 },
      ],
    }),
    'dialogues.get': ({ id }) => ({ ...sampleView, id: sampleRow(id - 1).id, position: id - 1 }),
    'dialogues.raw': () => ({ json: '{"dialog":[{"speaker":"usr","text":"Hello there."}]}' }),
    'dialogues.neighbours': ({ id }) => ({ previous: id > 1 ? sampleRow(id - 2).id : null, next: sampleRow(id).id, rank: id - 1, total }),
  };
}
