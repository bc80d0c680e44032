/**
 * @file A prompt template: Jinja text whose lines `# System`, `# User` and `# Assistant` begin messages. What is undefined is an error, nothing
 * a slot holds can begin a message, and neither loops nor texts grow without bound.
 */
import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { AppError } from '#shared/contracts/errors';
import type { Json } from '#shared/domain/json';
import type { ChatMessage } from '#shared/domain/role-requests';
import { splitFrontMatter } from './front-matter';
import { placeholdersOf } from './placeholders';

export interface Template {
  /** Its head, by name. */
  readonly head: ReadonlyMap<string, string>;
  /** What it takes from outside. */
  readonly placeholders: ReadonlySet<string>;
  /** One-based line on which a placeholder first stands. */
  readonly lineOf: (placeholder: string) => number | null;
  /** INVALID_INPUT where a value is missing, or no user speaks. Neighbouring messages of one role become one, as many servers ask for. */
  render(values: Readonly<Record<string, Json>>): ChatMessage[];
}

/** Begins a message in the rendered text; taken out of whatever slots hold. */
const mark = '\0';
const heading = /^#[ \t]+(system|user|assistant)[ \t]*$/gim;
const mostSteps = 200_000;
const longestValue = 5_000_000;

/** INVALID_INPUT where the text cannot be read. */
export function compileTemplate(text: string): Template {
  const { head, body, bodyLine } = splitFrontMatter(text);
  const source = body.replaceAll(mark, '').replaceAll(heading, (_, role: string) => `${mark}${role.toLowerCase()}${mark}`);
  const program = orRefuse('the template cannot be read', () => parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true })));
  return {
    head,
    placeholders: placeholdersOf(program),
    lineOf(placeholder) {
      const index = body.split('\n').findIndex((line) => new RegExp(`(\\{\\{|\\{%).*\\b${placeholder}\\b`).test(line));
      return index < 0 ? null : bodyLine + index;
    },
    render(values) {
      const rendered = orRefuse('the template cannot be filled', () => {
        const scope = new Environment();
        for (const [name, value] of Object.entries({ true: true, false: false, none: null, ...withoutMarks(values) })) scope.set(name, value);
        const { value }: { readonly value: unknown } = new StrictInterpreter(scope).run(program);
        return typeof value === 'string' ? value : '';
      });
      return toMessages(rendered);
    },
  };
}

/** Throws where Jinja would write nothing for what is not there, and where a rendering has no end. */
class StrictInterpreter extends Interpreter {
  #steps = 0;

  override evaluate(...[statement, scope]: Parameters<Interpreter['evaluate']>): ReturnType<Interpreter['evaluate']> {
    const result = super.evaluate(statement, scope);
    const { value }: { readonly value: unknown } = result;
    if ((typeof value === 'string' || Array.isArray(value)) && value.length > longestValue) throw new Error('its texts or lists grow too long');
    if (++this.#steps > mostSteps) throw new Error('it takes too many steps');
    if (result.type === 'UndefinedValue' && statement !== undefined) {
      if (statement.type === 'Identifier') throw new Error(`"${nameOf(statement)}" is not defined`);
      if (statement.type === 'MemberExpression') throw new Error(`"${nameOf((statement as { property?: unknown }).property)}" is not defined`);
    }
    return result;
  }
}

function nameOf(node: unknown): string {
  const value = (node as { value?: unknown } | undefined)?.value;
  return typeof value === 'string' ? value : 'a value';
}

function toMessages(rendered: string): ChatMessage[] {
  const [before = '', ...parts] = rendered.split(mark);
  if (before.trim() !== '') throw new AppError('INVALID_INPUT', 'the template has text before its first message; begin with a line "# System" or "# User".');
  const messages: ChatMessage[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const role = parts[index] as ChatMessage['role'];
    const content = (parts[index + 1] ?? '').replace(/\n{3,}/g, '\n\n').trim();
    const last = messages.at(-1);
    if (content === '') continue;
    if (last?.role === role) messages[messages.length - 1] = { role, content: `${last.content}\n${content}` };
    else messages.push({ role, content });
  }
  if (!messages.some(({ role }) => role === 'user')) throw new AppError('INVALID_INPUT', 'the template gives no message of the user; add a line "# User" with text after it.');
  return messages;
}

function withoutMarks(value: Readonly<Record<string, Json>>): Record<string, Json> {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) => (typeof inner === 'string' ? inner.replaceAll(mark, '') : inner)) as Record<string, Json>;
}

function orRefuse<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('INVALID_INPUT', `${what}: ${error instanceof Error ? error.message.slice(0, 300) : 'unknown reason'}.`, { cause: error });
  }
}
