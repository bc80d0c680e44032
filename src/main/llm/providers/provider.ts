/** @file What answers a chat: a server, a local model, or rules. One attempt; trying again is the caller's. Knows neither roles nor the store. */
import type { Json } from '#shared/domain/json';
import type { ChatMessage, ChatParameters } from '#shared/domain/role-requests';

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
  /** More than one only to see whether a server can. */
  readonly choices?: number;
  /** Streams: told the whole text so far, reasoning included, whenever there is more; a new attempt begins anew. */
  readonly onText?: (textSoFar: string) => void;
  /** Who is asked for what; only scripted answers look at it. */
  readonly about: { readonly role: string; readonly slots: Readonly<Record<string, Json>>; readonly sample: number };
}

export interface ChatReply {
  readonly text: string;
  /** As the server keeps it apart; reasoning inside the text is split off later. */
  readonly reasoning: string | null;
  readonly finishReason: string | null;
  /** Null where none is reported. */
  readonly usage: { readonly promptTokens: number; readonly replyTokens: number } | null;
  /** How many answers came. */
  readonly choices: number;
}

export interface ChatProvider {
  /** Rejects with ChatFault for whatever the other side did, with the signal's reason where that was aborted. */
  chat(request: ChatRequest, signal: AbortSignal): Promise<ChatReply>;
}

/** `busy`: come back later; `broken`: it may work another time; `refused`: the same question will never be answered. */
export type FaultKind = 'busy' | 'broken' | 'refused';

/** Why one attempt gave no reply. The message is for people and holds no key. */
export class ChatFault extends Error {
  override readonly name = 'ChatFault';
  readonly kind: FaultKind;
  readonly status: number | null;
  /** As the server asks for. */
  readonly retryAfterMs: number | null;

  constructor(kind: FaultKind, message: string, options: { status?: number; retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
