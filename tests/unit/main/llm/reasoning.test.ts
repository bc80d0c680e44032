import { expect, test } from 'vitest';
import { splitReasoning } from '#main/llm/reasoning';

test.each([
  ['plain', 'plain', null],
  ['<think>why</think>\n\nbecause', 'because', 'why'],
  ['why</think>because', 'because', 'why'],
  ['<think>one</think>a<thinking>two</thinking>b', 'ab', 'one\n\ntwo'],
  ['<think>cut off in the mid', '', 'cut off in the mid'],
  ['<THINK></THINK>x < 3', 'x < 3', null],
])('%j', (raw, text, reasoning) => {
  expect(splitReasoning(raw)).toEqual({ text, reasoning });
});
