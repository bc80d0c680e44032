/** @file The tiny question by which an endpoint is tried. */
import { z } from 'zod';
import { defineRole, readable, unreadable } from './role';

export const connectionTestRole = defineRole({
  name: 'connection-test',
  title: 'Test an endpoint',
  description: 'Asks for one short sentence, to see whether an endpoint answers and how fast.',
  slots: z.object({}),
  parameters: { temperature: 0, maxTokens: 64 },
  answer: 'The sentence.',
  example: {},
  parse: (text) => (text.trim() === '' ? unreadable('form', 'the reply is empty') : readable(text.trim())),
  replyTokens: () => 16,
});
