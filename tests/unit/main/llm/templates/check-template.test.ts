import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findRole, roles } from '#main/llm/roles/index';
import { checkTemplate } from '#main/llm/templates/check-template';

const shipped = (name: string): string => readFileSync(`resources/prompts/${name}.md`, 'utf8');

test('every role has a template that is fine, and there is no other template', () => {
  for (const role of roles) expect(checkTemplate(role, shipped(role.name)), role.name).toEqual([]);
  expect(readdirSync('resources/prompts').sort()).toEqual(roles.map(({ name }) => `${name}.md`).sort());
});

test('a placeholder that is no slot is told with its line and the slots there are', () => {
  const text = '# System\nJudge.\n# User\n{{ feild.title }} of {{ current.text }}';
  expect(checkTemplate(findRole('adjudicate'), text)).toEqual([{ line: 4, message: expect.stringMatching(/"feild" is no slot.*field, context, current/) }]);
});

test('the head must say what is so', () => {
  const problems = checkTemplate(findRole('seeker'), '---\nid: supporter\nslots: history, mood\n---\n# User\n{{ emotionType }}: {% for one in history %}{{ one.text }}{% endfor %}');
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('"supporter"'), expect.stringContaining('"mood"'), expect.stringContaining('"emotionType"')]);
});

test('a member that a slot does not have is found before the template is used', () => {
  expect(checkTemplate(findRole('adjudicate'), '# User\n{{ current.mood }}')).toEqual([{ line: null, message: expect.stringContaining('"mood" is not defined') }]);
});
