/** @file Tries an endpoint: one tiny question, then, where that works, what else its server can do. What it learns is kept. */
import type { EndpointSupport, EndpointTest } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import type { WholeGateway } from '../../llm/create-gateway';
import { getCall } from '../../store/call-repository';
import { type StoredEndpoint, updateSupport } from '../../store/endpoint-repository';
import type { Store } from '../../store/store';
import type { EndpointDirectory } from './endpoint-directory';

interface Dependencies {
  readonly store: Store;
  readonly gateway: WholeGateway;
  readonly directory: EndpointDirectory;
}

/** Any number will do: it is only to see whether one is taken. */
const someSeed = 7;

export async function testEndpoint({ store, gateway, directory }: Dependencies, { id, settings }: StoredEndpoint, signal: AbortSignal): Promise<EndpointTest> {
  const isScripted = settings.kind === 'scripted';
  directory.forget();
  try {
    const answer = await gateway.probe(id, { item: 'answer' }, signal);
    const { replyTokens } = getCall(store.db, answer.id);
    const supports = settings.kind === 'openai' ? await findSupport(gateway, id, signal) : settings.supports;
    updateSupport(store.db, id, supports);
    const tokensPerSecond = answer.latencyMs > 0 ? (replyTokens / answer.latencyMs) * 1_000 : null;
    const message = answer.text === '' ? 'It answers, but without any text: a reasoning model may need more tokens than the test allows.' : answer.text;
    return { isWorking: true, message, latencyMs: answer.latencyMs, tokensPerSecond, supports, isScripted };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED' || error.code === 'INTERNAL') throw error;
    return { isWorking: false, message: error.message, latencyMs: 0, tokensPerSecond: null, supports: settings.supports, isScripted };
  }
}

async function findSupport(gateway: WholeGateway, id: StoredEndpoint['id'], signal: AbortSignal): Promise<EndpointSupport> {
  const can = async (how: Parameters<WholeGateway['probe']>[1], isIt: (choices: number) => boolean): Promise<boolean> => {
    try {
      return isIt((await gateway.probe(id, how, signal)).choices);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) return false;
      throw error;
    }
  };
  return {
    streaming: await can({ item: 'streaming', isStreamed: true }, () => true),
    seed: await can({ item: 'seed', seed: someSeed }, () => true),
    n: await can({ item: 'samples', choices: 2 }, (choices) => choices >= 2),
  };
}
