/** @file An endpoint as it is being typed: every field text, checked by the contract's own rules. */
import { type Endpoint, type EndpointChanges, NewEndpoint } from '#shared/contracts/endpoints';
import { describeIssues } from '#shared/contracts/describe-issues';

export interface EndpointDraft {
  readonly kind: 'openai' | 'native';
  readonly name: string;
  readonly model: string;
  readonly baseUrls: string;
  readonly apiKey: string;
  readonly apiKeyVariable: string;
  readonly isDeclaredLocal: boolean;
  readonly maxConcurrency: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly timeoutSeconds: string;
  readonly promptPrice: string;
  readonly replyPrice: string;
}

export function draftOf(endpoint: Endpoint | null): EndpointDraft {
  return {
    kind: endpoint?.kind === 'native' ? 'native' : 'openai',
    name: endpoint?.name ?? '',
    model: endpoint?.model ?? '',
    baseUrls: endpoint?.baseUrls.join('\n') ?? '',
    apiKey: '',
    apiKeyVariable: endpoint?.apiKeyVariable ?? '',
    isDeclaredLocal: endpoint?.isDeclaredLocal ?? false,
    maxConcurrency: String(endpoint?.maxConcurrency ?? 8),
    requestsPerMinute: String(endpoint?.requestsPerMinute ?? ''),
    tokensPerMinute: String(endpoint?.tokensPerMinute ?? ''),
    timeoutSeconds: String((endpoint?.timeoutMs ?? 120_000) / 1000),
    promptPrice: String(endpoint?.prices.promptPerMillion ?? 0),
    replyPrice: String(endpoint?.prices.replyPerMillion ?? 0),
  };
}

/** What keeps the draft from being saved, as a sentence; null when nothing does. */
export function problemOf(draft: EndpointDraft): string | null {
  if (draft.kind === 'openai' && urlsOf(draft).length === 0) return 'An address is needed.';
  const checked = NewEndpoint.safeParse(toNew(draft));
  return checked.success ? null : describeIssues(checked.error.issues);
}

export function toNew(draft: EndpointDraft): NewEndpoint {
  return {
    ...commonFields(draft),
    kind: draft.kind,
    ...(draft.apiKey !== '' && { apiKey: draft.apiKey }),
    ...(draft.apiKeyVariable !== '' && { apiKeyVariable: draft.apiKeyVariable }),
  };
}

/** An empty key keeps the one that is there; an empty variable takes it away. */
export function toChanges(draft: EndpointDraft): EndpointChanges {
  return { ...commonFields(draft), ...(draft.apiKey !== '' && { apiKey: draft.apiKey }), apiKeyVariable: draft.apiKeyVariable === '' ? null : draft.apiKeyVariable };
}

function commonFields(draft: EndpointDraft) {
  return {
    name: draft.name.trim(),
    model: draft.model.trim(),
    baseUrls: draft.kind === 'openai' ? urlsOf(draft) : [],
    isDeclaredLocal: draft.isDeclaredLocal,
    maxConcurrency: numberOf(draft.maxConcurrency),
    requestsPerMinute: draft.requestsPerMinute.trim() === '' ? null : numberOf(draft.requestsPerMinute),
    tokensPerMinute: draft.tokensPerMinute.trim() === '' ? null : numberOf(draft.tokensPerMinute),
    timeoutMs: numberOf(draft.timeoutSeconds) * 1000,
    prices: { promptPerMillion: numberOf(draft.promptPrice), replyPerMillion: numberOf(draft.replyPrice) },
  };
}

function urlsOf(draft: EndpointDraft): string[] {
  return draft.baseUrls.split(/\s+/).filter((url) => url !== '');
}

/** Text that is no number fails the contract's check instead of becoming 0. */
function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
