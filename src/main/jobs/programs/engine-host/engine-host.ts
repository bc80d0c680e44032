/** @file Program: the engine process of one device. Answers one question at a time, in their order; a withdrawn one stops. Sees no store. */
import { converse } from '../../requests';
import type { Program } from '../../protocol';
import { embedTexts, generateText, likeliestTokens, scoreContinuations } from './answers';
import { createLoadedModels, type LoadedModels } from './loaded-models';
import type { EngineHostInput, EngineQuestion, HostState, TokenNote } from './protocol';

export const engineHost: Program = async (input, port) => {
  const models = createLoadedModels((input as EngineHostInput).provider);
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const inTurn = (work: () => Promise<unknown>): Promise<unknown> => {
    waiting += 1;
    const result = last.then(work).finally(() => (waiting -= 1));
    last = result.catch(() => undefined);
    return result;
  };
  const state = (): HostState => ({ isWorking: waiting > 0, loaded: models.list(), memoryBytes: process.memoryUsage.rss() });
  const conversation = converse(port, {
    answer(question, signal) {
      const asked = question as EngineQuestion;
      if (asked.kind === 'state') return Promise.resolve(state());
      return inTurn(() => answer(models, asked, { signal, tell: (note) => conversation.tell(note) }));
    },
  });
  // The process ends with its parent, or when the parent ends it.
  await new Promise(() => undefined);
};

async function answer(models: LoadedModels, question: Exclude<EngineQuestion, { kind: 'state' }>, { signal, tell }: { signal: AbortSignal; tell: (note: TokenNote) => void }): Promise<unknown> {
  signal.throwIfAborted();
  const loaded = await models.open(question.model);
  if (question.kind === 'generate') return generateText(loaded, question, { signal, tell });
  if (question.kind === 'score') return scoreContinuations(loaded, question, signal);
  if (question.kind === 'forward') return likeliestTokens(loaded, question, signal);
  return embedTexts(loaded, question, signal);
}
