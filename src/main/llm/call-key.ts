/**
 * @file What makes two questions the same: the model at its first address (or its checkpoint), the messages, the parameters. With the sample's number it is the
 * key under which an answer is stored. Further addresses of a pool, prices, limits and names do not count.
 */
import { createHash } from 'node:crypto';
import type { ChatMessage, ChatParameters } from '#shared/domain/role-requests';
import type { GatewayEndpoint } from './endpoint';

export interface Question {
  readonly endpoint: Pick<GatewayEndpoint, 'kind' | 'model' | 'baseUrls' | 'checkpoint'>;
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
}

/** Equal for all samples of one question. */
export function questionHash({ endpoint, messages, parameters }: Question): string {
  const { temperature, maxTokens, topP, stop, seed } = parameters;
  return sha256(
    JSON.stringify([
      [endpoint.kind, endpoint.model, endpoint.checkpoint ?? endpoint.baseUrls[0] ?? null],
      messages.map(({ role, content }) => [role, content]),
      [temperature, maxTokens, topP ?? null, stop ?? null, seed ?? null],
    ]),
  );
}

export function callKey(question: string, sample: number): string {
  return sha256(`${question}:${sample}`);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
