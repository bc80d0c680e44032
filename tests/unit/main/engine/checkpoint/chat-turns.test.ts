/** @file What the system says opens the user's first message, and nobody speaks twice in a row. */
import { expect, test } from 'vitest';
import { inTurns } from '#main/engine/checkpoint/chat-turns';

const said = (...messages: readonly (readonly [role: string, content: string])[]) => messages.map(([role, content]) => ({ role, content }));

test.each([
  [said(['system', 'Be brief.'], ['user', 'Hi'], ['assistant', 'Hello'], ['user', 'A'], ['user', 'B']), said(['user', 'Be brief.\n\nHi'], ['assistant', 'Hello'], ['user', 'A\n\nB'])],
  [said(['system', 'Be brief.']), said(['user', 'Be brief.'])],
  [said(['user', 'Hi'], ['assistant', 'Hello']), said(['user', 'Hi'], ['assistant', 'Hello'])],
])('%j', (messages, turns) => {
  expect(inTurns(messages)).toEqual(turns);
});
