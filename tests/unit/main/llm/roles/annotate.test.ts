import { expect, test } from 'vitest';
import { readSlots } from '#main/llm/questions';
import { findRole } from '#main/llm/roles/index';
import type { Json } from '#shared/domain/json';

function parse(name: string, text: string, utterances?: Json) {
  const role = findRole(name);
  return role.parse(text, readSlots(role, { ...role.example, ...(utterances === undefined ? {} : { utterances }) }));
}

const three = [1, 2, 3].map((n) => ({ speaker: 'seeker', text: `turn ${n}` }));

test('on every line the last "(n): payload" counts, and a later line for the same turn', () => {
  const reply = ['Here you are:', 'I said (1): 9 and (2): 8 to her (1): 2', 'turn 2 (2): **3**', 'turn 3 (3) : 5.', 'again (2): 4'].join('\n');
  expect(parse('annotate-emotion', reply, three)).toEqual({ isReadable: true, value: [{ emotionIntensity: '2' }, { emotionIntensity: '4' }, { emotionIntensity: '5' }] });
});

test.each([
  ['nothing to read', 'I would say she is rather sad.', 'form'],
  ['a turn missing', '(1): 2\n(3): 2', 'count'],
  ['a turn too many', '(1): 2\n(2): 2\n(3): 2\n(4): 2', 'count'],
  ['off the scale', '(1): 2\n(2): 6\n(3): 2', 'label'],
  ['not whole', '(1): 2\n(2): 2.5\n(3): 2', 'label'],
  ['two labels', '(1): 2\n(2): 2, 3\n(3): 2', 'label'],
])('%s is a failure of its own', (_, reply, failure) => {
  expect(parse('annotate-emotion', reply, three)).toMatchObject({ isReadable: false, failure });
});

test('what is missing or too many is named', () => {
  expect(parse('annotate-emotion', '(1): 2\n(4): 2', three)).toMatchObject({ reason: expect.stringMatching(/3 lines.*\(2\), \(3\) are missing.*\(4\) is too many/) });
});

test('labels are read whatever their case, with their aliases and marks', () => {
  const reply = 'x (1): Greeting,Pre-contemplation\ny (2): "answer", `Contemplation`\nz (3): Statement Emotion, ACTION.';
  expect(parse('annotate-behaviour-stage', reply, three)).toEqual({
    isReadable: true,
    value: [
      { behaviour: 'greeting', stageOfChange: 'precontemplation' },
      { behaviour: 'feedback', stageOfChange: 'contemplation' },
      { behaviour: 'statement-emotion', stageOfChange: 'action' },
    ],
  });
});

test('three dimensions of trust', () => {
  expect(parse('annotate-trust', 'x (1): 3, 3, 3\ny (2): 4,2,5\nz (3): 1 , 1 , 1', three)).toMatchObject({ value: [{ reliability: '3' }, { reliability: '4', responseCompetence: '2', perceivedUnderstandability: '5' }, {}] });
});

test('what is known beforehand stays, whatever the model says', () => {
  const known: Json = [{ speaker: 'seeker', text: 'a', known: { emotionIntensity: '5' } }, { speaker: 'supporter', text: 'b', known: {} }, { speaker: 'seeker', text: 'c', known: {} }];
  expect(parse('annotate-emotion', '(1): 1\n(2): 1', known)).toEqual({ isReadable: true, value: [{ emotionIntensity: '5' }, { emotionIntensity: '1' }] });
});

test('line breaks inside an utterance are taken out', () => {
  const role = findRole('annotate-emotion');
  expect(readSlots(role, { ...role.example, utterances: [{ speaker: 'seeker', text: ' one\n two ' }] })['utterances']).toMatchObject([{ text: 'one two' }]);
});
