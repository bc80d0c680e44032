/** @file Prompt templates: roles and their slots, versions, checks, previews, one real test call. Implements promptsContract. */
import { z } from 'zod';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { promptsContract, PromptSlot, RoleInfo, SlotSource } from '#shared/contracts/prompts';
import type { Json } from '#shared/domain/json';
import { sha256 } from '../../llm/call-key';
import type { WholeGateway } from '../../llm/create-gateway';
import { readSlots, renderMessages } from '../../llm/questions';
import { findRole, roles } from '../../llm/roles/index';
import type { Role } from '../../llm/roles/role';
import { checkTemplate } from '../../llm/templates/check-template';
import { compileTemplate } from '../../llm/templates/template';
import { estimatePromptTokens } from '../../llm/tokens';
import type { Clock } from '../../platform/ports';
import { getCall } from '../../store/call-repository';
import { getCorpus } from '../../store/corpus-repository';
import type { ReadableDb } from '../../store/database';
import { getDialogue } from '../../store/dialogue-repository';
import { findEndpoint } from '../../store/endpoint-repository';
import { getPrompt, listCurrentPrompts, listPromptVersions, savePrompt, usePrompt } from '../../store/prompt-repository';
import type { EventBus } from '../app/event-bus';
import type { PromptDirectory } from './prompt-directory';

export interface PromptsDependencies {
  readonly clock: Clock;
  readonly events: EventBus;
  readonly directory: PromptDirectory;
  readonly gateway: WholeGateway;
}

export function createPromptsService({ clock, events, directory, gateway }: PromptsDependencies): HandlersOf<typeof promptsContract> {
  const changed = <Result>(result: Result): Result => {
    directory.forget();
    events.emit({ kind: 'prompts.changed' });
    return result;
  };
  const draftOf = ({ role, text }: { role: string; text?: string | undefined }): { text: string; sha256: string } => (text === undefined ? directory.current(role) : { text, sha256: sha256(text) });

  return {
    'prompts.roles': () => roles.map(describeRole),
    'prompts.list': ({ role }) => listCurrentPrompts(directory.db).filter((one) => role === undefined || one.role === role),
    'prompts.get': ({ promptId }) => getPrompt(directory.db, promptId),
    'prompts.versions': ({ role }) => listPromptVersions(directory.db, findRole(role).name),
    'prompts.save': ({ role, text, note }) => {
      assertFine(findRole(role), text);
      return changed(savePrompt(directory.db, { role, text, sha256: sha256(text), isShipped: false, note, createdAt: clock.now().toISOString() }));
    },
    'prompts.use': ({ promptId }) => changed(usePrompt(directory.db, promptId)),
    'prompts.preview': (input) => preview(directory.db, input, draftOf(input)),
    'prompts.tryOut': async ({ endpoint, parameters, ...input }, { signal }) => {
      const role = findRole(input.role);
      const draft = draftOf(input);
      assertFine(role, draft.text);
      const { slots, isConfidential } = fill(directory.db, role, input.source);
      const endpointId = findEndpoint(directory.db, endpoint).id;
      const callId = await gateway.tryOut({ role: role.name, endpointId, slots, isConfidential, item: 'test of the template', ...(parameters === undefined ? {} : { parameters }) }, draft, signal);
      return getCall(directory.db, callId);
    },
  };
}

function preview(db: ReadableDb, { role: name, source }: Parsed<'prompts.preview'>, { text }: { text: string }): z.output<(typeof promptsContract)['prompts.preview']['output']> {
  const role = findRole(name);
  const slots = readSlots(role, fill(db, role, source).slots);
  const problems = checkTemplate(role, text);
  if (problems.length > 0) return { problems, messages: [], promptTokens: 0, slots };
  try {
    const messages = renderMessages(role, slots, compileTemplate(text));
    return { problems: [], messages, promptTokens: estimatePromptTokens(messages), slots };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problems: [{ line: null, message: error.message }], messages: [], promptTokens: 0, slots };
  }
}

function assertFine(role: Role, text: string): void {
  const [first, ...others] = checkTemplate(role, text);
  if (first === undefined) return;
  const where = first.line === null ? '' : `line ${first.line}: `;
  const more = others.length === 0 ? '' : ` There ${others.length === 1 ? 'is one more problem' : `are ${others.length} more problems`}.`;
  throw new AppError('INVALID_INPUT', `The template of "${role.name}" cannot be used: ${where}${first.message}${more}`, { details: { role: role.name, line: first.line } });
}

/** Text of a corpus that is local only stays here, in a test too. */
function fill(db: ReadableDb, role: Role, source: SlotSource): { slots: Readonly<Record<string, Json>>; isConfidential: boolean } {
  if (source.kind === 'example') return { slots: role.example, isConfidential: false };
  if (source.kind === 'slots') return { slots: source.slots, isConfidential: false };
  const { dialogue, corpusId } = getDialogue(db, source.dialogueId);
  if (role.fromDialogue === undefined) throw new AppError('INVALID_INPUT', `The role "${role.name}" cannot be filled from a dialogue; give its slots, or use its example.`);
  const turn = source.turn ?? Math.max(0, dialogue.turns.findLastIndex(({ speaker }) => speaker === 'seeker'));
  if (turn >= dialogue.turns.length) throw new AppError('INVALID_INPUT', `The dialogue has ${dialogue.turns.length} turns, so there is no turn ${turn} (they count from 0).`);
  return { slots: role.fromDialogue(dialogue, turn), isConfidential: getCorpus(db, corpusId).isLocalOnly };
}

function describeRole(role: Role): RoleInfo {
  const { name, title, description, parameters, answer, example } = role;
  return { role: name, title, description, slots: describeSlots(role), parameters, answer, takesDialogue: role.fromDialogue !== undefined, example };
}

function describeSlots({ slots, derived }: Role): PromptSlot[] {
  const { properties = {}, required = [] } = z.toJSONSchema(slots, { io: 'input' });
  const given = Object.entries(properties).map(([name, schema]) => ({
    name,
    description: (typeof schema === 'object' && schema.description) || '',
    schema: schema as PromptSlot['schema'],
    isRequired: required.includes(name),
  }));
  return [...given, ...Object.entries(derived ?? {}).map(([name, { description }]) => ({ name, description, schema: {}, isRequired: false }))];
}
