/** @file What the gateway keeps and where it looks before it asks. The store implements it; the gateway knows no table. */
import type { CallId, EndpointId, RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import type { Asker, NewCall } from '#shared/domain/llm/new-call';
import type { ChatMessage, ChatParameters } from '#shared/domain/role-requests';

export interface AnsweredCall {
  readonly id: CallId;
  readonly reply: string;
  readonly finishReason: string | null;
}

/** What has been used up. */
export interface Spent {
  readonly calls: number;
  readonly tokens: number;
  readonly cost: number;
}

/** What is needed to ask a stored question once more. */
export interface RepeatableCall extends Asker {
  readonly endpointId: EndpointId;
  readonly isConfidential: boolean;
  readonly question: string;
  readonly promptSha256: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
  readonly slots: Readonly<Record<string, Json>>;
}

export interface CallStore {
  findAnswered(key: string): AnsweredCall | null;
  /** Resolves when it is durable. Where the key was answered meanwhile, that call's id. */
  add(call: NewCall): Promise<CallId>;
  /** An answer that was used again. */
  addReuse(id: CallId, asker: Asker): void;
  /** The lowest number no answered sample of this question has. */
  nextSample(question: string): number;
  repeatable(id: CallId): RepeatableCall;
  spentByRun(runId: RunId): Spent;
  /** Since a moment. */
  spentAtEndpoint(endpointId: EndpointId, since: string): Spent;
  /** Median time of a call and tokens a second of recent calls; null without any. */
  speed(endpointId: EndpointId): { readonly latencyMs: number; readonly tokensPerSecond: number; readonly calls: number } | null;
}
