/** @file What is wrong with a role's template, before it is used: whether it can be read, names slots only, and can be filled. */
import { AppError } from '#shared/contracts/errors';
import type { PromptProblem } from '#shared/contracts/prompts';
import { readSlots, renderMessages, slotNames } from '../questions';
import type { Role } from '../roles/role';
import { compileTemplate, type Template } from './template';

/** Empty where the template is fine. */
export function checkTemplate(role: Role, text: string): PromptProblem[] {
  try {
    const template = compileTemplate(text);
    const problems = [...headProblems(role, template), ...placeholderProblems(role, template)];
    if (problems.length === 0) renderMessages(role, readSlots(role, role.example), template);
    return problems;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const line = /^line (\d+): /.exec(error.message);
    return [{ line: line === null ? null : Number(line[1]), message: error.message.replace(/^line \d+: /, '') }];
  }
}

/** The head may be left out, in whole or in part; what it says must be so. */
function headProblems(role: Role, { head, placeholders }: Template): PromptProblem[] {
  const problems: PromptProblem[] = [];
  const id = head.get('id');
  if (id !== undefined && id !== role.name) problems.push({ line: 1, message: `the head says that this is the template of "${id}", not of "${role.name}".` });
  const listed = head.get('slots');
  if (listed === undefined) return problems;
  const names = listed.split(',').map((name) => name.trim()).filter((name) => name !== '');
  for (const name of names) if (!placeholders.has(name)) problems.push({ line: 1, message: `the head lists the slot "${name}", which the text does not use.` });
  for (const name of placeholders) if (!names.includes(name)) problems.push({ line: 1, message: `the text uses "${name}", which the head does not list among its slots.` });
  return problems;
}

function placeholderProblems(role: Role, { placeholders, lineOf }: Template): PromptProblem[] {
  const names = slotNames(role);
  return [...placeholders].filter((name) => !names.includes(name)).map((name) => ({ line: lineOf(name), message: `"${name}" is no slot of the role ${role.name}; its slots are ${names.length === 0 ? 'none' : names.join(', ')}.` }));
}
