/**
 * @file Chat templates rendered as transformers' apply_chat_template does: the same globals, special tokens as variables, white space rules.
 * A template comes from a stranger, so the steps of a rendering and the size of its text are limited. The clock is an argument.
 */
import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { AppError } from '#shared/contracts/errors';
import { strftime } from './strftime';

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
  /** Anything else a template may read: name, tool_calls. */
  readonly [field: string]: unknown;
}

export interface ChatOptions {
  /** Ends with what opens the model's turn. */
  readonly addsGenerationPrompt: boolean;
  readonly now: Date;
  readonly tools?: readonly object[];
  readonly documents?: readonly object[];
  /** Further variables of this template (enable_thinking). */
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface ChatTemplate {
  render(messages: readonly ChatMessage[], options: ChatOptions): string;
}

export interface ChatTemplateSource {
  readonly text: string;
  /** The file, for messages. */
  readonly where: string;
  /** bos_token and the like, by name. */
  readonly specialTokens: Readonly<Record<string, string | readonly string[]>>;
}

/** Published templates have up to 30,000 characters. */
const longestTemplate = 100_000;
/** A conversation of 1,000 messages takes some 40,000. */
const mostSteps = 1_000_000;
/** Reading or joining so many elements costs about a step. */
const elementsPerStep = 32;
const longestValue = 5_000_000;
/** As in jinja2's sandbox. */
const longestRange = 100_000;

/** Throws on a template that cannot be parsed. */
export function compileChatTemplate({ text, where, specialTokens }: ChatTemplateSource): ChatTemplate {
  if (text.length > longestTemplate) throw new AppError('LIMIT', `${where}: the chat template has ${text.length} characters, more than the ${longestTemplate} allowed.`);
  const program = orRefuse(`${where}: the chat template cannot be read`, () => parse(tokenize(text, { lstrip_blocks: true, trim_blocks: true })));
  return {
    render(messages, { addsGenerationPrompt, now, tools, documents, variables }) {
      const values = { ...specialTokens, messages, tools: tools ?? null, documents: documents ?? null, add_generation_prompt: addsGenerationPrompt, ...variables };
      return orRefuse(`${where}: the chat template does not take these messages`, () => {
        const rendered: unknown = new CountingInterpreter(environment(values, now)).run(program).value;
        if (typeof rendered !== 'string') throw new Error('it gives no text');
        return rendered;
      });
    },
  };
}

/** Stops a rendering that takes too many steps. A list that is looped over costs its length, as the loop may have no step within. */
class CountingInterpreter extends Interpreter {
  #steps = 0;
  readonly #loopedOver = new Set<unknown>();

  override evaluate(...[statement, scope]: Parameters<Interpreter['evaluate']>): ReturnType<Interpreter['evaluate']> {
    if (statement !== undefined && 'iterable' in statement) this.#loopedOver.add(statement.iterable);
    const result = super.evaluate(statement, scope);
    const { value }: { readonly value: unknown } = result;
    const length = Array.isArray(value) || typeof value === 'string' ? value.length : 0;
    if (length > longestValue) throw new Error('its texts or lists grow too long');
    this.#steps += 1 + (this.#loopedOver.has(statement) ? length : length / elementsPerStep);
    if (this.#steps > mostSteps) throw new Error('it takes too many steps');
    return result;
  }
}

/** transformers' globals, and true, false, none in both spellings. */
function environment(values: Readonly<Record<string, unknown>>, now: Date): Environment {
  const scope = new Environment();
  const globals = { true: true, false: false, none: null, True: true, False: false, None: null, range, strftime_now: (format: string) => strftime(format, now), raise_exception: refuse };
  for (const [name, value] of Object.entries({ ...globals, ...values })) scope.set(name, value);
  return scope;
}

function range(...bounds: readonly number[]): number[] {
  const [start = 0, stop = 0, step = 1] = bounds.length === 1 ? [0, ...bounds] : bounds;
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (!(count <= longestRange)) throw new Error(`a range of more than ${longestRange} numbers`);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function refuse(message: unknown): never {
  throw new Error(String(message));
}

/** Whatever the library throws, a stack that overflows included, comes from the template or the messages. */
function orRefuse<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${what}: ${error instanceof Error ? error.message.slice(0, 300) : 'unknown reason'}.`, { cause: error });
  }
}
