/** @file A registered model as an endpoint like any other: its chat template, the engine process of the best device, its tokens. */
import { AppError } from '#shared/contracts/errors';
import type { ExecutionProviderName } from '#shared/contracts/models';
import type { NativeChat } from '../../llm/providers/native';
import { referTo, type ReferenceDependencies } from './model-reference';
import { streamText } from './stream-text';

export function createNativeChat(dependencies: ReferenceDependencies): NativeChat {
  return async function* chat(model, messages, { parameters, signal }) {
    const provider = await bestProvider(dependencies);
    const { maxTokens, temperature, topP, stop = [], seed = 0 } = parameters;
    const target = await referTo(dependencies, { model, provider, precision: 'f32' });
    const question = { model: target.model, prompt: { messages }, maxTokens, sampling: { temperature, ...(topP !== undefined && { topP }) }, stop, seed };
    for await (const update of streamText(dependencies.engines, { provider, question, signal })) {
      if (update.kind === 'token') yield { text: update.text };
      else yield { promptTokens: update.promptTokens, replyTokens: update.tokens.length, finishReason: update.reason === 'length' ? 'length' : 'stop' };
    }
  };
}

/** Providers stand in the order in which they are preferred. */
async function bestProvider({ providers }: ReferenceDependencies): Promise<ExecutionProviderName> {
  const best = (await providers.list()).find(({ isAvailable }) => isAvailable);
  if (best === undefined) throw new AppError('UNSUPPORTED', 'Nothing on this machine can run a model; the page Settings says why.');
  return best.name;
}
