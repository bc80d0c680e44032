import { expect, test } from 'vitest';
import { readSlots } from '#main/llm/questions';
import { findRole, roles } from '#main/llm/roles/index';
import { createScriptedProvider } from '#main/llm/providers/scripted';
import type { Dialogue } from '#shared/domain/dialogue';
import type { Json } from '#shared/domain/json';

const dialogue: Dialogue = {
  emotionType: 'anxiety',
  problemType: 'job crisis',
  turns: [
    { speaker: 'seeker', text: 'Hello there.' },
    { speaker: 'supporter', text: 'What troubles you?', strategy: 'Question' },
    { speaker: 'seeker', text: 'I feel so anxious about my job, I cannot sleep.' },
    { speaker: 'supporter', text: 'That sounds hard.', strategy: 'Reflection of feelings' },
    { speaker: 'seeker', text: 'Thank you. I will talk to my boss tomorrow.' },
  ],
};

function parse(name: string, text: string, slots: Record<string, Json> = {}) {
  const role = findRole(name);
  return role.parse(text, readSlots(role, { ...role.example, ...slots }));
}

test('every scripted person answers every role so that it can be read, always the same way', async () => {
  for (const role of roles) {
    const examples = [role.example, ...(role.fromDialogue === undefined ? [] : [role.fromDialogue(dialogue, 4)])];
    for (const model of ['scripted-a', 'scripted-b', 'scripted-c', 'another']) {
      for (const example of examples) {
        const slots = readSlots(role, example);
        const ask = () => createScriptedProvider(model).chat({ messages: [], parameters: role.parameters, about: { role: role.name, slots, sample: 0 } }, new AbortController().signal);
        const [first, second] = [await ask(), await ask()];
        expect(role.parse(first.text, slots), `${role.name} by ${model}: ${first.text}`).toMatchObject({ isReadable: true });
        expect(second).toEqual(first);
      }
    }
  }
});

test('scripted persons disagree sometimes and agree mostly', async () => {
  const role = findRole('annotate-behaviour-stage');
  const utterances = Array.from({ length: 300 }, (_, index) => ({ speaker: 'seeker', text: `I feel sad about thing ${index}.` }));
  const slots = readSlots(role, { ...role.example, utterances });
  const labels = await Promise.all(
    ['scripted-a', 'scripted-b', 'scripted-c'].map(async (model) => {
      const { text } = await createScriptedProvider(model).chat({ messages: [], parameters: role.parameters, about: { role: role.name, slots, sample: 0 } }, new AbortController().signal);
      const parsed = role.parse(text, slots);
      return parsed.isReadable ? (parsed.value as { behaviour: string }[]).map(({ behaviour }) => behaviour) : [];
    }),
  );
  const votes = utterances.map((_, index) => new Set(labels.map((one) => one[index])).size);
  const shareOf = (count: number): number => votes.filter((one) => one === count).length / votes.length;
  expect(shareOf(1)).toBeGreaterThan(0.4);
  expect(shareOf(2)).toBeGreaterThan(0.2);
  expect(shareOf(3)).toBeGreaterThan(0);
});

test.each([
  ['Label: question', 'question'],
  ['The seeker asks. So the label is:\n**Acknowledgment**\n', 'acknowledgement'],
  ['question', 'question'],
])('the adjudicator’s label stands after the last colon: %j', (text, value) => {
  expect(parse('adjudicate', text)).toEqual({ isReadable: true, value });
});

test('an adjudicator without a label has not decided', () => {
  expect(parse('adjudicate', 'Label: joy')).toMatchObject({ isReadable: false, failure: 'label', reason: expect.stringContaining('greeting, question') });
});

test.each([
  ["Yes, the seeker's issue has been solved.", 'solved'],
  ['**No**, but the seeker feels better.', 'better'],
  ['No, the seeker feels the same.\nYes, solved', 'same'],
])('a verdict is read by its lead and its word: %j', (text, value) => {
  expect(parse('goal-judge', text)).toEqual({ isReadable: true, value });
});

test('"not solved" is no solution, unless the published reading is asked for', () => {
  expect(parse('goal-judge', 'No, it is not solved.')).toMatchObject({ isReadable: false });
  expect(parse('goal-judge', 'No, it is not solved.', { parse: 'k1Substring' })).toEqual({ isReadable: true, value: 'solved' });
  expect(parse('goal-judge', 'Yes, the seeker feels better.')).toMatchObject({ isReadable: false });
});

test('a strategy is judged by the leading words', () => {
  expect(['Following well. There is nothing to add.', '"Following poorly"', 'Not following', 'Nothing follows'].map((text) => parse('strategy-judge', text))).toMatchObject([{ value: 1 }, { value: 0.5 }, { value: 0 }, { isReadable: false }]);
});

test.each<[string, number | null]>([
  ['4. It names the fear.', 4],
  ['Score: 5/5', 5],
  ['0 - it hurts', null],
  ['I would say 4.5', null],
  ['10', null],
  ['Very good.', null],
])('a reply’s score is its first whole number: %j', (text, value) => {
  expect(parse('reply-score', text)).toMatchObject(value === null ? { isReadable: false, failure: 'form' } : { isReadable: true, value });
});

test('a reward has four criteria, each on its own line', () => {
  expect(parse('reply-reward', '1: 4\n(2). 0\n3. 2 of 4\n 4: 3')).toEqual({ isReadable: true, value: { empathy: 4, information: 0, humanoid: 2, strategies: 3 } });
  expect(parse('reply-reward', '1: 4\n2: 5\n3: 2\n4: 3')).toMatchObject({ isReadable: false, reason: expect.stringContaining('"2: "') });
  expect(parse('reply-reward', 'Of 4 criteria 1: 4')).toMatchObject({ isReadable: false, reason: expect.stringContaining('"1: "') });
});

test('strategies are weighed in one JSON object, by any spelling of their names', () => {
  const strategies = ['Question', 'Others'].map((name) => ({ name, description: '' }));
  const weigh = (text: string) => parse('strategy-scores', text, { strategies });
  expect(weigh('They need to talk.\n```json\n{"question": 9, "OTHERS": 0, "Hugging": 3}\n```')).toEqual({ isReadable: true, value: { scores: { Question: 9, Others: 0 }, missing: [] } });
  expect(weigh('It is `{"Question": 10}`.')).toEqual({ isReadable: true, value: { scores: { Question: 10 }, missing: ['Others'] } });
  expect(weigh('```{"Question": 11}```')).toMatchObject({ isReadable: false, reason: '"Question" has no whole number from 0 to 10' });
  expect(weigh('```{"Hugging": 1}```')).toMatchObject({ reason: expect.stringContaining('none of the strategies') });
  for (const text of ['Question: 9', '```[1]```', '```{"Question": 1}``` or ```{"Question": 2}```']) expect(weigh(text)).toMatchObject({ isReadable: false, failure: 'form' });
});

test('a seeker who leaves says nothing', () => {
  for (const text of ['<end>', 'Thanks, bye. </END/>', '/end/']) expect(parse('leaving-seeker', text)).toEqual({ isReadable: true, value: { text: null, isEnd: true } });
  expect(parse('leaving-seeker', 'Seeker: "It will end badly"')).toEqual({ isReadable: true, value: { text: 'It will end badly.', isEnd: false } });
});

test.each([
  ['Seeker: "I am lost"', 'I am lost.'],
  ['I am lost. Supporter: You are not.', 'I am lost.'],
  ['I am lost. And I do not know wh', 'I am lost.'],
  ['I am lost!\nAnd tired?', 'I am lost! And tired?'],
])('what a seeker says is made fit for a dialogue: %j', (text, value) => {
  expect(parse('seeker', text)).toEqual({ isReadable: true, value });
});

test('a speaker who says nothing is asked again', () => {
  expect(parse('supporter', 'Supporter: ""')).toMatchObject({ isReadable: false, failure: 'form' });
});

test('a state is read off the last block, else the last line; what cannot be read is its default and counted', () => {
  expect(parse('state-extract', 'x (1): 2, question, action\n\nHere:\ny (2): 4, Feedback, joy')).toEqual({
    isReadable: true,
    value: { values: { emotionIntensity: '4', behaviour: 'feedback', stageOfChange: 'precontemplation' }, fallbacks: ['stageOfChange'] },
  });
  expect(parse('state-extract', 'y (2): 4, feedback, action\n\nI hope that helps.')).toMatchObject({ value: { values: { emotionIntensity: '4' }, fallbacks: [] } });
  expect(parse('state-extract', 'No idea.')).toMatchObject({ value: { values: { emotionIntensity: '3', behaviour: 'others' }, fallbacks: ['emotionIntensity', 'behaviour', 'stageOfChange'] } });
});
