/** @file A call of a language model as it is put away: who asked what of whom, what came, and what it took. Knows neither gateway nor table. */
import type { EndpointId, RunId } from '../ids';
import type { Json } from '../json';
import type { ChatMessage, ChatParameters, ReplyFailure } from '../role-requests';

/** Who asks, for the trace. */
export interface Asker {
  readonly role: string;
  readonly runId: RunId | null;
  readonly item: string | null;
}

/** A call as it is put away: answered or given up. */
export interface NewCall extends Asker {
  readonly key: string;
  readonly question: string;
  readonly sample: number;
  readonly attempt: number;
  readonly endpointId: EndpointId;
  readonly model: string;
  readonly isScripted: boolean;
  /** Its text must not leave this machine, when it is asked again neither. */
  readonly isConfidential: boolean;
  readonly promptSha256: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
  readonly slots: Readonly<Record<string, Json>>;
  /** `failed`: no answer came, all retries included. */
  readonly outcome: 'parsed' | 'unparsed' | 'failed';
  readonly reply: string | null;
  readonly reasoning: string | null;
  readonly finishReason: string | null;
  readonly value: Json;
  readonly failure: ReplyFailure | null;
  readonly reason: string | null;
  readonly promptTokens: number;
  readonly replyTokens: number;
  readonly isEstimated: boolean;
  readonly cost: number;
  readonly latencyMs: number;
  readonly tries: number;
  readonly tryErrors: readonly string[];
  /** When it was put away. */
  readonly at: string;
}
